using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>What this mechanism asks the rule packs, in its own words.</summary>
internal static class ItemNorms
{
    /// <summary>签收时限: until when a unit signs for what it was assigned. No score hangs on it.</summary>
    public static readonly NormId Signing = NormId.Parse("supervision.item.sign");

    /// <summary>审核时限: until when the office checks a report that something is done. The office is on the clock too.</summary>
    public static readonly NormId Checking = NormId.Parse("supervision.item.check");

    /// <summary>退办裁定时限: until when a request to return is ruled on.</summary>
    public static readonly NormId Ruling = NormId.Parse("supervision.item.rule-on-return");

    /// <summary>办结时限 of a source.</summary>
    public static NormId Closing(ItemSource source) =>
        NormId.Parse(
            source switch
            {
                ItemSource.Meeting => "supervision.close.meeting",
                ItemSource.LeaderNote => "supervision.close.leader-note",
                ItemSource.SuperiorOrder => "supervision.close.superior-order",
                ItemSource.WorkReport => "supervision.close.work-report",
                ItemSource.LivelihoodProject => "supervision.close.livelihood-project",
                ItemSource.InspectionRectification => "supervision.close.inspection-rectification",
                ItemSource.AuditRectification => "supervision.close.audit-rectification",
                ItemSource.Hotline => "supervision.close.hotline",
                ItemSource.DeputyProposal => "supervision.close.deputy-proposal",
                ItemSource.CppccProposal => "supervision.close.cppcc-proposal",
            }
        );

    /// <summary>When the item must be closed; null where neither the norm nor the paper gives a date.</summary>
    public static DutyClock? ClosingClock(Item item, DateTimeOffset start, Hearing hearing) =>
        DutyClock.Of(
            hearing.Rules,
            Closing(item.Source),
            start,
            hearing.Now,
            item.Given is { } given && Span.TryParse(given, out var span, out _) ? span : null,
            Attributes.Of(("urgent", item.Urgent))
        );

    /// <summary>The extension that a closing norm allows, or null where it allows none.</summary>
    public static Extending? Extending(Item item, AdoptedRules rules, DateOnly day) =>
        rules.Find(Closing(item.Source))?.On(day)?.Parameters is Deadline deadline ? deadline.Extending : null;

    /// <summary>The closing norm as it stands, to be cited.</summary>
    public static NormRef? ClosingRef(Item item, AdoptedRules rules) => rules.Find(Closing(item.Source))?.Ref;
}
