using System.Collections.Immutable;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>
/// The clocks of tenure and rotation: when somebody takes an office, every norm on time in a post is asked, and the
/// earliest end opens a duty of the unit that appoints.
/// </summary>
public static class RotationClock
{
    /// <summary>What is owed, as lists name it.</summary>
    public const string What = "post.rotate";

    /// <summary>Norms of the packs on time in a post; some speak of heads of divisions or of leading offices only.</summary>
    private static readonly NormId[] s_posts =
    [
        NormId.Parse("posts.ten-years"),
        NormId.Parse("posts.key-five-years"),
        NormId.Parse("posts.power-rotation"),
    ];

    private static readonly NormId[] s_divisionHeads = [NormId.Parse("posts.rotation")];

    private static readonly NormId[] s_leading =
    [
        NormId.Parse("appointments.same-post"),
        NormId.Parse("terms.same-post"),
    ];

    /// <summary>The norm that ends a stay first, and its answer; null where no norm limits it.</summary>
    public static (Norm Norm, Answer Answer, DateOnly Until)? Binding(
        PostTraits traits,
        DateOnly from,
        AdoptedRules rules,
        DateOnly today
    )
    {
        var situation = new Situation(today)
        {
            Stays = [new Stay(from, null)],
            Attributes = Attributes.Of(
                ("function", Function(traits.Function)),
                ("key-post", traits.Sensitive),
                ("specialist", traits.Specialist)
            ),
        };
        return Asked(traits)
            .Select(rules.Find)
            .OfType<Norm>()
            .Select(norm => (norm, Answer: rules.Ask(norm.Id, situation)))
            .Where(asked => asked.Answer is { Applies: true } && asked.Answer.Results["until"] is Value.Day)
            .Select(asked =>
                (asked.norm, asked.Answer, Until: ((Value.Day)asked.Answer.Results["until"]!).Date)
            )
            .OrderBy(asked => asked.Until)
            .ThenBy(asked => asked.norm.Id.Text, StringComparer.Ordinal)
            .Select(asked => ((Norm, Answer, DateOnly)?)asked)
            .FirstOrDefault();
    }

    private static IEnumerable<NormId> Asked(PostTraits traits) =>
        [
            .. s_posts,
            .. traits.Level is PostLevel.DivisionHead ? s_divisionHeads : [],
            .. traits.InTeam ? s_leading : [],
        ];

    /// <summary>Concurrent offices and those for a time are on no clock of their own.</summary>
    internal static DutyClock? Clock(Post post, OfficeTaken taken, AdoptedRules rules, DateOnly today) =>
        taken.Kind is OfficeKind.Regular
        && !(taken.To < today)
        && Binding(post.Traits, taken.From, rules, today) is { } binding
            ? new DutyClock(
                binding.Norm.Ref,
                (binding.Norm.On(today)?.Parameters as Tenure)?.AtMost?.ToString() ?? "",
                Envelope.WholeMillisecond(Shanghai.EndOf(binding.Until)),
                Provisional: false,
                rules.Calendar.Hash,
                binding.Answer.Why
            )
            : null;

    internal static ImmutableArray<Fact> Open(Post post, OfficeTaken taken, Hearing hearing) =>
        Clock(post, taken, hearing.Rules, hearing.Today) is { } clock
            ?
            [
                new DutyOpened(
                    PostStreams.Of(post.Id),
                    DutyOf(taken.Office),
                    What,
                    hearing.Mandate.Unit,
                    post.Name,
                    clock.Norm,
                    Shanghai.StartOf(taken.From),
                    clock.Span,
                    clock.Due,
                    clock.Provisional,
                    clock.Calendar
                ),
            ]
            : [];

    internal static IEnumerable<Fact> Stop(
        Post post,
        string office,
        MatterDuties duties,
        DateTimeOffset now
    ) =>
        duties.Open.ContainsKey(DutyOf(office))
            ? [new DutyDischarged(PostStreams.Of(post.Id), DutyOf(office), now)]
            : [];

    internal static string DutyOf(string office) => $"rotate-{office}";

    /// <summary>The function as the packs name it.</summary>
    private static string Function(PostFunction function) =>
        function switch
        {
            PostFunction.General => "general",
            PostFunction.Planning => "planning",
            PostFunction.Projects => "projects",
            PostFunction.QuotaApproval => "quota-approval",
            PostFunction.Personnel => "personnel",
            PostFunction.AssetsManagement => "assets-management",
            PostFunction.Finance => "finance",
            PostFunction.Enforcement => "enforcement-work",
        };
}
