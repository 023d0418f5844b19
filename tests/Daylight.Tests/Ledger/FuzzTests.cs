using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

/// <summary>
/// Feeds mutated good inputs to every parser. Only the ledger's named exceptions may come out, and what is accepted
/// must be what would be written.
/// </summary>
public sealed class FuzzTests
{
    private static readonly Note s_note = Some.NoteOf(new Checkpoint(Some.Log, 7, Some.Leaf(7)));
    private static readonly TileAt s_bundle = new(TileAt.Entries, 0, 3);

    private static readonly Dictionary<string, (byte[][] Seeds, Func<byte[], byte[]?> Parse)> s_parsers =
        new()
        {
            ["canonical JSON"] = (
                [
                    """{"a":[1,2.5,-0,1E30,"\u00e9\n",true,null,{"b":{},"\ud83d\ude02":[]}],"":"\\\"/"}"""u8.ToArray(),
                    """[0.1e-7,295147905179352830000,9007199254740991,"中文"]"""u8.ToArray(),
                ],
                bytes =>
                {
                    var canonical = CanonicalJson.Canonicalize(bytes);
                    Assert.Equal(canonical, CanonicalJson.Canonicalize(canonical));
                    Assert.True(CanonicalJson.IsCanonical(canonical));
                    Assert.Equal(canonical.AsSpan().SequenceEqual(bytes), CanonicalJson.IsCanonical(bytes));
                    return null;
                }
            ),
            ["envelope"] = (
                [
                    Some.Envelope().ToBytes(),
                    (Some.Envelope() with { Cause = "c", OccurredAt = null, Norms = [] }).ToBytes(),
                ],
                bytes => Envelope.Parse(bytes).ToBytes()
            ),
            ["sealed part"] = (
                [Some.Envelope().ToSealedPart()],
                bytes => Envelope.ParseSealedPart(bytes, Some.Log, 3).ToSealedPart()
            ),
            ["sealed envelope"] = ([Some.Sealed().ToBytes()], bytes => SealedEnvelope.Parse(bytes).ToBytes()),
            ["edge"] = (
                [
                    Edge.Empty.ToBytes(),
                    Edge.Empty.Append(default).ToBytes(),
                    Edge.Empty.Append(default).Append(default).Append(default).ToBytes(),
                ],
                bytes => Edge.FromBytes(bytes).ToBytes()
            ),
            ["note"] = ([s_note.ToBytes()], bytes => Note.Parse(bytes).ToBytes()),
            ["checkpoint"] = (
                [Encoding.UTF8.GetBytes(s_note.Text)],
                bytes => AsText(bytes, text => Checkpoint.Parse(text).ToText())
            ),
            ["signed checkpoint"] = (
                [s_note.ToBytes()],
                bytes =>
                {
                    Assert.Equal(
                        s_note.Text,
                        SignedCheckpoint
                            .Open(bytes, [Some.LogKey.Verifier], [PublishedLog.s_witness.Verifier])
                            .Note.Text
                    );
                    return null;
                }
            ),
            ["verifier key"] = (
                [Encoding.UTF8.GetBytes(Some.LogKey.Verifier.ToString())],
                bytes => AsText(bytes, text => VerifierKey.Parse(text).ToString())
            ),
            ["signer key"] = (
                [Encoding.UTF8.GetBytes(Some.LogKey.ToSecretText())],
                bytes => AsText(bytes, text => SignerKey.Parse(text).ToSecretText())
            ),
            ["tile"] = (
                [Tiles.ToBytes([default, default, default])],
                bytes => Tiles.ToBytes(Tiles.Parse(s_bundle with { Level = 0 }, bytes))
            ),
            ["bundle"] = (
                [
                    Tiles.BundleOf([Some.Entry(1), Some.Entry(2), Some.Entry(3)]),
                    Convert.FromHexString("00036f6e65000374776f00057468726565"),
                ],
                bytes => Tiles.BundleOf(Tiles.ParseBundle(s_bundle, bytes))
            ),
            ["tile path"] = (
                [
                    .. new[] { "tile/0/x001/x234/067", "tile/entries/273.p/112", "tile/2/000.p/1" }.Select(
                        Encoding.UTF8.GetBytes
                    ),
                ],
                bytes => AsText(bytes, text => TileAt.Parse(text).Path)
            ),
            ["opening"] = (
                [new Opening(ReceiptTests.s_salt, Some.Envelope().ToBytes()).ToJson()],
                bytes =>
                {
                    var opening = Opening.Parse(bytes);
                    Assert.Equal(opening, Opening.Parse(opening.ToJson()));
                    return null;
                }
            ),
            ["receipt"] = (
                [ReceiptTests.Issue(Some.Envelope(5).ToBytes(), 5, 11).ToBytes()],
                bytes => Receipt.Parse(bytes).ToBytes()
            ),
            ["verified receipt"] = (
                [ReceiptTests.Issue(Some.Envelope(5).ToBytes(), 5, 11).ToBytes()],
                bytes =>
                {
                    Assert.Equal(Some.Envelope(5), Receipt.Parse(bytes).Verify([Some.LogKey.Verifier]).Open);
                    return null;
                }
            ),
            ["witness request"] = (
                [new WitnessRequest(3, [default, default], s_note).ToBytes()],
                bytes => WitnessRequest.Parse(bytes).ToBytes()
            ),
            ["witness answer"] = (
                [Encoding.UTF8.GetBytes(new WitnessAnswer.Cosigned(s_note.Signatures).Body)],
                bytes => Encoding.UTF8.GetBytes(WitnessAnswer.Parse(200, "text/plain", bytes).Body)
            ),
            ["witness size"] = (
                ["0\n"u8.ToArray(), "123\n"u8.ToArray()],
                bytes => Encoding.UTF8.GetBytes(WitnessAnswer.Parse(409, "text/x.tlog.size", bytes).Body)
            ),
            ["policy"] = (
                [Encoding.UTF8.GetBytes(PolicyTests.TwoLevels)],
                bytes =>
                {
                    Policy.Parse(bytes).IsReachedBy(["X1", "X2", "Y2"]);
                    return null;
                }
            ),
            ["printed checkpoint"] = (
                [Encoding.UTF8.GetBytes(CheckpointWords.ToText(new(Some.Log, 7, Some.Leaf(7))))],
                bytes =>
                {
                    Assert.Equal(
                        Some.Log,
                        CheckpointWords.Read(Encoding.UTF8.GetString(bytes), Some.Log, 7).Origin
                    );
                    return null;
                }
            ),
        };

    public static TheoryData<string> Parsers => [.. s_parsers.Keys];

    [Theory]
    [MemberData(nameof(Parsers))]
    public Task Only_named_exceptions_come_out_and_what_is_accepted_is_what_would_be_written(string parser)
    {
        var (seeds, parse) = s_parsers[parser];
        return Fuzz.Parser(
            parser,
            Fuzz.Cases(3_000),
            seeds,
            bytes => Task.FromResult(parse(bytes)),
            fault => fault is MalformedException or UnprovenException,
            s_words
        );
    }

    private static byte[]? AsText(byte[] bytes, Func<string, string> parse)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var written = parse(text);
        Assert.Equal(text, written);
        return null;
    }

    private static readonly string[] s_words =
    [
        "\u2014 ",
        "\"",
        "\\u",
        "\\ud800",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "-",
        "0",
        "00",
        "9007199254740992",
        "18446744073709551616",
        "1e999",
        "null",
        "=",
        "+",
        "x",
        ".p/",
        "\u00a0",
        "\uff17",
        "old ",
        "index ",
        "extra ",
        "quorum none\n",
        "group g all ",
    ];
}
