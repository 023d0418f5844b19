using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Proceedings.Backup;

/// <summary>A backup that cannot be read or does not prove itself. Nothing of it was put in place.</summary>
public sealed class BackupBrokenException : InDoubtException
{
    internal BackupBrokenException(string zh, string en, Exception? inner = null)
        : base(
            new Phrase(
                $"备份不能用：{zh}没有恢复任何内容。",
                $"The backup cannot be used: {en} Nothing was restored."
            ),
            inner
        ) { }

    internal static BackupBrokenException NoBackup(int length) =>
        new(
            $"文件开头的{length}字节不是备份的开头。",
            $"its first {length} bytes are not the beginning of one."
        );

    internal static BackupBrokenException OtherVersion(byte version) =>
        new(
            $"文件头有误，或者是本程序不认识的格式（第{version}版）。",
            $"its header is damaged, or of a format that this program does not know (version {version})."
        );

    internal static BackupBrokenException OtherWay(byte way) =>
        new(
            way == 1 ? "它用口令加密，而给出的是密钥文件。" : "它用密钥文件加密，而给出的是口令。",
            way == 1
                ? "it was sealed with a passphrase, and a key file was given."
                : "it was sealed with a key file, and a passphrase was given."
        );

    internal static BackupBrokenException OtherKey(byte way) =>
        new(
            way == 1 ? "口令不对，或者文件头被改动。" : "密钥文件不是这一个，或者文件头被改动。",
            way == 1
                ? "the passphrase is another one, or its header was changed."
                : "the key file is another one, or its header was changed."
        );

    internal static BackupBrokenException Damaged(Exception fault) =>
        new(
            $"内容被改动、截断或者接长（{fault.Message}）。",
            $"it was changed, cut off or added to ({fault.Message})",
            fault
        );

    internal static BackupBrokenException Malformed(string why) =>
        new($"内容不合格式：{why}。", $"its content is malformed: {why}.");

    internal static BackupBrokenException OtherPart(BackupPart part) =>
        new(
            part == BackupPart.Wraps
                ? "这是案件密钥的备份，不是账本的备份。"
                : "这是账本的备份，不是案件密钥的备份。",
            part == BackupPart.Wraps
                ? "it holds wrapped keys of cases, not a ledger."
                : "it holds a ledger, not wrapped keys of cases."
        );
}
