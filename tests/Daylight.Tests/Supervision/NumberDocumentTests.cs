using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Papers;
using Daylight.Tests.Proceedings;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Supervision;

public sealed class NumberDocumentTests
{
    private static readonly Mandate s_head = Trial.Officer(
        "p-head",
        "o-head",
        "u-government",
        "supervision.approve",
        "supervision.run"
    );

    private static NumberDocument.Act Notice(string paper, string code = "象政督", string to = "") =>
        new(
            paper,
            PaperKind.Notice,
            "",
            "u-government",
            "象山县人民政府",
            code,
            2026,
            "关于管网改造的督查通知",
            to,
            "县住建局",
            "请于年底前完成。",
            ""
        );

    private static Trial WithUnits() =>
        new Trial().Given(
            new UnitRegistered(
                "u-huanjing",
                "330225024",
                "宁波市生态环境局象山分局",
                "市生态环境局象山分局",
                UnitKind.VerticallyManaged
            ),
            new UnitRegistered(
                "u-zhujian",
                "330225016",
                "象山县住房和城乡建设局",
                "县住建局",
                UnitKind.GovernmentDepartment
            )
        );

    private static string Signed(Trial trial, NumberDocument.Act act) =>
        Assert.IsType<PaperNumbered>(Assert.Single(trial.Grants(act, s_head))).Label;

    [Fact]
    public void Numbers_are_given_at_signing_per_organ_code_and_year()
    {
        var trial = new Trial();

        Assert.Equal("象政督〔2026〕1号", Signed(trial, Notice("a")));
        Assert.Equal("象政督〔2026〕2号", Signed(trial, Notice("b")));
        Assert.Equal("象政督函〔2026〕1号", Signed(trial, Notice("c", "象政督函")));
        trial.Refuses<PaperIsSignedAlready>(Notice("a"), s_head);
        trial.Refuses<NumberIsOfAnotherYear>(Notice("d") with { Year = 2025 }, s_head);
        trial.Refuses<PaperCodeIsUnclear>(Notice("d") with { Code = "X1" }, s_head);
        trial.Refuses<PaperOfAnotherOrgan>(Notice("d") with { Organ = "u-town" }, s_head);
        trial.Refuses<TextBearsASecrecyMark>(Notice("d") with { Body = "机密★ 请办理" }, s_head);
    }

    [Fact]
    public void A_void_number_stays_used()
    {
        var trial = new Trial();
        Signed(trial, Notice("a"));
        trial.Grants(new VoidNumber.Act("a", "", "u-government", PaperKind.Notice, "标题有误"), s_head);

        Assert.Equal("象政督〔2026〕2号", Signed(trial, Notice("b")));
        trial.Refuses<PaperIsVoid>(
            new VoidNumber.Act("a", "", "u-government", PaperKind.Notice, "再作废"),
            s_head
        );
        trial.Refuses<NoSuchPaper>(
            new VoidNumber.Act("z", "", "u-government", PaperKind.Notice, "没有"),
            s_head
        );
        trial.Refuses<ReasonIsMissing>(
            new VoidNumber.Act("b", "", "u-government", PaperKind.Notice, " "),
            s_head
        );
    }

    [Fact]
    public void A_body_that_is_not_subordinate_is_asked_by_letter()
    {
        var trial = WithUnits();

        trial.Refuses<AskByLetter>(Notice("a", to: "u-huanjing"), s_head);
        trial.Grants(Notice("a", to: "u-huanjing") with { Kind = PaperKind.Letter }, s_head);
        trial.Grants(Notice("b", to: "u-zhujian"), s_head);
    }

    [Fact]
    public void A_notice_is_signed_by_whoever_may_approve_and_a_slip_by_the_office()
    {
        var officer = Trial.Officer("p-officer", "o-supervision", "u-government", "supervision.run");
        var trial = new Trial();

        trial.Refuses<YourOfficeLacksThePower>(Notice("a"), officer);
        trial.Grants(Notice("a") with { Kind = PaperKind.Reminder }, officer);
    }

    /// <summary>Any order of signing and voiding leaves 1, 2, 3, ... with none twice and no gap.</summary>
    [Fact]
    public void Numbers_have_no_gap_whatever_is_voided() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<bool[]>(),
                voids =>
                {
                    var trial = new Trial();
                    var numbers = new List<int>();
                    foreach (var (index, isVoid) in voids.Index())
                    {
                        numbers.Add(
                            Assert
                                .IsType<PaperNumbered>(
                                    Assert.Single(trial.Grants(Notice($"p{index}"), s_head))
                                )
                                .Number
                        );
                        if (isVoid)
                        {
                            trial.Grants(
                                new VoidNumber.Act($"p{index}", "", "u-government", PaperKind.Notice, "误"),
                                s_head
                            );
                        }
                    }

                    return numbers.SequenceEqual(Enumerable.Range(1, voids.Length));
                }
            )
            .QuickCheckThrowOnFailure();
}
