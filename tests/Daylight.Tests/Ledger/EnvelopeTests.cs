using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class EnvelopeTests
{
    [Fact]
    public void An_envelope_is_written_in_canonical_form_with_every_field()
    {
        const string expected =
            """{"act":{"id":"01JAF5Q3V7","of":2,"part":1},"cause":null,"id":"01JAF5Q3V8","index":41,"kind":"ItemAssigned","kindVersion":1"""
            + ""","log":"daylight.xiangshan.example/log","mandate":"m-7f3a","norms":[["keywork.assign","aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]]"""
            + ""","occurredAt":"2026-01-30T08:05:00.000Z","payload":{"due":"2026-03-31","text":"清理历史欠款"},"recordedAt":"""
            + "\"2026-01-31T01:02:03.045Z\""
            + ""","streams":[["item/330225-0017",3],["unit-plan/330225-04/2026",12]],"subjects":["u-04","p-9c21"],"v":1}""";

        var bytes = Some.Envelope().ToBytes();

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
        Assert.True(CanonicalJson.IsCanonical(bytes));
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var envelope = Some.Envelope() with
        {
            Cause = "c-1",
            OccurredAt = null,
            Streams = [],
            Subjects = ["a\"\\\n\u0001中\ud83d\ude02"],
            Norms = [],
        };

        var again = Envelope.Parse(envelope.ToBytes());

        Assert.Equal(envelope, again);
        Assert.Equal("a\"\\\n\u0001中\ud83d\ude02", again.Subjects[0]);
        Assert.Null(again.OccurredAt);
        Assert.Equal(envelope.ToBytes(), again.ToBytes());
    }

    [Fact]
    public void A_sealed_part_gets_log_and_index_from_outside()
    {
        var envelope = Some.Envelope();
        var plaintext = envelope.ToSealedPart();

        Assert.DoesNotContain(Some.Log, Encoding.UTF8.GetString(plaintext), StringComparison.Ordinal);
        Assert.Equal(envelope with { Index = 99 }, Envelope.ParseSealedPart(plaintext, Some.Log, 99));
        Assert.Throws<MalformedEnvelopeException>(() => Envelope.Parse(plaintext));
        Assert.Throws<MalformedEnvelopeException>(() =>
            Envelope.ParseSealedPart(envelope.ToBytes(), Some.Log, 99)
        );
    }

    [Fact]
    public void A_sealed_envelope_shows_log_index_and_day_only()
    {
        var bytes = Some.Sealed().ToBytes();

        Assert.StartsWith(
            """{"day":"2026-01-31","index":42,"log":"daylight.xiangshan.example/log","sealed":{"alg":"aes-256-gcm",""",
            Encoding.UTF8.GetString(bytes),
            StringComparison.Ordinal
        );
        Assert.True(CanonicalJson.IsCanonical(bytes));
        Assert.Equal(Some.Sealed(), SealedEnvelope.Parse(bytes));
        Assert.True(Envelope.IsSealed(bytes));
        Assert.False(Envelope.IsSealed(Some.Envelope().ToBytes()));
    }

    [Theory]
    [InlineData("\"cause\":null,", "")]
    [InlineData("\"cause\":null,", "\"cause\":null,\"colour\":1,")]
    [InlineData("\"v\":1", "\"v\":2")]
    [InlineData("\"v\":1", "\"v\":1,\"w\":0")]
    [InlineData("\"part\":1", "\"part\":0")]
    [InlineData("\"part\":1", "\"part\":3")]
    [InlineData("\"index\":41", "\"index\":-1")]
    [InlineData("\"index\":41", "\"index\":4.5")]
    [InlineData("\"index\":41", "\"index\":\"41\"")]
    [InlineData("\"index\":41", "\"index\":9007199254740992")]
    [InlineData("\"id\":\"01JAF5Q3V8\"", "\"id\":\"\"")]
    [InlineData("\"id\":\"01JAF5Q3V8\"", "\"id\":null")]
    [InlineData("2026-01-31T01:02:03.045Z", "2026-01-31T01:02:03Z")]
    [InlineData("2026-01-31T01:02:03.045Z", "2026-02-30T01:02:03.045Z")]
    [InlineData("2026-01-31T01:02:03.045Z", "2026-01-31T24:02:03.045Z")]
    [InlineData("{\"due\":\"2026-03-31\",\"text\":\"清理历史欠款\"}", "[]")]
    [InlineData("{\"due\":\"2026-03-31\",\"text\":\"清理历史欠款\"}", "7")]
    [InlineData("[\"u-04\",\"p-9c21\"]", "[\"u-04\",7]")]
    [InlineData("[\"u-04\",\"p-9c21\"]", "\"u-04\"")]
    [InlineData("[\"item/330225-0017\",3]", "[\"item/330225-0017\"]")]
    [InlineData("[\"item/330225-0017\",3]", "[\"item/330225-0017\",3,4]")]
    public void A_field_that_is_missing_unknown_or_out_of_range_is_refused(string part, string replacement)
    {
        var text = Encoding.UTF8.GetString(Some.Envelope().ToBytes());
        Assert.Contains(part, text, StringComparison.Ordinal);

        Assert.Throws<MalformedEnvelopeException>(() =>
            Envelope.Parse(Encoding.UTF8.GetBytes(text.Replace(part, replacement, StringComparison.Ordinal)))
        );
    }

    [Fact]
    public void An_envelope_that_is_not_canonical_is_refused()
    {
        var text = Encoding.UTF8.GetString(Some.Envelope().ToBytes());

        Assert.Throws<MalformedJsonException>(() =>
            Envelope.Parse(
                Encoding.UTF8.GetBytes(text.Replace("\"v\":1", "\"v\": 1", StringComparison.Ordinal))
            )
        );
        Assert.Throws<MalformedJsonException>(() => Some.Envelope(payload: """{"b":1,"a":2}""").ToBytes());
        Assert.Throws<MalformedJsonException>(() => (Some.Envelope() with { Mandate = "\ud800" }).ToBytes());
    }

    [Fact]
    public void Thirty_two_kibibytes_are_the_most()
    {
        var empty = Some.Envelope(payload: """{"t":""}""").ToBytes().Length;
        var fits = Some.Envelope(payload: $$"""{"t":"{{new string('x', Limits.EnvelopeBytes - empty)}}"}""");
        var tooLarge = Some.Envelope(
            payload: $$"""{"t":"{{new string('x', Limits.EnvelopeBytes - empty + 1)}}"}"""
        );

        Assert.Equal(fits, Envelope.Parse(fits.ToBytes()));
        Assert.Equal(
            Limits.EnvelopeBytes + 1,
            Assert.Throws<EnvelopeTooLargeException>(tooLarge.ToBytes).Bytes
        );
        Assert.Throws<EnvelopeTooLargeException>(() => Envelope.Parse(new byte[Limits.EnvelopeBytes + 1]));
    }

    [Fact]
    public void Time_is_whole_milliseconds()
    {
        var fine = new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)).AddTicks(12_345);

        Assert.Throws<MalformedEnvelopeException>(() =>
            (Some.Envelope() with { RecordedAt = fine }).ToBytes()
        );
        Assert.Equal(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, 1, TimeSpan.Zero),
            Envelope
                .Parse((Some.Envelope() with { RecordedAt = Envelope.WholeMillisecond(fine) }).ToBytes())
                .RecordedAt
        );
    }

    [Fact]
    public void A_commitment_is_the_hash_of_prefix_salt_and_envelope()
    {
        var salt = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var small = "{}"u8.ToArray();
        var large = new byte[5000];

        Assert.Equal(Expected(small), Commitment.Of(salt, small));
        Assert.Equal(Expected(large), Commitment.Of(salt, large));
        Assert.Throws<ArgumentException>(() => Commitment.Of(salt.AsSpan(1), small));

        Hash Expected(byte[] envelope) =>
            Hash.FromBytes(
                System.Security.Cryptography.SHA256.HashData([
                    .. "daylight/fact/v1\n"u8,
                    .. salt,
                    .. envelope,
                ])
            );
    }
}
