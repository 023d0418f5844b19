using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class CheckpointTests
{
    private static readonly DateTimeOffset s_time = new(2026, 3, 1, 8, 0, 7, TimeSpan.FromHours(8));

    [Fact]
    public void A_signed_checkpoint_opens_for_the_log_key()
    {
        var checkpoint = new Checkpoint(Some.Log, 7, Some.Leaf(7));
        var note = checkpoint.Sign(Some.LogKey);

        var opened = SignedCheckpoint.Open(note.ToBytes(), Some.LogKey.Verifier);

        Assert.Equal(checkpoint, opened.Checkpoint);
        Assert.Equal($"{Some.Log}\n7\n{Some.Leaf(7).ToBase64()}\n", note.Text);
        Assert.Empty(opened.Cosignatures);
    }

    [Fact]
    public void While_keys_rotate_either_key_opens_the_checkpoint()
    {
        var (old, next) = (Some.LogKey, Some.Key(Some.Log, 2));
        var note = new Checkpoint(Some.Log, 7, Some.Leaf(7)).Sign(old, next).ToBytes();

        Assert.Equal(7, SignedCheckpoint.Open(note, old.Verifier).Checkpoint.Size);
        Assert.Equal(7, SignedCheckpoint.Open(note, next.Verifier).Checkpoint.Size);
        Assert.Throws<NotSignedException>(() => SignedCheckpoint.Open(note, Some.Key(Some.Log, 3).Verifier));
    }

    [Fact]
    public void A_checkpoint_under_another_origin_is_refused_even_when_the_key_signed_it()
    {
        var note = new Checkpoint("else.example/log", 7, Some.Leaf(7)).Sign(Some.LogKey).ToBytes();

        var fault = Assert.Throws<WrongOriginException>(() =>
            SignedCheckpoint.Open(note, Some.LogKey.Verifier)
        );

        Assert.Equal((Some.Log, "else.example/log"), (fault.Expected, fault.Found));
    }

    [Fact]
    public void A_cosignature_carries_its_second_and_covers_time_and_text()
    {
        var witness = Some.Witness("w.example/one", 40);
        var note = new Checkpoint(Some.Log, 7, Some.Leaf(7)).Sign(Some.LogKey);
        var cosignature = witness.Cosign(note.Text, s_time.AddMilliseconds(900));
        var opened = SignedCheckpoint.Open(
            note.With(cosignature).ToBytes(),
            [Some.LogKey.Verifier],
            [witness.Verifier]
        );

        Assert.Equal(s_time, Assert.Single(opened.Cosignatures).Time);
        Assert.Equal(s_time, Cosignature.TimeOf(cosignature));
        Assert.Equal(72, cosignature.Bytes.Length);
        for (var bit = 0; bit < 72 * 8; bit++)
        {
            var changed = cosignature.Bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(witness.Verifier.Verify(Encoding.UTF8.GetBytes(note.Text), changed));
        }

        Assert.Throws<InvalidOperationException>(() => witness.Sign(note.Text));
        Assert.Throws<InvalidOperationException>(() => Some.LogKey.Cosign(note.Text, s_time));
    }

    [Fact]
    public void A_cosignature_signs_the_message_that_the_specification_gives()
    {
        var text = "example.com/log\n9\nsome root\n";
        var message = Encoding.UTF8.GetBytes("cosignature/v1\ntime 1679315147\n" + text);
        var witness = Some.Witness("w.example/one", 40);

        var cosignature = witness.Cosign(text, DateTimeOffset.FromUnixTimeSeconds(1679315147));

        Assert.Equal("00000000641850cb", Convert.ToHexStringLower(cosignature.Bytes.Span[..8]));
        Assert.True(
            Daylight.Crypto.Ed25519.Verify(
                witness.Verifier.PublicKey.Span,
                message,
                cosignature.Bytes.Span[8..]
            )
        );
    }

    [Fact]
    public void A_witness_alone_is_no_log()
    {
        var witness = Some.Witness(Some.Log, 40);
        var text = new Checkpoint(Some.Log, 7, Some.Leaf(7)).ToText();
        var note = Note.Of(text).With(witness.Cosign(text, s_time)).ToBytes();

        Assert.Throws<NotSignedException>(() =>
            SignedCheckpoint.Open(note, [Some.LogKey.Verifier], [witness.Verifier])
        );
        Assert.Throws<NotSignedException>(() => SignedCheckpoint.Open(note, [witness.Verifier]));
    }

    [Theory]
    [InlineData("log\n7\n")]
    [InlineData("log\n7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=")]
    [InlineData("\n7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n07\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n-7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n+7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n7 \n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n\uff17\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n9007199254740992\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n99999999999999999999\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek\n")]
    [InlineData("log\n0\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n")]
    [InlineData("log\n7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n\n")]
    [InlineData("log\n7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n\nx\n")]
    public void What_is_no_checkpoint_is_refused(string text) =>
        Assert.Throws<MalformedCheckpointException>(() => Checkpoint.Parse(text));

    [Fact]
    public void Extension_lines_of_other_logs_are_kept()
    {
        var text = "log\n7\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\nfurther line\n";

        Assert.Equal(["further line"], Checkpoint.Parse(text).Extensions);
        Assert.Equal(text, Checkpoint.Parse(text).ToText());
    }

    [Fact]
    public void The_largest_size_is_two_to_the_53_less_one()
    {
        var checkpoint = new Checkpoint("log", 9_007_199_254_740_991, default);

        Assert.Equal(checkpoint, Checkpoint.Parse(checkpoint.ToText()));
        Assert.Equal(
            Tree.EmptyRoot,
            Checkpoint.Parse(new Checkpoint("log", 0, Tree.EmptyRoot).ToText()).Root
        );
        Assert.Throws<MalformedCheckpointException>(() =>
            new Checkpoint("a\nb", 1, default).Sign(Some.LogKey)
        );
    }

    [Fact]
    public void The_test_log_of_Tessera_has_its_published_roots_and_signature()
    {
        string[] entries =
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eit",
            "nain",
            "ten",
            "ileven",
            "twelf",
            "threeten",
            "fourten",
            "fivten",
        ];
        var roots = new Dictionary<int, string>
        {
            [1] = "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=",
            [2] = "T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=",
            [3] = "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=",
            [7] = "IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=",
            [8] = "bC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=",
            [15] = "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=",
        };
        var edge = Edge.Empty;
        foreach (var entry in entries)
        {
            edge = edge.Append(Tree.LeafHash(Encoding.UTF8.GetBytes(entry)));
            Assert.Equal(
                roots.GetValueOrDefault((int)edge.Size, edge.Root().ToBase64()),
                edge.Root().ToBase64()
            );
        }

        var key = VerifierKey.Parse(
            "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
        );
        var note =
            $"example.com/log/testdata\n15\n{roots[15]}\n\n"
            + "\u2014 example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=\n";

        Assert.Equal(edge.Root(), SignedCheckpoint.Open(Encoding.UTF8.GetBytes(note), key).Checkpoint.Root);
    }

    [Fact]
    public void Printed_groups_read_back_to_the_same_checkpoint()
    {
        var checkpoint = new Checkpoint(Some.Log, 1_234_567, Some.Leaf(3));
        var groups = CheckpointWords.Of(checkpoint);
        var text = CheckpointWords.ToText(checkpoint);

        Assert.Equal(17, groups.Count);
        Assert.All(groups, group => Assert.Matches("^[0-9]{5}$", group));
        Assert.Equal(checkpoint, CheckpointWords.Read(text, Some.Log, 1_234_567));
        Assert.Equal(
            checkpoint,
            CheckpointWords.Read(new string([.. text.Select(Wide)]), Some.Log, 1_234_567)
        );

        static char Wide(char c) => char.IsAsciiDigit(c) ? (char)(c - '0' + '\uff10') : c;
    }

    [Fact]
    public void One_mistyped_digit_another_size_or_another_log_is_noticed()
    {
        var checkpoint = new Checkpoint(Some.Log, 1_234_567, Some.Leaf(3));
        var digits = string.Concat(CheckpointWords.Of(checkpoint));
        for (var i = 0; i < digits.Length; i++)
        {
            var mistyped = digits[..i] + (char)('0' + ((digits[i] - '0' + 1) % 10)) + digits[(i + 1)..];
            Assert.Throws<MalformedWordsException>(() => CheckpointWords.Read(mistyped, Some.Log, 1_234_567));
        }

        Assert.Throws<MalformedWordsException>(() => CheckpointWords.Read(digits, Some.Log, 1_234_568));
        Assert.Throws<MalformedWordsException>(() =>
            CheckpointWords.Read(digits, Some.Log + "/2", 1_234_567)
        );
        Assert.Throws<MalformedWordsException>(() => CheckpointWords.Read(digits[1..], Some.Log, 1_234_567));
        Assert.Throws<MalformedWordsException>(() =>
            CheckpointWords.Read("x" + digits[1..], Some.Log, 1_234_567)
        );
        Assert.Throws<MalformedWordsException>(() =>
            CheckpointWords.Read("65536" + digits[5..], Some.Log, 1_234_567)
        );
    }
}
