using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Proceedings;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Registry;

public sealed class AppointTests
{
    private static readonly Mandate s_personnel = Trial.Officer(
        "p-clerk",
        "o-clerk",
        "u-personnel",
        RegistryPowers.Maintain.Name,
        RegistryPowers.Appoint.Name
    );

    private static readonly PostTraits s_director = new(
        PostLevel.Principal,
        InTeam: true,
        Sensitive: false,
        PostFunction.General,
        Specialist: false
    );

    private static Trial County(params string[] packs)
    {
        var trial = packs.Length == 0 ? new Trial() : new Trial { InForce = Trial.Rules(packs) };
        trial.Grants(
            new Register.UnitAct(
                "u1",
                "330225018",
                "象山县水利局",
                "县水利局",
                UnitKind.GovernmentDepartment
            ),
            s_personnel
        );
        foreach (var (post, name) in new[] { ("o1", "局长"), ("o2", "副局长"), ("o3", "总工程师") })
        {
            trial.Grants(new CreatePost.Act(post, "u1", name, s_director), s_personnel);
        }

        foreach (var person in new[] { "p1", "p2", "p3" })
        {
            trial.Grants(new EnterPerson.Act(person, $"某{person}"), s_personnel);
        }

        return trial;
    }

    private static Appoint.Act Take(
        string post,
        string person,
        string from,
        string? to = null,
        OfficeKind kind = OfficeKind.Regular
    ) =>
        new(
            post,
            person,
            kind,
            DateOnly.Parse(from, null),
            to is null ? null : DateOnly.Parse(to, null),
            "象组干〔2026〕1号"
        );

    private static LeaveOffice.Act Leave(string post, string person, string on) =>
        new(post, person, DateOnly.Parse(on, null), LeavingReason.Rotation, "象组干〔2026〕2号");

    private static Post PostOf(Trial trial, string post) =>
        trial
            .Facts.Where(fact => fact.Streams.Contains($"post/{post}"))
            .Aggregate(Post.Start, (state, fact) => state.Apply(fact));

    [Fact]
    public void The_day_after_a_holder_left_the_post_is_free()
    {
        var trial = County();
        trial.Grants(Take("o1", "p1", "2024-03-01"), s_personnel);
        trial.Refuses<PostIsHeld>(Take("o1", "p2", "2026-04-01"), s_personnel);
        trial.Grants(Leave("o1", "p1", "2026-03-31"), s_personnel);
        trial.Refuses<PostIsHeld>(Take("o1", "p2", "2026-03-31"), s_personnel);
        trial.Grants(Take("o1", "p2", "2026-04-01"), s_personnel);

        var post = PostOf(trial, "o1");
        Assert.Null(post.On(new DateOnly(2024, 2, 29)));
        Assert.Equal("p1", post.On(new DateOnly(2026, 3, 31))?.Person);
        Assert.Equal("p2", post.On(new DateOnly(2026, 4, 1))?.Person);
    }

    [Fact]
    public void A_person_has_one_regular_office_and_others_beside_it()
    {
        var trial = County();
        trial.Grants(Take("o1", "p1", "2025-01-01"), s_personnel);
        trial.Refuses<PersonHoldsAnOffice>(Take("o2", "p1", "2025-06-01"), s_personnel);
        trial.Grants(Take("o2", "p1", "2025-06-01", kind: OfficeKind.Concurrent), s_personnel);
        trial.Grants(Take("o3", "p1", "2025-07-01", "2025-12-31", OfficeKind.Acting), s_personnel);
    }

    [Fact]
    public void Who_is_lent_comes_from_an_office_and_goes_back_on_a_known_day()
    {
        var trial = County();
        trial.Refuses<DetachmentNeedsAnEnd>(
            Take("o2", "p2", "2026-01-01", kind: OfficeKind.OnLoan),
            s_personnel
        );
        trial.Refuses<NoOfficeToComeFrom>(
            Take("o2", "p2", "2026-01-01", "2026-06-30", OfficeKind.OnLoan),
            s_personnel
        );
        trial.Grants(Take("o1", "p2", "2025-01-01"), s_personnel);
        trial.Grants(Take("o2", "p2", "2026-01-01", "2026-06-30", OfficeKind.OnLoan), s_personnel);

        Assert.Null(PostOf(trial, "o2").On(new DateOnly(2026, 7, 1)));
    }

    [Fact]
    public void An_appointment_needs_post_person_paper_and_the_power()
    {
        var trial = County();
        trial.Refuses<NoSuchPost>(Take("o9", "p1", "2026-01-01"), s_personnel);
        trial.Refuses<NoSuchPerson>(Take("o1", "p9", "2026-01-01"), s_personnel);
        trial.Refuses<AppointmentNeedsItsPaper>(
            Take("o1", "p1", "2026-01-01") with
            {
                Paper = " ",
            },
            s_personnel
        );
        trial.Refuses<OfficeEndsBeforeItBegins>(Take("o1", "p1", "2026-01-02", "2026-01-01"), s_personnel);
        trial.Refuses<YourOfficeLacksThePower>(
            Take("o1", "p1", "2026-01-01"),
            Trial.Officer("p5", "o5", "u5", RegistryPowers.Maintain.Name)
        );
        trial.Refuses<PersonDoesNotHoldThePost>(Leave("o1", "p1", "2026-01-01"), s_personnel);
    }

    [Fact]
    public void Ten_years_in_a_leading_post_open_a_duty_that_ends_with_the_office()
    {
        var trial = County();
        var opened = trial.Grants(Take("o1", "p1", "2020-03-01"), s_personnel).OfType<DutyOpened>().Single();

        Assert.Equal("u-personnel", opened.Owner);
        Assert.Equal(new DateTimeOffset(2030, 3, 1, 23, 59, 59, 999, TimeSpan.FromHours(8)), opened.Due);
        Assert.Contains(
            trial.Grants(Leave("o1", "p1", "2026-04-30"), s_personnel),
            fact => fact is DutyDischarged
        );
    }

    [Fact]
    public void A_head_of_division_with_money_in_hand_rotates_after_six_years()
    {
        var trial = County("national", "xiangshan");
        trial.Grants(
            new CreatePost.Act(
                "o4",
                "u1",
                "规划财务科科长",
                new(PostLevel.DivisionHead, false, true, PostFunction.Finance, false)
            ),
            s_personnel
        );
        trial.Grants(
            new CreatePost.Act(
                "o5",
                "u1",
                "河湖科科长",
                s_director with
                {
                    Level = PostLevel.DivisionHead,
                    InTeam = false,
                }
            ),
            s_personnel
        );

        var finance = trial.Grants(Take("o4", "p1", "2021-01-01"), s_personnel);
        var rivers = trial.Grants(Take("o5", "p2", "2021-01-01"), s_personnel);

        Assert.Equal("posts.rotation", finance.OfType<DutyOpened>().Single().Norm.Id.Text);
        Assert.Empty(rivers.OfType<DutyOpened>());
    }

    /// <summary>Whatever is asked, in whatever order: on no day a post has two holders, or a person two regular offices.</summary>
    [Fact]
    public void Who_held_a_post_on_a_day_has_one_answer() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ListOf(30).ToArbitrary(),
                numbers =>
                {
                    var trial = County();
                    foreach (var number in numbers)
                    {
                        trial.When(Random(number), s_personnel);
                    }

                    var posts = new[] { "o1", "o2", "o3" }.Select(post => PostOf(trial, post)).ToList();
                    for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
                    {
                        Assert.All(
                            posts,
                            post => Assert.True(post.Holders.Count(held => held.Covers(day)) <= 1)
                        );
                        Assert.All(
                            posts
                                .SelectMany(post => post.Holders)
                                .Where(held => held.Kind is OfficeKind.Regular && held.Covers(day))
                                .GroupBy(held => held.Person),
                            offices => Assert.Single(offices)
                        );
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static Act Random(int number)
    {
        var post = $"o{(number % 3) + 1}";
        var person = $"p{(number / 3 % 3) + 1}";
        var from = new DateOnly(2026, 1, 1).AddDays(number / 9 % 300);
        var length = number / 2700 % 90;
        return (number / 243_000 % 4) switch
        {
            0 => new LeaveOffice.Act(post, person, from, LeavingReason.Rotation, "文"),
            1 => new Appoint.Act(post, person, OfficeKind.Concurrent, from, from.AddDays(length), "文"),
            2 => new Appoint.Act(post, person, OfficeKind.Regular, from, null, "文"),
            _ => new Appoint.Act(post, person, OfficeKind.Regular, from, from.AddDays(length), "文"),
        };
    }
}
