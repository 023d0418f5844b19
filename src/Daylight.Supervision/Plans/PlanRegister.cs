using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Supervision.Plans;

/// <summary>How far a plan is.</summary>
public enum PlanStanding
{
    /// <summary>待批准</summary>
    Proposed,

    /// <summary>已批准</summary>
    Approved,

    /// <summary>已并入另一项</summary>
    Merged,

    /// <summary>已取消</summary>
    Cancelled,
}

/// <summary>A plan as the register holds it.</summary>
public sealed record Plan(
    string Id,
    string Matter,
    ImmutableArray<string> Units,
    DateOnly From,
    DateOnly To,
    string ProposedBy,
    PlanStanding Standing,
    PlanKind Kind,
    string Office
);

/// <summary>The register of plans.</summary>
public sealed record PlanRegister(ImmutableDictionary<string, Plan> All, int Year, int Last)
    : IState<PlanRegister>
{
    public const string Stream = "supervision-plans";

    public static PlanRegister Start { get; } = new(ImmutableDictionary<string, Plan>.Empty, 0, 0);

    public static StreamRef<PlanRegister> Ref { get; } = new(Stream);

    public PlanRegister Apply(Fact fact) =>
        fact switch
        {
            PlanProposed f => this with
            {
                All = All.SetItem(
                    f.Plan,
                    new(
                        f.Plan,
                        f.Matter,
                        [.. f.Units],
                        f.From,
                        f.To,
                        f.ProposedBy,
                        PlanStanding.Proposed,
                        f.Kind,
                        f.Office
                    )
                ),
            },
            PlanApproved f => With(f.Plan, PlanStanding.Approved) with { Year = f.Year, Last = f.Number },
            PlanMerged f => Covered(f),
            PlanCancelled f => With(f.Plan, PlanStanding.Cancelled),
            _ => this,
        };

    /// <summary>The next number of a year.</summary>
    public int Next(int year) => year == Year ? Last + 1 : 1;

    /// <summary>
    /// A live plan that goes to one of the same units, on the same matter, in an overlapping period; null for none. Both ends
    /// of a period belong to it.
    /// </summary>
    public Plan? Overlapping(
        string matter,
        IReadOnlyList<string> units,
        DateOnly from,
        DateOnly to,
        string except
    ) =>
        All
            .Values.Where(known =>
                known.Id != except
                && known.Standing is (PlanStanding.Proposed or PlanStanding.Approved)
                && known.From <= to
                && from <= known.To
                && known.Units.Any(units.Contains)
                && SameMatter(known.Matter, matter)
            )
            .OrderBy(known => known.From)
            .ThenBy(known => known.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The same matter: equal without spaces and punctuation, or one inside the other where that has four letters or more.</summary>
    internal static bool SameMatter(string one, string other)
    {
        var (a, b) = (Bare(one), Bare(other));
        return a == b
            || (a.Length >= 4 && b.Contains(a, StringComparison.Ordinal))
            || (b.Length >= 4 && a.Contains(b, StringComparison.Ordinal));
    }

    private static string Bare(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private PlanRegister With(string plan, PlanStanding standing) =>
        All.TryGetValue(plan, out var known)
            ? this with
            {
                All = All.SetItem(plan, known with { Standing = standing }),
            }
            : this;

    private PlanRegister Covered(PlanMerged f)
    {
        var merged = With(f.Plan, PlanStanding.Merged);
        return merged.All.TryGetValue(f.Into, out var into) && All.TryGetValue(f.Plan, out var from)
            ? merged with
            {
                All = merged.All.SetItem(
                    f.Into,
                    into with
                    {
                        Units = [.. into.Units.Union(from.Units)],
                        From = from.From < into.From ? from.From : into.From,
                        To = from.To > into.To ? from.To : into.To,
                    }
                ),
            }
            : merged;
    }
}
