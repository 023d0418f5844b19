using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>What is wrong with one cell, or with a row as a whole.</summary>
/// <param name="Row">As the table counts it, from 1.</param>
/// <param name="Column">The letters of the column; empty where the fault is of the whole row.</param>
/// <param name="Head">The head of the column.</param>
public sealed record ImportFault(int Row, string Column, string Head, Phrase What);

/// <summary>What would be recorded, and every fault; nothing is recorded while there is one.</summary>
/// <param name="Acts">One or two acts per row, in the order of the rows.</param>
public sealed record ImportPlan(
    TableKind Kind,
    int Rows,
    IReadOnlyList<ImportFault> Faults,
    IReadOnlyList<(int Row, Act Act)> Acts
)
{
    public bool IsClean => Faults.Count == 0 && Acts.Count > 0;
}

/// <summary>What the registry holds already, as far as an import asks for it.</summary>
/// <param name="Units">Open units by every name that they bear or bore, by short name, code and id; two ids where a name is not of one.</param>
/// <param name="Offices">Stretches in time by post.</param>
public sealed record ImportKnown(
    ILookup<string, string> Units,
    IReadOnlySet<string> UnitIds,
    IReadOnlySet<string> Codes,
    IReadOnlySet<string> Persons,
    IReadOnlySet<string> Posts,
    ILookup<string, (DateOnly From, DateOnly? To)> Offices,
    ILookup<string, (DateOnly From, DateOnly? To)> RegularOffices
);
