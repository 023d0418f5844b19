namespace Daylight.Proceedings;

/// <summary>Which proposals somebody may see: all of them, or those that concern him.</summary>
public sealed record ProposalScope(bool All, string Unit, string Office, string Person)
{
    /// <summary>Whoever hears or decides sees all; whom they concern sees his own.</summary>
    public static ProposalScope Of(Mandate mandate) =>
        new(
            mandate.Lacks(ProposalPowers.Hear) is null || mandate.Lacks(ProposalPowers.Decide) is null,
            mandate.Unit,
            mandate.Office,
            mandate.Person
        );
}

/// <summary>How many proposals of one kind were decided in which way.</summary>
public sealed record PeerCases(int Adopted, int Changed, int Rejected, IReadOnlyList<ProposalRow> Latest);

/// <summary>Reads proposals for pages of any mechanism.</summary>
public sealed class ProposalReading(ICounter counter)
{
    private const string Visible = "AND (@all = 1 OR about IN (@unit, @office, @person)) ";

    private static readonly ProposalView s_view = new();

    /// <summary>Those at these stages, the oldest first; at most 100.</summary>
    public async Task<IReadOnlyList<ProposalRow>> At(
        ProposalScope scope,
        params IReadOnlyList<ProposalStage> stages
    )
    {
        var names = string.Join(", ", stages.Select(stage => $"'{stage}'"));
        await using var connection = await counter.Store.Read();
        return await s_view.Read(
            connection,
            counter.Clerk.Jurisdiction,
            Visible + $"AND stage IN ({names}) ORDER BY made_at, matter, proposal LIMIT 100",
            With(scope)
        );
    }

    /// <summary>Those of one matter, the newest first; at most 50.</summary>
    public async Task<IReadOnlyList<ProposalRow>> Of(ProposalScope scope, string matter)
    {
        await using var connection = await counter.Store.Read();
        return await s_view.Read(
            connection,
            counter.Clerk.Jurisdiction,
            Visible + "AND matter = @matter ORDER BY made_at DESC, proposal LIMIT 50",
            With(scope, matter)
        );
    }

    /// <summary>One proposal, or null where there is none or the scope does not hold it: both look alike.</summary>
    public async Task<ProposalRow?> Find(ProposalScope scope, string matter, string proposal)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_view.Read(
            connection,
            counter.Clerk.Jurisdiction,
            Visible + "AND matter = @matter AND proposal = @proposal LIMIT 1",
            With(scope, matter, proposal)
        );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>同类情形: how proposals of the same consequence were decided; counts over at most 1000, and the latest ten.</summary>
    public async Task<PeerCases> Peers(ProposalRow of)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_view.Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND proposes = @proposes AND stage IN ('Decided', 'Objected', 'Reviewed') AND NOT (matter = @matter AND proposal = @proposal) ORDER BY decided_at DESC LIMIT 1000",
            new
            {
                proposes = of.Proposes,
                matter = of.Matter,
                proposal = of.Proposal,
            }
        );
        int With(ProposalOutcome outcome) => rows.Count(row => row.Outcome == outcome.ToString());
        return new PeerCases(
            With(ProposalOutcome.Adopted),
            With(ProposalOutcome.AdoptedWithChange),
            With(ProposalOutcome.Rejected),
            [.. rows.Take(10)]
        );
    }

    /// <summary>The lapsed duty that a proposal rests on: its id ends in the due instant, or has it before a last number.</summary>
    public async Task<DutyRow?> RestsOn(ProposalRow row)
    {
        var lapses = row
            .Proposal.Split('.')
            .Select(part => long.TryParse(part, out var at) && at > 1_000_000_000_000 ? at : 0)
            .Where(at => at > 0)
            .ToList();
        if (lapses.Count != 1)
        {
            return null;
        }

        await using var connection = await counter.Store.Read();
        var rows = await new DutyView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND matter = @matter AND lapsed_at = @at ORDER BY duty LIMIT 1",
            new { matter = row.Matter, at = lapses[0] }
        );
        return rows.Count == 0 ? null : rows[0];
    }

    private static object With(ProposalScope scope, string matter = "", string proposal = "") =>
        new
        {
            all = scope.All ? 1 : 0,
            unit = scope.Unit,
            office = scope.Office,
            person = scope.Person,
            matter,
            proposal,
        };
}
