using System.Globalization;
using Daylight.Norms;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>Faults in words; each names its place.</summary>
internal static class Say
{
    public static AuditFault Missing(long index) =>
        OfFact(
            AuditFaultKind.FactMissing,
            index,
            $"账本缺少第{index}号记录。",
            $"Fact {index} is missing from the log."
        );

    public static AuditFault MissingFrom(long index, long size) =>
        new(
            AuditFaultKind.FactMissing,
            "fact",
            $"{index}-{size - 1}",
            new(
                $"账本的头说有{size}条记录，而从第{index}号起都没有。",
                $"The head says {size} facts, and those from {index} on are missing."
            )
        );

    public static AuditFault Outside(string index, long size) =>
        new(
            AuditFaultKind.FactOutsideLog,
            "fact",
            index,
            new(
                $"记录表中有第{index}号记录，而账本只有{size}条。",
                $"The table holds a fact {index}, but the log has {size} facts."
            )
        );

    public static AuditFault Malformed(long index, string why) =>
        OfFact(
            AuditFaultKind.FactMalformed,
            index,
            $"第{index}号记录的内容不合格式：{why}",
            $"Fact {index} is malformed: {why}."
        );

    public static AuditFault Unreadable(long index, string what) =>
        OfFact(
            AuditFaultKind.FactUnreadable,
            index,
            $"第{index}号记录的种类本程序不认识，或者内容与种类不符：{what}",
            $"Fact {index} is of a kind that this program does not know, or does not fit it: {what}."
        );

    public static AuditFault OutOfPlace(long index, long claimed, string log) =>
        OfFact(
            AuditFaultKind.FactOutOfPlace,
            index,
            $"第{index}号位置上的记录自称是{log}的第{claimed}号。",
            $"The fact in place {index} says that it is fact {claimed} of {log}."
        );

    public static AuditFault Changed(long index) =>
        OfFact(
            AuditFaultKind.FactChanged,
            index,
            $"第{index}号记录与公布过的散列值不符：记录被改动。",
            $"Fact {index} does not fit the hash that was published of it: the fact was changed."
        );

    public static AuditFault Backwards(long index, long time, long before) =>
        OfFact(
            AuditFaultKind.RecordedBackwards,
            index,
            $"第{index}号记录的记录时间{Time(time)}早于它前面的记录（{Time(before)}）。",
            $"Fact {index} says it was recorded at {Time(time)}, before the one ahead of it ({Time(before)})."
        );

    public static AuditFault OutsideInterval(long index, long time, long least, long most) =>
        OfFact(
            AuditFaultKind.RecordedOutsideInterval,
            index,
            $"第{index}号记录自称记录于{Time(time)}，而见证时间表明它记录于{Time(least)}至{Time(most)}之间。",
            $"Fact {index} says it was recorded at {Time(time)}; by the witnesses' cosignatures that was between {Time(least)} and {Time(most)}."
        );

    public static AuditFault TreeBroken(long index) =>
        OfFact(
            AuditFaultKind.TreeBroken,
            index,
            $"因为缺少第{index}号记录，从它以后的散列树无法重算。",
            $"Without fact {index} the tree cannot be recomputed from there on."
        );

    public static AuditFault NoHead(string jurisdiction) =>
        new(
            AuditFaultKind.HeadMissing,
            "log_head",
            jurisdiction,
            new($"数据库中没有{jurisdiction}的账本。", $"{jurisdiction} keeps no log in this database.")
        );

    public static AuditFault HeadDiffers(string place, string why, string whyZh) =>
        new(
            AuditFaultKind.HeadDiffers,
            "log_head",
            place,
            new($"账本的头与记录不符：{whyZh}", $"The head does not fit the facts: {why}.")
        );

    public static AuditFault CheckpointMalformed(string where, long size, string why) =>
        new(
            AuditFaultKind.CheckpointMalformed,
            where,
            Number(size),
            new(
                $"{where}中规模为{size}的签名检查点无效：{why}",
                $"The checkpoint of size {size} ({where}) is not valid: {why}"
            )
        );

    public static AuditFault CheckpointDiffers(string where, long size, long good) =>
        new(
            AuditFaultKind.CheckpointDiffers,
            where,
            Number(size),
            new(
                $"{where}中规模为{size}的签名检查点与记录不符：第{good}至{size - 1}号记录中有改动，或者检查点被换。",
                $"The checkpoint of size {size} ({where}) does not fit the facts: one of the facts {good} to {size - 1} was changed, or the checkpoint was swapped."
            )
        );

    public static AuditFault CheckpointBeyond(string where, long size, long log) =>
        new(
            AuditFaultKind.CheckpointBeyondLog,
            where,
            Number(size),
            new(
                $"{where}中有规模为{size}的签名检查点，而账本只有{log}条记录：后面的记录丢失，或者数据库被换成旧的。",
                $"There is a signed checkpoint of size {size} ({where}), but the log has {log} facts: the later ones are lost, or the database was put back to an older state."
            )
        );

    public static AuditFault CheckpointMissing(string where, long size) =>
        new(
            AuditFaultKind.CheckpointMissing,
            "checkpoint",
            Number(size),
            new(
                $"{where}中有规模为{size}的签名检查点，数据库中没有同样新的。",
                $"A signed checkpoint of size {size} is kept ({where}), and the database has none as new."
            )
        );

    public static AuditFault CheckpointGone(long size) =>
        new(
            AuditFaultKind.CheckpointMissing,
            "checkpoint",
            Number(size),
            new(
                $"密钥旁的清单记有规模为{size}的签名检查点，数据库中没有：检查点被删除。",
                $"The list beside the key has a checkpoint of size {size}, and the database has not: it was removed."
            )
        );

    public static AuditFault CheckpointSwapped(long size) =>
        new(
            AuditFaultKind.CheckpointDiffers,
            "checkpoint",
            Number(size),
            new(
                $"规模为{size}的签名检查点与密钥旁的清单不符：检查点或者它的见证签名被换、被删。",
                $"The checkpoint of size {size} is not as the list beside the key has it: it was swapped, or its cosignature was removed."
            )
        );

    public static AuditFault TileDiffers(int level, long number, int at) =>
        new(
            AuditFaultKind.TileDiffers,
            "tile",
            $"{level}/{number}",
            new(
                $"散列块{level}/{number}从第{at}项起与记录不符。",
                $"Tile {level}/{number} does not fit the facts from hash {at} on."
            )
        );

    public static AuditFault TileMissing(int level, long number) =>
        new(
            AuditFaultKind.TileMissing,
            "tile",
            $"{level}/{number}",
            new(
                $"已公布的散列块{level}/{number}缺失或者不全。",
                $"Tile {level}/{number}, which was published, is missing or too short."
            )
        );

    public static AuditFault Act(string place, string why, string whyZh) =>
        new(
            AuditFaultKind.ActDiffers,
            "act",
            place,
            new($"办理登记“{place}”有误：{whyZh}", $"The act row {place} is wrong: {why}.")
        );

    public static AuditFault Stream(StreamRow row, string why, string whyZh) =>
        new(
            AuditFaultKind.StreamDiffers,
            "fact_stream",
            $"{row.Stream} {row.Version} -> {row.Index}",
            new(
                $"索引项“{row.Stream}”第{row.Version}步（第{row.Index}号记录）有误：{whyZh}",
                $"The stream index row {row.Stream} {row.Version} (fact {row.Index}) is wrong: {why}."
            )
        );

    public static AuditFault Content(AuditFaultKind kind, string hash, string why, string whyZh) =>
        new(kind, "content", hash, new($"内容{hash}：{whyZh}", $"The content {hash}: {why}."));

    public static AuditFault Key(AuditFaultKind kind, string key, string why, string whyZh) =>
        new(kind, "case_key", key, new($"案件密钥{key}：{whyZh}", $"The case key {key}: {why}."));

    public static AuditFault Attachment(
        AuditFaultKind kind,
        string hash,
        long index,
        string why,
        string whyZh
    ) =>
        new(
            kind,
            "attachment",
            hash,
            new(
                $"第{index}号记录引用的附件{hash}：{whyZh}",
                $"The file {hash}, which fact {index} names: {why}."
            )
        );

    public static AuditFault AttachmentUnnamed(string hash) =>
        new(
            AuditFaultKind.AttachmentUnnamed,
            "attachment",
            hash,
            new($"登记的附件{hash}没有记录引用。", $"The file {hash} has a row that no fact names.")
        );

    public static AuditFault Cursor(string subscriber, long next, long size) =>
        new(
            AuditFaultKind.CursorBeyondLog,
            "subscriber_cursor",
            subscriber,
            new(
                $"“{subscriber}”的读取位置是{next}，超出账本的{size}条记录。",
                $"The cursor of {subscriber} stands at {next}, beyond the {size} facts of the log."
            )
        );

    public static AuditFault LeftOut(string subscriber, long index) =>
        new(
            AuditFaultKind.NoticeLeftOut,
            "subscriber_cursor",
            $"{subscriber} {Number(index)}",
            new(
                $"“{subscriber}”的读取位置已越过第{index}号记录，而没有办理它：读取位置被移动过。",
                $"The cursor of {subscriber} has passed fact {index}, about which it never acted: the cursor was moved ahead."
            )
        );

    public static AuditFault Digest(string act) =>
        new(
            AuditFaultKind.DigestSpoiled,
            "act",
            act,
            new(
                $"办理{act}的摘要被改动：同一办理再次提交会被拒绝。",
                $"The digest of act {act} was changed: the same act sent again would be refused."
            )
        );

    public static AuditFault Pool(string jurisdiction, string why, string whyZh) =>
        new(
            AuditFaultKind.PoolDiffers,
            "pool",
            jurisdiction,
            new($"待入账的记录（pool）：{whyZh}。", $"The pool of waiting facts: {why}.")
        );

    public static AuditFault Guard(string trigger) =>
        new(
            AuditFaultKind.GuardMissing,
            trigger,
            trigger,
            new(
                $"防止改动记录的触发器或者权限（{trigger}）缺失、被改或者被停用。",
                $"What keeps a table append-only ({trigger}) is missing, changed, switched off or granted away."
            )
        );

    public static AuditFault Owner(string table, string jurisdiction) =>
        new(
            AuditFaultKind.OwnerUnknown,
            table,
            jurisdiction,
            new(
                $"表{table}中有“{jurisdiction}”的数据，而它在这里没有账本。",
                $"The table {table} holds rows of {jurisdiction}, which keeps no log here."
            )
        );

    public static AuditFault Row(AuditFaultKind kind, string table, string key, string why, string whyZh) =>
        new(kind, table, key, new($"表{table}的“{key}”：{whyZh}", $"The row {key} of {table}: {why}."));

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static AuditFault OfFact(AuditFaultKind kind, long index, string zh, string en) =>
        new(kind, "fact", Number(index), new(zh, en));

    private static string Time(long milliseconds) =>
        milliseconds <= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() ? "最早"
        : milliseconds >= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? "现在"
        : DateTimeOffset
            .FromUnixTimeMilliseconds(milliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
