using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Daylight.Ledger;

/// <summary>
/// A checkpoint for paper: its root as sixteen groups of five digits, and a seventeenth group that checks them. A reader can
/// compare them by eye or by voice, and type them on any keyboard.
/// </summary>
/// <remarks>
/// A group is 16 bits, big-endian, as a decimal from 00000 to 65535. The check group is the first 16 bits of
/// SHA-256("daylight/words/v1\n" || the checkpoint's text), so that a slip in the digits, in the size or in the origin shows.
/// </remarks>
public static class CheckpointWords
{
    /// <summary>Groups of a root.</summary>
    public const int RootGroups = Hash.Size / sizeof(ushort);

    /// <summary>Groups in all, with the check group.</summary>
    public const int Groups = RootGroups + 1;

    private const int Digits = 5;

    /// <summary>The seventeen groups.</summary>
    public static IReadOnlyList<string> Of(Checkpoint checkpoint)
    {
        var root = checkpoint.Root.ToArray();
        return
        [
            .. Enumerable
                .Range(0, RootGroups)
                .Select(i => Group(BinaryPrimitives.ReadUInt16BigEndian(root.AsSpan(2 * i)))),
            Group(Check(checkpoint)),
        ];
    }

    /// <summary>The groups in lines of four, the check group alone in the last.</summary>
    public static string ToText(Checkpoint checkpoint) =>
        string.Join('\n', Of(checkpoint).Chunk(4).Select(line => string.Join(' ', line)));

    /// <summary>Reads what somebody typed from paper. Spaces, line ends and full-width digits are allowed.</summary>
    /// <exception cref="MalformedWordsException">when a group is mistyped, or they belong to another log or size.</exception>
    public static Checkpoint Read(string typed, string origin, long size)
    {
        var digits = new StringBuilder();
        foreach (var c in typed.Where(c => !char.IsWhiteSpace(c)))
        {
            var digit = c is >= '\uff10' and <= '\uff19' ? (char)(c - '\uff10' + '0') : c;
            digits.Append(
                char.IsAsciiDigit(digit) ? digit : throw new MalformedWordsException($"\"{c}\" is no digit")
            );
        }

        if (digits.Length != Groups * Digits)
        {
            throw new MalformedWordsException(
                $"{digits.Length} digits; {Groups} groups of {Digits} are {Groups * Digits}"
            );
        }

        var root = new byte[Hash.Size];
        for (var i = 0; i < RootGroups; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(root.AsSpan(2 * i), Value(digits, i));
        }

        var checkpoint = new Checkpoint(origin, size, Hash.FromBytes(root));
        return Value(digits, RootGroups) == Check(checkpoint)
            ? checkpoint
            : throw new MalformedWordsException(
                $"the check group does not fit: a digit is mistyped, or the paper is not of {MalformedException.Shown(origin)} at size {size}"
            );
    }

    private static ushort Value(StringBuilder digits, int group) =>
        ushort.TryParse(
            digits.ToString(group * Digits, Digits),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : throw new MalformedWordsException($"group {group + 1} is above 65535");

    private static ushort Check(Checkpoint checkpoint) =>
        BinaryPrimitives.ReadUInt16BigEndian(
            SHA256.HashData([.. "daylight/words/v1\n"u8, .. LedgerText.ToBytes(checkpoint.ToText())])
        );

    private static string Group(ushort value) => value.ToString("D5", CultureInfo.InvariantCulture);
}
