namespace Daylight.Ledger;

/// <summary>The canonical form of a sealed envelope.</summary>
internal static class SealedEnvelopeForm
{
    internal static byte[] Write(SealedEnvelope envelope)
    {
        Check(envelope);
        using var to = new CanonicalWriter();
        to.Raw("{\"day\":\""u8);
        to.Day(envelope.Day);
        to.Raw("\",\"index\":"u8);
        to.Number(envelope.Index);
        to.Raw(",\"log\":"u8);
        to.Text(envelope.Log);
        to.Raw(",\"sealed\":{\"alg\":"u8);
        to.Text(envelope.Sealed.Alg);
        to.Raw(",\"ciphertext\":"u8);
        to.Base64(envelope.Sealed.Ciphertext.Span);
        to.Raw(",\"key\":"u8);
        to.Text(envelope.Sealed.Key);
        to.Raw(",\"nonce\":"u8);
        to.Base64(envelope.Sealed.Nonce.Span);
        to.Raw("},\"v\":1}"u8);
        return EnvelopeForm.Sized(to.Written);
    }

    internal static SealedEnvelope Parse(ReadOnlySpan<byte> bytes)
    {
        EnvelopeForm.RequireSize(bytes.Length);
        CanonicalJson.Require(bytes);
        var from = new CanonicalCursor(bytes);
        from.Expect("{\"day\":"u8, "day");
        var day = from.Day("day");
        from.Expect(",\"index\":"u8, "index");
        var index = from.Integer("index", 0, Limits.LargestInteger);
        from.Expect(",\"log\":"u8, "log");
        var log = from.Text("log");
        from.Expect(",\"sealed\":{\"alg\":"u8, "sealed.alg");
        var alg = from.Text("sealed.alg");
        from.Expect(",\"ciphertext\":"u8, "sealed.ciphertext");
        var ciphertext = from.Base64("sealed.ciphertext");
        from.Expect(",\"key\":"u8, "sealed.key");
        var key = from.Text("sealed.key");
        from.Expect(",\"nonce\":"u8, "sealed.nonce");
        var nonce = from.Base64("sealed.nonce");
        from.Expect("},\"v\":1}"u8, "v");
        from.ExpectEnd("v");
        var envelope = new SealedEnvelope(log, index, day, new SealedPart(alg, key, nonce, ciphertext));
        Check(envelope);
        return envelope;
    }

    private static void Check(SealedEnvelope envelope)
    {
        EnvelopeForm.RequireName(envelope.Log, "log");
        EnvelopeForm.RequireName(envelope.Sealed.Alg, "sealed.alg");
        EnvelopeForm.RequireName(envelope.Sealed.Key, "sealed.key");
        EnvelopeForm.RequireInteger(envelope.Index, "index", 0);
    }
}
