namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>What a field of an act asks for.</summary>
internal enum FieldKind
{
    Short,
    Long,
    Day,
    Unit,
    Way,
    Signing,

    /// <summary>An open node of the item.</summary>
    Node,

    /// <summary>A part that this unit has in hand.</summary>
    Part,

    /// <summary>A part that waits for the lead unit's confirmation.</summary>
    Reported,

    /// <summary>An obstacle that this unit owes an answer to.</summary>
    Obstacle,

    /// <summary>What stands in the way.</summary>
    Cause,

    /// <summary>A figure that this unit is asked for.</summary>
    Figure,

    /// <summary>Another item of the same lead unit.</summary>
    Other,

    /// <summary>Yes or no.</summary>
    Yes,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>Where an item comes from.</summary>
    Source,

    /// <summary>An office that may give items.</summary>
    Giver,

    /// <summary>Several units.</summary>
    Units,

    /// <summary>Several lines of text.</summary>
    Lines,

    /// <summary>One of the names that the field lists.</summary>
    Choice,
}

/// <summary>One field of the form of an act.</summary>
internal sealed record VerbField(string Name, FieldKind Kind, bool Required = true)
{
    /// <summary>Of a choice: its names.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Of a long text that makes several things: what stands in each of its lines, in this order.</summary>
    public IReadOnlyList<VerbField> Columns { get; init; } = [];
}
