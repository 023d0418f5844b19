using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>What this mechanism asks the rule packs, in its own words.</summary>
internal static class ItemNorms
{
    /// <summary>签收时限: until when a unit signs for what it was assigned. No score hangs on it.</summary>
    public const string Signing = "item.sign";

    /// <summary>审核时限: until when the office checks a report that something is done. The office is on the clock too.</summary>
    public const string Checking = "item.check";

    /// <summary>裁定时限: until when a request to return is ruled on.</summary>
    public const string Ruling = "item.rule-on-return";

    /// <summary>办结时限: the clocks of an item's source.</summary>
    public const string Closing = "item.close";

    /// <summary>公开条件.</summary>
    public static readonly NormId Publishing = NormId.Parse("items.publish");

    /// <summary>督办阶梯.</summary>
    public static readonly NormId Climbing = NormId.Parse("items.ladder");

    /// <summary>节点和分项的期限.</summary>
    public static readonly NormId Within = NormId.Parse("items.within");

    /// <summary>协办意见时限.</summary>
    public static readonly NormId Assisting = NormId.Parse("items.assist");

    /// <summary>对督查结论的复核申请时限.</summary>
    public static readonly NormId Objecting = NormId.Parse("inspection.objection");

    /// <summary>督查结论复核决定时限.</summary>
    public static readonly NormId ObjectionDeciding = NormId.Parse("inspection.objection-decide");

    /// <summary>复核时原督查人员回避.</summary>
    public static readonly NormId ReviewApart = NormId.Parse("inspection.objection-recusal");

    /// <summary>堵点答复期限.</summary>
    public static readonly NormId Obstacle = NormId.Parse("items.obstacle");

    public static NormRef? Ref(AdoptedRules rules, NormId norm) => rules.Find(norm)?.Ref;

    /// <summary>When the item must be closed; null where neither a norm nor the paper gives a date.</summary>
    public static DutyClock? ClosingClock(Item item, DateTimeOffset start, Hearing hearing) =>
        DutyClock.Of(hearing.Rules, Closing, start, hearing.Now, GivenDate(item), ClosingAttributes(item));

    /// <summary>The date or span that the paper gives, or null.</summary>
    public static Span? GivenDate(Item item) =>
        item.Given is { } given && Span.TryParse(given, out var span, out _) ? span : null;

    /// <summary>What the closing norms want to know of an item.</summary>
    public static Attributes ClosingAttributes(Item item) =>
        Attributes.Of(("source", SourceOf(item)), ("difficult", false));

    /// <summary>The extension that the norm of a closing duty allows, or null where it allows none.</summary>
    public static Extending? Extending(Duty close, AdoptedRules rules, DateOnly day) =>
        rules.Find(close.Norm.Id)?.On(day)?.Parameters is Deadline deadline ? deadline.Extending : null;

    /// <summary>The source as the packs name it.</summary>
    private static string SourceOf(Item item) =>
        item.Source switch
        {
            ItemSource.Meeting => "minutes",
            ItemSource.LeaderNote => item.Urgent ? "leader-urgent" : "leader",
            ItemSource.SuperiorOrder => "document",
            ItemSource.WorkReport => "work-report",
            ItemSource.LivelihoodProject => "livelihood-project",
            ItemSource.InspectionRectification => "inspection-rectification",
            ItemSource.AuditRectification => "audit-rectification",
            ItemSource.Hotline => "hotline",
            ItemSource.DeputyProposal => "deputy-proposal",
            ItemSource.CppccProposal => "cppcc-proposal",
        };
}
