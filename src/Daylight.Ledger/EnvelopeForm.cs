namespace Daylight.Ledger;

/// <summary>The canonical form of an envelope. Fields stand in the order of their keys; every field is always there.</summary>
internal static class EnvelopeForm
{
    internal static byte[] Write(Envelope envelope, bool placed)
    {
        Check(envelope);
        using var to = new CanonicalWriter();
        WriteHead(to, envelope, placed);
        WriteTail(to, envelope);
        return Sized(to.Written);
    }

    internal static Envelope Parse(ReadOnlySpan<byte> bytes, bool placed, string log, long index)
    {
        RequireSize(bytes.Length);
        CanonicalJson.Require(bytes);
        var from = new CanonicalCursor(bytes);
        from.Expect("{\"act\":{\"id\":"u8, "act.id");
        var actId = from.Text("act.id");
        from.Expect(",\"of\":"u8, "act.of");
        var of = (int)from.Integer("act.of", 1, int.MaxValue);
        from.Expect(",\"part\":"u8, "act.part");
        var part = (int)from.Integer("act.part", 1, of);
        from.Expect("},\"cause\":"u8, "cause");
        var cause = from.TryTake("null"u8) ? null : from.Text("cause");
        from.Expect(",\"id\":"u8, "id");
        var id = from.Text("id");
        if (placed)
        {
            from.Expect(",\"index\":"u8, "index");
            index = from.Integer("index", 0, Limits.LargestInteger);
        }

        from.Expect(",\"kind\":"u8, "kind");
        var kind = from.Text("kind");
        from.Expect(",\"kindVersion\":"u8, "kindVersion");
        var kindVersion = (int)from.Integer("kindVersion", 1, int.MaxValue);
        if (placed)
        {
            from.Expect(",\"log\":"u8, "log");
            log = from.Text("log");
        }

        var envelope = ParseTail(
            ref from,
            new ActPart(actId, part, of),
            cause,
            id,
            index,
            kind,
            kindVersion,
            log
        );
        Check(envelope);
        return envelope;
    }

    internal static void RequireSize(int bytes)
    {
        if (bytes > Limits.EnvelopeBytes)
        {
            throw new EnvelopeTooLargeException(bytes);
        }
    }

    internal static byte[] Sized(ReadOnlySpan<byte> written)
    {
        RequireSize(written.Length);
        return written.ToArray();
    }

    internal static void RequireName(string value, string field)
    {
        if (value.Length == 0)
        {
            throw new MalformedEnvelopeException("must not be empty", field, value);
        }
    }

    internal static void RequireInteger(long value, string field, long least)
    {
        if (value < least || value > Limits.LargestInteger)
        {
            throw new MalformedEnvelopeException(
                $"must be from {least} to {Limits.LargestInteger}",
                field,
                value.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        }
    }

    private static void Check(Envelope envelope)
    {
        RequireName(envelope.Log, "log");
        RequireName(envelope.Id, "id");
        RequireName(envelope.Act.Id, "act.id");
        RequireName(envelope.Kind, "kind");
        RequireInteger(envelope.Index, "index", 0);
        RequireInteger(envelope.KindVersion, "kindVersion", 1);
        RequireInteger(envelope.Act.Part, "act.part", 1);
        RequireInteger(envelope.Act.Of, "act.of", envelope.Act.Part);
        for (var i = 0; i < envelope.Streams.Count; i++)
        {
            RequireName(envelope.Streams[i].Stream, "streams");
            RequireInteger(envelope.Streams[i].Version, "streams", 0);
        }

        RequireWholeMillisecond(envelope.RecordedAt, "recordedAt");
        RequireWholeMillisecond(envelope.OccurredAt ?? default, "occurredAt");
        if (envelope.Payload.Span is not [(byte)'{', ..])
        {
            throw new MalformedEnvelopeException(
                "must be a JSON object",
                "payload",
                System.Text.Encoding.UTF8.GetString(
                    envelope.Payload.Span[..Math.Min(40, envelope.Payload.Length)]
                )
            );
        }
    }

    private static void RequireWholeMillisecond(DateTimeOffset instant, string field)
    {
        if (instant.UtcTicks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw new MalformedEnvelopeException(
                "must be whole milliseconds; cut it with Envelope.WholeMillisecond",
                field,
                instant.ToString("O", System.Globalization.CultureInfo.InvariantCulture)
            );
        }
    }

    private static void WriteHead(CanonicalWriter to, Envelope envelope, bool placed)
    {
        to.Raw("{\"act\":{\"id\":"u8);
        to.Text(envelope.Act.Id);
        to.Raw(",\"of\":"u8);
        to.Number(envelope.Act.Of);
        to.Raw(",\"part\":"u8);
        to.Number(envelope.Act.Part);
        to.Raw("},\"cause\":"u8);
        WriteOptional(to, envelope.Cause);
        to.Raw(",\"id\":"u8);
        to.Text(envelope.Id);
        if (placed)
        {
            to.Raw(",\"index\":"u8);
            to.Number(envelope.Index);
        }

        to.Raw(",\"kind\":"u8);
        to.Text(envelope.Kind);
        to.Raw(",\"kindVersion\":"u8);
        to.Number(envelope.KindVersion);
        if (placed)
        {
            to.Raw(",\"log\":"u8);
            to.Text(envelope.Log);
        }
    }

    private static void WriteTail(CanonicalWriter to, Envelope envelope)
    {
        to.Raw(",\"mandate\":"u8);
        to.Text(envelope.Mandate);
        to.Raw(",\"norms\":["u8);
        for (var i = 0; i < envelope.Norms.Count; i++)
        {
            to.Raw(i == 0 ? "["u8 : ",["u8);
            to.Text(envelope.Norms[i].Norm);
            to.Raw(","u8);
            to.Text(envelope.Norms[i].PackHash);
            to.Raw("]"u8);
        }

        to.Raw("],\"occurredAt\":"u8);
        WriteInstant(to, envelope.OccurredAt);
        to.Raw(",\"payload\":"u8);
        CanonicalJson.Require(envelope.Payload.Span);
        to.Raw(envelope.Payload.Span);
        to.Raw(",\"recordedAt\":"u8);
        WriteInstant(to, envelope.RecordedAt);
        to.Raw(",\"streams\":["u8);
        for (var i = 0; i < envelope.Streams.Count; i++)
        {
            to.Raw(i == 0 ? "["u8 : ",["u8);
            to.Text(envelope.Streams[i].Stream);
            to.Raw(","u8);
            to.Number(envelope.Streams[i].Version);
            to.Raw("]"u8);
        }

        to.Raw("],\"subjects\":["u8);
        for (var i = 0; i < envelope.Subjects.Count; i++)
        {
            to.Raw(i == 0 ? ""u8 : ","u8);
            to.Text(envelope.Subjects[i]);
        }

        to.Raw("],\"v\":1}"u8);
    }

    private static void WriteOptional(CanonicalWriter to, string? text)
    {
        if (text is null)
        {
            to.Raw("null"u8);
        }
        else
        {
            to.Text(text);
        }
    }

    private static void WriteInstant(CanonicalWriter to, DateTimeOffset? instant)
    {
        if (instant is not { } known)
        {
            to.Raw("null"u8);
            return;
        }

        to.Raw("\""u8);
        to.Instant(known);
        to.Raw("\""u8);
    }

    private static Envelope ParseTail(
        ref CanonicalCursor from,
        ActPart act,
        string? cause,
        string id,
        long index,
        string kind,
        int kindVersion,
        string log
    )
    {
        from.Expect(",\"mandate\":"u8, "mandate");
        var mandate = from.Text("mandate");
        from.Expect(",\"norms\":["u8, "norms");
        var norms = ParseNorms(ref from);
        from.Expect(",\"occurredAt\":"u8, "occurredAt");
        DateTimeOffset? occurredAt = from.TryTake("null"u8) ? null : from.Instant("occurredAt");
        from.Expect(",\"payload\":"u8, "payload");
        var payload = from.Value("payload").ToArray();
        from.Expect(",\"recordedAt\":"u8, "recordedAt");
        var recordedAt = from.Instant("recordedAt");
        from.Expect(",\"streams\":["u8, "streams");
        var streams = ParseStreams(ref from);
        from.Expect(",\"subjects\":["u8, "subjects");
        var subjects = ParseSubjects(ref from);
        from.Expect(",\"v\":1}"u8, "v");
        from.ExpectEnd("v");
        return new(
            log,
            index,
            id,
            act,
            streams,
            kind,
            kindVersion,
            occurredAt,
            recordedAt,
            mandate,
            subjects,
            norms,
            cause,
            payload
        );
    }

    private static List<NormUse> ParseNorms(ref CanonicalCursor from)
    {
        List<NormUse> norms = [];
        while (!from.TryTake("]"u8))
        {
            from.Expect(norms.Count == 0 ? "["u8 : ",["u8, "norms");
            var norm = from.Text("norms");
            from.Expect(","u8, "norms");
            norms.Add(new(norm, from.Text("norms")));
            from.Expect("]"u8, "norms");
        }

        return norms;
    }

    private static List<StreamVersion> ParseStreams(ref CanonicalCursor from)
    {
        List<StreamVersion> streams = [];
        while (!from.TryTake("]"u8))
        {
            from.Expect(streams.Count == 0 ? "["u8 : ",["u8, "streams");
            var stream = from.Text("streams");
            from.Expect(","u8, "streams");
            streams.Add(new(stream, from.Integer("streams", 0, Limits.LargestInteger)));
            from.Expect("]"u8, "streams");
        }

        return streams;
    }

    private static List<string> ParseSubjects(ref CanonicalCursor from)
    {
        List<string> subjects = [];
        while (!from.TryTake("]"u8))
        {
            from.Expect(subjects.Count == 0 ? ""u8 : ","u8, "subjects");
            subjects.Add(from.Text("subjects"));
        }

        return subjects;
    }
}
