using System.Globalization;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

/// <summary>
/// The worked example of docs/formats/ledger.md. Run with DAYLIGHT_GOLDEN=write to write it anew, review the difference,
/// and copy it to the page.
/// </summary>
public sealed class WorkedExampleTests
{
    private static readonly SignerKey s_witness = Some.Witness("ningbo.example/witness", 100);

    [Fact]
    public void The_worked_example_is_the_golden_one_and_stands_in_the_format_page()
    {
        var golden = Path.Combine(Repository.Root, "tests/Daylight.Tests/Golden/ledger/worked-example.txt");
        var example = Write();
        if (Environment.GetEnvironmentVariable("DAYLIGHT_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.WriteAllText(golden, example);
        }

        Assert.Equal(File.ReadAllText(golden), example);
        Assert.Contains(
            example,
            File.ReadAllText(Path.Combine(Repository.Root, "docs/formats/ledger.md")),
            StringComparison.Ordinal
        );
    }

    private static string Write()
    {
        Opening[] facts = [Open(0), Sealed(1), Open(2)];
        var tree = new MemoryTree();
        var edge = Edge.Empty;
        var text = new StringBuilder();
        text.Append("log key, seed 01 02 .. 20:\n")
            .Append(Some.LogKey.ToSecretText())
            .Append('\n')
            .Append(Some.LogKey.Verifier)
            .Append('\n');
        text.Append("witness key, seed 64 65 .. 83:\n").Append(s_witness.Verifier).Append('\n');
        for (var i = 0; i < facts.Length; i++)
        {
            var leaf = Tree.LeafHash(facts[i].Entry);
            tree.Append(leaf);
            edge = edge.Append(leaf);
            Line(text, $"\nfact {i}, envelope:\n{Encoding.UTF8.GetString(facts[i].Envelope.Span)}");
            Line(text, $"salt       {Convert.ToHexStringLower(facts[i].Salt.Span)}");
            Line(text, $"entry      {facts[i].Entry}");
            Line(text, $"leaf hash  {leaf}");
            Line(text, $"root of {i + 1}  {tree.Root(i + 1)}");
        }

        Line(text, $"\nnode over 0 and 1  {tree[new NodeAt(1, 0)]}");
        Line(text, $"edge of 3          {Convert.ToHexStringLower(edge.ToBytes())}");
        var writer = new TileWriter();
        facts.ToList().ForEach(fact => writer.Append(fact.Entry));
        foreach (var file in writer.Take())
        {
            Line(text, $"\n{file.At.Path}\n{Convert.ToHexStringLower(file.Bytes)}");
        }

        Published(text, facts, tree);
        return text.ToString();
    }

    private static void Published(StringBuilder text, Opening[] facts, MemoryTree tree)
    {
        var checkpoint = new Checkpoint(Some.Log, 3, tree.Root(3));
        var note = checkpoint.Sign(Some.LogKey);
        note = note.With(
            s_witness.Cosign(note.Text, new DateTimeOffset(2026, 1, 31, 1, 5, 0, TimeSpan.Zero))
        );
        Line(text, $"\ncheckpoint\n{Encoding.UTF8.GetString(note.ToBytes())}");
        Line(text, $"the same on paper\n{CheckpointWords.ToText(checkpoint)}");
        var cancel = TestContext.Current.CancellationToken;
        var receipt = Receipt.Of(
            facts[2],
            InclusionProof.MakeAsync(tree, 2, 3, cancel).AsTask().Result,
            note
        );
        Assert.Equal(2, receipt.Verify([Some.LogKey.Verifier], [s_witness.Verifier]).Index);
        Line(text, $"\nreceipt for fact 2\n{Encoding.UTF8.GetString(receipt.ToBytes())}");
        var proof = ConsistencyProof.MakeAsync(tree, 2, 3, cancel).AsTask().Result;
        var request = new WitnessRequest(2, proof.Hashes, checkpoint.Sign(Some.LogKey));
        Assert.Null(new WitnessedLog([Some.LogKey.Verifier], new(Some.Log, 2, tree.Root(2))).Judge(request));
        Line(text, $"request to a witness that knows size 2\n{Encoding.UTF8.GetString(request.ToBytes())}");
    }

    private static Opening Open(int index) =>
        new(
            Salt(index),
            (
                Some.Envelope(index) with
                {
                    Norms = [],
                    Streams = [new("item/330225-0017", index + 1)],
                }
            ).ToBytes()
        );

    private static Opening Sealed(int index) =>
        new(
            Salt(index),
            new SealedEnvelope(
                Some.Log,
                index,
                new(2026, 1, 31),
                new(
                    "A256GCM-HKDF",
                    "k-17",
                    new byte[12],
                    Enumerable.Range(0, 40).Select(i => (byte)i).ToArray()
                )
            ).ToBytes()
        );

    private static byte[] Salt(int index) =>
        [.. Enumerable.Range(0, 32).Select(i => (byte)((index * 32) + i))];

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
