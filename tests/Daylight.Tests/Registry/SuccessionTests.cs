using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Registry;

/// <summary>No post ends while its duties have no successor.</summary>
public sealed class SuccessionTests
{
    private static readonly Mandate s_registrar = RegistryTrial.Registrar;

    private static Trial WithPower()
    {
        var trial = RegistryTrial.County();
        trial.Grants(
            new Appoint.Act("o1", "p1", OfficeKind.Regular, new(2024, 3, 1), null, "象政干〔2024〕3号"),
            s_registrar
        );
        trial.Grants(
            new ListPower.Act(
                "xk-1",
                "o1",
                "河道采砂许可",
                PowerClass.MayDo,
                "《中华人民共和国水法》第三十九条",
                "受理后20日内作出决定，监督采砂人按许可作业"
            ),
            s_registrar
        );
        trial.Grants(new PlaceResponsibility.Act(2026, "fxft", "", "防汛防台总责任", "o1"), s_registrar);
        return trial;
    }

    [Fact]
    public void A_desk_with_powers_is_handed_over_and_does_not_stand_empty()
    {
        var trial = WithPower();
        trial.Refuses<DeskMustBeHandedOver>(
            new LeaveOffice.Act("o1", "p1", new(2026, 5, 7), LeavingReason.Promotion, "文"),
            s_registrar
        );

        var handed = trial.Grants(
            new HandOver.Act(
                "o1",
                "p1",
                "p2",
                OfficeKind.Presiding,
                new(2026, 5, 7),
                LeavingReason.Promotion,
                "象政干〔2026〕8号",
                [new HandedMatter("item/i1", "close", "海塘安澜工程", new(2026, 6, 30))]
            ),
            s_registrar
        );

        var list = handed.OfType<DeskHandedOver>().Single();
        Assert.Equal(["node:2026/fxft", "power:xk-1"], list.Answers);
        Assert.Equal("海塘安澜工程", list.Matters.Single().Title);
        var post = trial.State(Post.At("o1"));
        Assert.Equal("p1", post.On(new(2026, 5, 7))?.Person);
        Assert.Equal("p2", post.On(new(2026, 5, 8))?.Person);
    }

    [Fact]
    public void Only_the_successor_signs_for_the_desk_and_once()
    {
        var trial = WithPower();
        trial.Grants(
            new HandOver.Act(
                "o1",
                "p1",
                "p2",
                OfficeKind.Regular,
                new(2026, 5, 7),
                LeavingReason.Rotation,
                "文",
                []
            ),
            s_registrar
        );
        var taker = Trial.Officer("p2", "o1", "u1", "desk");

        trial.Refuses<NoDeskWaitsForYou>(
            new HandOver.AcceptAct("o1", ""),
            Trial.Officer("p3", "o3", "u1", "desk")
        );
        trial.Grants(new HandOver.AcceptAct("o1", "已当面核对"), taker);
        trial.Refuses<NoDeskWaitsForYou>(new HandOver.AcceptAct("o1", ""), taker);
    }

    [Fact]
    public void A_post_ends_only_when_everything_that_it_answers_for_goes_to_its_successor()
    {
        var trial = WithPower();
        var act = new AbolishPost.Act("o1", "u1", "o2", new(2026, 5, 8), "象编〔2026〕4号", [], []);
        trial.Refuses<PostIsHeld>(act, s_registrar);
        trial.Grants(
            new HandOver.Act(
                "o1",
                "p1",
                "p2",
                OfficeKind.Acting,
                new(2026, 5, 6),
                LeavingReason.Rotation,
                "文",
                []
            ),
            s_registrar
        );
        trial.Refuses<PostIsHeld>(act, s_registrar);
        trial.Given(new OfficeLeft("o1.2", "o1", "p2", new(2026, 5, 8), LeavingReason.Reorganisation, "文"));
        Assert.Equal(2, trial.Refuses<DutiesHaveNoSuccessor>(act, s_registrar).Count);
        trial.Refuses<PostNeedsASuccessor>(act with { Successor = "o1" }, s_registrar);
        trial.Refuses<PostIsOfAnotherUnit>(act with { Unit = "u2" }, s_registrar);

        trial.Grants(act with { Answers = ["node:2026/fxft", "power:xk-1"] }, s_registrar);

        Assert.Equal(["node:2026/fxft", "power:xk-1"], trial.State(Post.At("o2")).Answers);
        Assert.Equal("o2", trial.State(PowerItem.At("xk-1")).Post);
        Assert.Equal("o2", trial.State(ResponsibilityTree.Of(2026)).Nodes["fxft"].Post);
        Assert.DoesNotContain("o1", trial.State(Unit.At("u1")).Posts);
        trial.Refuses<PostIsAbolished>(
            new Appoint.Act("o1", "p3", OfficeKind.Regular, new(2026, 6, 1), null, "文"),
            s_registrar
        );
    }

    [Fact]
    public void Open_duties_of_an_abolished_post_are_passed_on_with_their_clock()
    {
        var trial = RegistryTrial.County();
        var norm = Trial.National.Book.Norms.First().Ref;
        var due = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        trial.Given(
            new DutyOpened(
                "item/i1",
                "speak",
                "item.speak",
                "o3",
                "海塘安澜工程",
                norm,
                due,
                "20d",
                due,
                false,
                "c"
            )
        );

        var passed = trial
            .Grants(
                new AbolishPost.Act(
                    "o3",
                    "u1",
                    "o2",
                    new(2026, 5, 8),
                    "文",
                    [],
                    [new("item/i1", "speak", "海塘安澜工程", null), new("item/i1", "other", "无", null)]
                ),
                s_registrar
            )
            .OfType<DutyPassed>()
            .Single();

        Assert.Equal(("item/i1", "speak", "o2"), (passed.Matter, passed.Duty, passed.Owner));
    }
}
