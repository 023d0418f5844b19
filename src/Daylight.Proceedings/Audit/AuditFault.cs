using Daylight.Norms;

namespace Daylight.Proceedings.Audit;

/// <summary>What can be wrong with a log and with what was derived from it.</summary>
public enum AuditFaultKind
{
    HeadMissing,
    HeadDiffers,
    FactMissing,
    FactOutsideLog,
    FactMalformed,
    FactOutOfPlace,
    FactChanged,
    FactUnreadable,
    RecordedBackwards,
    RecordedOutsideInterval,
    TreeBroken,
    CheckpointMalformed,
    CheckpointDiffers,
    CheckpointBeyondLog,
    CheckpointMissing,
    TileDiffers,
    TileMissing,
    ActDiffers,
    StreamDiffers,
    ContentDiffers,
    ContentMissing,
    ContentUnnamed,
    KeyDiffers,
    KeyMissing,
    KeyNotErased,
    RowDiffers,
    RowMissing,
    RowUnknown,
    ViewNotCompared,
    CursorBeyondLog,
    NoticeLeftOut,
    DigestSpoiled,
    PoolDiffers,
    GuardMissing,
    OwnerUnknown,
    AttachmentMissing,
    AttachmentDiffers,
    AttachmentUnnamed,
}

/// <summary>One difference, named by its place.</summary>
/// <param name="Table">Table of the database, or what stands for it outside the database.</param>
/// <param name="Place">Which row: an index, a range of indexes, a key.</param>
/// <param name="Says">For people, in both languages.</param>
public sealed record AuditFault(AuditFaultKind Kind, string Table, string Place, Phrase Says)
{
    /// <summary>Column that differs, where one does.</summary>
    public string? Column { get; init; }

    /// <summary>What stands there; null also where a secret would be shown.</summary>
    public string? Live { get; init; }

    /// <summary>What the log says.</summary>
    public string? Log { get; init; }
}
