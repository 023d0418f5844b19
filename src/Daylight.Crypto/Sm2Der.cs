using System.Formats.Asn1;
using System.Numerics;

namespace Daylight.Crypto;

/// <summary>The DER of GM/T 0009 in which other programs, and OpenSSL itself, exchange SM2 signatures.</summary>
public static class Sm2Der
{
    /// <summary>r and s (64 bytes) as the SEQUENCE of two INTEGERs of GM/T 0009.</summary>
    public static byte[] OfSignature(ReadOnlySpan<byte> signature64)
    {
        Length.MustBe(Sm2.SignatureLength, signature64);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Number(signature64[..32]));
            writer.WriteInteger(Number(signature64[32..]));
        }

        return writer.Encode();
    }

    /// <summary>The way back of <see cref="OfSignature"/>.</summary>
    /// <exception cref="FormatException">Not DER, or a number beyond 32 bytes.</exception>
    public static byte[] Signature(ReadOnlySpan<byte> der)
    {
        try
        {
            var reader = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var signature = new byte[Sm2.SignatureLength];
            Write(sequence.ReadInteger(), signature.AsSpan(0, 32));
            Write(sequence.ReadInteger(), signature.AsSpan(32));
            sequence.ThrowIfNotEmpty();
            return signature;
        }
        catch (AsnContentException fault)
        {
            throw new FormatException(
                $"The SM2 signature is not the DER of two numbers: {fault.Message}",
                fault
            );
        }
    }

    internal static BigInteger Number(ReadOnlySpan<byte> bigEndian) =>
        new(bigEndian, isUnsigned: true, isBigEndian: true);

    internal static void Write(BigInteger number, Span<byte> bigEndian)
    {
        var length = number.Sign < 0 ? int.MaxValue : number.GetByteCount(isUnsigned: true);
        if (length > bigEndian.Length)
        {
            throw new FormatException($"A number of SM2 needs {bigEndian.Length} bytes and is no larger.");
        }

        bigEndian.Clear();
        number.TryWriteBytes(bigEndian[^length..], out _, isUnsigned: true, isBigEndian: true);
    }
}
