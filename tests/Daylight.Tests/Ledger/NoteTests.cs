using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class NoteTests
{
    private const string PublishedKey =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string PublishedNote =
        "This is an example message.\n\n"
        + "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void The_published_note_verifies()
    {
        var note = Note.Parse(Encoding.UTF8.GetBytes(PublishedNote));

        var signature = Assert.Single(note.Verify([VerifierKey.Parse(PublishedKey)]));

        Assert.Equal("This is an example message.\n", note.Text);
        Assert.Equal("example.com/foo", signature.Key.Name);
        Assert.Equal(0x530d903au, signature.Key.Id);
        Assert.Null(signature.Time);
        Assert.Equal(PublishedNote, Encoding.UTF8.GetString(note.ToBytes()));
        Assert.Equal(PublishedKey, VerifierKey.Parse(PublishedKey).ToString());
    }

    [Fact]
    public void One_changed_letter_makes_the_published_note_fail()
    {
        var note = Note.Parse(
            Encoding.UTF8.GetBytes(
                PublishedNote.Replace("an example", "no example", StringComparison.Ordinal)
            )
        );

        var fault = Assert.Throws<BadSignatureException>(() =>
            note.Verify([VerifierKey.Parse(PublishedKey)])
        );

        Assert.Equal("example.com/foo", fault.Key.Name);
    }

    [Fact]
    public void Every_flipped_bit_of_a_note_is_noticed()
    {
        var key = Some.LogKey;
        var bytes = Note.Of("one\n\ntwo\n").With(key.Sign("one\n\ntwo\n")).ToBytes();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Holds(changed, key.Verifier), $"bit {bit}");
        }
    }

    private static bool Holds(byte[] bytes, VerifierKey key)
    {
        try
        {
            return Note.Parse(bytes).Verify([key]).Count > 0;
        }
        catch (Exception fault) when (fault is MalformedException or BadSignatureException)
        {
            return false;
        }
    }

    [Fact]
    public void Unknown_keys_are_ignored_and_known_ones_must_all_hold()
    {
        const string text = "text\n";
        var (known, unknown) = (Some.LogKey, Some.Key("else.example/log", 9));
        var forged = known.Sign("another text\n");
        var note = Note.Of(text).With(unknown.Sign("another text\n")).With(known.Sign(text));

        Assert.Equal([known.Verifier], note.Verify([known.Verifier]).Select(one => one.Key));
        Assert.Empty(note.Verify([Some.Key(Some.Log, 77).Verifier]));
        Assert.Throws<BadSignatureException>(() => note.With(forged).Verify([known.Verifier]));
        Assert.Throws<BadSignatureException>(() =>
            Note.Of(text).With(forged).With(known.Sign(text)).Verify([known.Verifier])
        );
    }

    [Fact]
    public void A_key_that_shares_only_its_name_or_only_its_id_is_another_key()
    {
        var mine = Some.LogKey;
        var signature = mine.Sign("t\n");

        Assert.Empty(Note.Of("t\n").With(signature with { Name = "else" }).Verify([mine.Verifier]));
        Assert.Empty(Note.Of("t\n").With(signature with { KeyId = 5 }).Verify([mine.Verifier]));
    }

    [Fact]
    public void Sixty_four_signatures_are_read_and_sixty_five_are_not()
    {
        var note = Enumerable
            .Range(0, Limits.NoteSignatures)
            .Select(i => Some.Key("w.example", (byte)i))
            .Aggregate(Note.Of("t\n"), (so_far, key) => so_far.With(key.Sign("t\n")));
        var bytes = note.ToBytes();

        Assert.Equal(note, Note.Parse(bytes));
        Assert.Same(note, note.With(note.Signatures[3]));
        Assert.Throws<MalformedNoteException>(() =>
            Note.Parse([.. bytes, .. Encoding.UTF8.GetBytes(note.Signatures[0] + "\n")])
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA=")]
    [InlineData("text\n\u2014 a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAA==\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA\n")]
    [InlineData("text\n\n\u2014 a  AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA= \n")]
    [InlineData("text\n\n\u2014  AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a+b AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a\u00a0b AAAAAAA=\n")]
    [InlineData("text\n\n- a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA=\n\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA=\nx\n")]
    [InlineData("te\txt\n\n\u2014 a AAAAAAA=\n")]
    [InlineData("te\0xt\n\n\u2014 a AAAAAAA=\n")]
    [InlineData("text\r\n\r\n\u2014 a AAAAAAA=\r\n")]
    [InlineData("text\n\n\u2014 a AAAAAAB=\n")]
    public void What_is_no_signed_note_is_refused(string note) =>
        Assert.Throws<MalformedNoteException>(() => Note.Parse(Encoding.UTF8.GetBytes(note)));

    [Fact]
    public void Bytes_that_are_no_UTF_8_or_too_many_are_no_note()
    {
        Assert.Throws<MalformedNoteException>(() =>
            Note.Parse([0xC0, .. Encoding.UTF8.GetBytes("\n\n\u2014 a AAAAAAA=\n")])
        );
        Assert.Throws<MalformedNoteException>(() => Note.Parse(new byte[Limits.NoteBytes + 1]));
        Assert.Throws<MalformedNoteException>(() => Note.Of("no newline"));
        Assert.Throws<MalformedNoteException>(() => Note.Of("tab\there\n"));
    }

    [Fact]
    public void A_signer_key_reads_back_and_shows_its_secret_only_when_asked()
    {
        var key = Some.LogKey;
        var secret = key.ToSecretText();

        Assert.StartsWith("PRIVATE+KEY+" + Some.Log + "+", secret, StringComparison.Ordinal);
        Assert.Equal(key.Verifier, SignerKey.Parse(secret).Verifier);
        Assert.Equal(secret, SignerKey.Parse(secret).ToSecretText());
        Assert.Equal(key.Verifier.ToString(), key.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+")]
    public void A_verifier_key_must_fit_its_id_and_its_length(string text) =>
        Assert.Throws<MalformedKeyException>(() => VerifierKey.Parse(text));

    [Fact]
    public void A_broken_signer_key_is_refused_without_showing_it()
    {
        var secret = Some.LogKey.ToSecretText();
        var broken = secret[..^5];

        var fault = Assert.Throws<MalformedKeyException>(() => SignerKey.Parse(broken));

        Assert.DoesNotContain(secret[^20..^6], fault.Message, StringComparison.Ordinal);
        Assert.Throws<MalformedKeyException>(() => SignerKey.Parse(Some.LogKey.Verifier.ToString()));
        Assert.Throws<MalformedKeyException>(() => new SignerKey("a b", KeyType.Ed25519, new byte[32]));
        Assert.Throws<MalformedKeyException>(() => new SignerKey("a", KeyType.Ed25519, new byte[31]));
    }
}
