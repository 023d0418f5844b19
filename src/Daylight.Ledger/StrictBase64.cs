using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Daylight.Ledger;

/// <summary>Standard base64 with padding (RFC 4648 section 4), accepted only in the one form in which it is written.</summary>
internal static class StrictBase64
{
    internal static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        var source = Encoding.UTF8.GetBytes(text);
        return TryDecode(source, out bytes);
    }

    internal static bool TryDecode(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out var length) != OperationStatus.Done)
        {
            bytes = [];
            return false;
        }

        bytes = decoded[..length];
        // White space and stray bits in the last digit decode, but are not what would be written.
        var again = new byte[Base64.GetMaxEncodedToUtf8Length(length)];
        Base64.EncodeToUtf8(bytes, again, out _, out _);
        return text.SequenceEqual(again);
    }
}
