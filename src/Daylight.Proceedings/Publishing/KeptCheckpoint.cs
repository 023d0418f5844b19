using Daylight.Ledger;
using Daylight.Norms;

namespace Daylight.Proceedings.Publishing;

/// <summary>A checkpoint of our log that is kept somewhere, its signature verified.</summary>
/// <param name="Where">Who keeps it: the database, the key folder, a witness by name.</param>
internal sealed record KeptCheckpoint(Phrase Where, Checkpoint Checkpoint)
{
    public static KeptCheckpoint Database(Checkpoint checkpoint) =>
        new(new("数据库", "the database"), checkpoint);

    public static KeptCheckpoint KeyFolder(Checkpoint checkpoint) =>
        new(new("密钥目录", "the key folder"), checkpoint);

    public static KeptCheckpoint Witness(string name, Checkpoint checkpoint) =>
        new(new($"见证方{name}", $"the witness {name}"), checkpoint);

    /// <summary>The log is shorter than it was.</summary>
    public InDoubtException Longer(long size) =>
        Doubt(
            $"{Where.Zh}保存的检查点有{Checkpoint.Size}条记录，而数据库中只有{size}条：数据库可能是较早的副本，或者记录已被删除。",
            $"The checkpoint that {Where.En} keeps is of {Checkpoint.Size} facts, but the database holds {size}: it may be an older copy, or facts were removed."
        );

    /// <summary>The log has another root at that size.</summary>
    public InDoubtException Other() =>
        Doubt(
            $"数据库前{Checkpoint.Size}条记录与{Where.Zh}保存的检查点不符：记录或账页已被改动、调换或者删补。",
            $"The first {Checkpoint.Size} facts of the database do not fit the checkpoint that {Where.En} keeps: facts or tiles were changed, swapped or replaced."
        );

    private InDoubtException Doubt(string zh, string en) =>
        new(
            new(
                $"账本 {Checkpoint.Origin} 不予启用。{zh}{Ways.Out.Zh}",
                $"The log {Checkpoint.Origin} is not opened. {en} {Ways.Out.En}"
            )
        );
}

/// <summary>What to do when a log is in doubt.</summary>
internal static class Ways
{
    public static Phrase Out { get; } =
        new(
            "请保留现场，执行 daylight audit 查明；能恢复的，恢复完整的数据库；确已丢失的，执行 daylight log succeed。",
            "Keep everything as it is and run `daylight audit`; restore the whole database if you can; after a real loss run `daylight log succeed`."
        );
}
