using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class ReceiptTests
{
    internal static readonly byte[] s_salt = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    /// <summary>A log of <paramref name="size"/> entries that holds the envelope at its index, and the receipt for it.</summary>
    internal static Receipt Issue(
        byte[] envelope,
        int index,
        int size,
        params Func<Note, NoteSignature>[] cosigners
    )
    {
        var opening = new Opening(s_salt, envelope);
        var tree = new MemoryTree();
        for (var i = 0; i < size; i++)
        {
            tree.Append(i == index ? Tree.LeafHash(opening.Entry) : Some.Leaf(i));
        }

        var note = new Checkpoint(Some.Log, size, tree.Root(size)).Sign(Some.LogKey);
        note = cosigners.Aggregate(note, (all, cosigner) => all.With(cosigner(note)));
        return Receipt.Of(opening, InclusionProof.MakeAsync(tree, index, size).AsTask().Result, note);
    }

    [Fact]
    public void A_receipt_shows_an_open_fact_and_its_place()
    {
        var receipt = Receipt.Parse(Issue(Some.Envelope(41).ToBytes(), 41, 100).ToBytes());

        var verified = receipt.Verify([Some.LogKey.Verifier]);

        Assert.Equal(Some.Envelope(41), verified.Open);
        Assert.Null(verified.Sealed);
        Assert.Equal(
            (Some.Log, 41L, 100L),
            (verified.Log, verified.Index, verified.Checkpoint.Checkpoint.Size)
        );
    }

    [Fact]
    public void A_receipt_shows_that_a_sealed_fact_is_there()
    {
        var verified = Issue(Some.Sealed(3).ToBytes(), 3, 4).Verify([Some.LogKey.Verifier]);

        Assert.Equal(Some.Sealed(3), verified.Sealed);
        Assert.Null(verified.Open);
        Assert.Equal(3, verified.Index);
    }

    [Fact]
    public void A_receipt_is_written_as_tlog_proof_prescribes()
    {
        var receipt = Issue(Some.Envelope(0).ToBytes(), 0, 2);
        var lines = Encoding.UTF8.GetString(receipt.ToBytes()).Split('\n');

        Assert.Equal("c2sp.org/tlog-proof@v1", lines[0]);
        Assert.StartsWith("extra eyJlbnZlbG9wZSI6I", lines[1], StringComparison.Ordinal);
        Assert.Equal("index 0", lines[2]);
        Assert.Equal(Some.Leaf(1).ToBase64(), lines[3]);
        Assert.Equal("", lines[4]);
        Assert.Equal(Some.Log, lines[5]);
        Assert.Equal("2", lines[6]);
        Assert.Equal(receipt, Receipt.Parse(receipt.ToBytes()));
    }

    [Fact]
    public void Every_flipped_bit_of_a_receipt_is_noticed()
    {
        var bytes = Issue(Some.Envelope(5).ToBytes(), 5, 11).ToBytes();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Holds(changed), $"bit {bit}");
        }
    }

    private static bool Holds(byte[] bytes)
    {
        try
        {
            Receipt.Parse(bytes).Verify([Some.LogKey.Verifier]);
            return true;
        }
        catch (Exception fault) when (fault is MalformedException or UnprovenException)
        {
            return false;
        }
    }

    [Fact]
    public void An_envelope_that_names_another_place_or_log_proves_nothing()
    {
        var elsewhere = Issue(Some.Envelope(6).ToBytes(), 5, 11);
        var otherLog = Issue((Some.Envelope(5) with { Log = "else.example/log" }).ToBytes(), 5, 11);

        Assert.Throws<ProofFailedException>(() => elsewhere.Verify([Some.LogKey.Verifier]));
        Assert.Throws<ProofFailedException>(() => otherLog.Verify([Some.LogKey.Verifier]));
    }

    [Fact]
    public void An_opening_may_stand_in_any_order_but_must_be_whole()
    {
        var opening = new Opening(s_salt, Some.Envelope().ToBytes());
        var (salt, envelope) = (
            Convert.ToBase64String(s_salt),
            Convert.ToBase64String(opening.Envelope.Span)
        );

        Assert.Equal(opening, Opening.Parse(opening.ToJson()));
        Assert.Equal(
            opening,
            Opening.Parse(
                Encoding.UTF8.GetBytes($$"""{ "salt" : "{{salt}}", "envelope" : "{{envelope}}" }""")
            )
        );
        foreach (
            var bad in new[]
            {
                "{}",
                "[]",
                "",
                $$"""{"salt":"{{salt}}"}""",
                $$"""{"salt":"{{salt}}","envelope":"{{envelope}}","x":1}""",
                $$"""{"salt":"AAAA","envelope":"{{envelope}}"}""",
                $$"""{"salt":"{{salt}}","envelope":7}""",
                $$"""{"salt":"{{salt}}","envelope":"*"}""",
                $$"""{"salt":"{{salt}}","envelope":"{{Convert.ToBase64String(new byte[Limits.EnvelopeBytes + 1])}}"}""",
            }
        )
        {
            Assert.Throws<MalformedReceiptException>(() => Opening.Parse(Encoding.UTF8.GetBytes(bad)));
        }
    }

    [Fact]
    public void A_receipt_without_opening_proves_an_entry_to_who_knows_it()
    {
        var envelope = Some.Envelope(5).ToBytes();
        var receipt = Issue(envelope, 5, 11) with { Extra = null };
        var leaf = Tree.LeafHash(Commitment.Of(s_salt, envelope));

        Assert.Equal(receipt, Receipt.Parse(receipt.ToBytes()));
        Assert.Equal(11, receipt.VerifyLeaf(leaf, [Some.LogKey.Verifier]).Checkpoint.Size);
        Assert.Throws<ProofFailedException>(() => receipt.VerifyLeaf(Some.Leaf(5), [Some.LogKey.Verifier]));
        Assert.Throws<MalformedReceiptException>(() => receipt.Verify([Some.LogKey.Verifier]));
    }

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2")]
    [InlineData("extra ", "extra  ")]
    [InlineData("index 5", "index 05")]
    [InlineData("index 5", "index -5")]
    [InlineData("index 5", "Index 5")]
    [InlineData("index 5\n", "")]
    [InlineData("index 5\n", "index 5\nindex 5\n")]
    [InlineData("index 5\n", "index 5\nAAAA\n")]
    public void A_receipt_with_another_head_is_refused(string part, string replacement)
    {
        var text = Encoding.UTF8.GetString(Issue(Some.Envelope(5).ToBytes(), 5, 11).ToBytes());
        Assert.Contains(part, text, StringComparison.Ordinal);

        Assert.Throws<MalformedReceiptException>(() =>
            Receipt.Parse(Encoding.UTF8.GetBytes(text.Replace(part, replacement, StringComparison.Ordinal)))
        );
    }

    [Fact]
    public void The_largest_envelope_fits_into_a_receipt()
    {
        var empty = Some.Envelope(0, """{"t":""}""").ToBytes().Length;
        var largest = Some.Envelope(0, $$"""{"t":"{{new string('x', Limits.EnvelopeBytes - empty)}}"}""");

        Assert.Equal(
            largest,
            Receipt.Parse(Issue(largest.ToBytes(), 0, 3).ToBytes()).Verify([Some.LogKey.Verifier]).Open
        );
        Assert.Throws<MalformedReceiptException>(() => Receipt.Parse(new byte[Limits.ReceiptBytes + 1]));
    }
}
