using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>HMAC (RFC 2104) with SM3: 32 bytes, keys of any length.</summary>
public static class HmacSm3
{
    public const int TagLength = 32;

    public static byte[] Tag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var tag = new byte[TagLength];
        using var running = new HmacSm3Run(key);
        running.Append(data);
        running.Finish(tag);
        return tag;
    }
}

/// <summary>HMAC-SM3 over data that comes in pieces. One thread at a time; finishes once.</summary>
internal sealed class HmacSm3Run : IDisposable
{
    private readonly MacContext _context = MacContext.For(Algorithms.Hmac);

    internal HmacSm3Run(ReadOnlySpan<byte> key)
    {
        ReadOnlySpan<Parameter> parameters = [new("digest"u8, "SM3"u8), default];
        // OpenSSL reads a null pointer as "no key yet", and an empty span is one.
        ReadOnlySpan<byte> present = key.IsEmpty ? [0] : key;
        OpenSsl.Succeeded(
            LibCrypto.EVP_MAC_init(_context, present, (nuint)key.Length, parameters),
            nameof(LibCrypto.EVP_MAC_init)
        );
    }

    internal void Append(ReadOnlySpan<byte> data) =>
        OpenSsl.Succeeded(
            LibCrypto.EVP_MAC_update(_context, data, (nuint)data.Length),
            nameof(LibCrypto.EVP_MAC_update)
        );

    internal void Finish(Span<byte> tag) =>
        OpenSsl.Succeeded(
            LibCrypto.EVP_MAC_final(_context, tag, out _, (nuint)tag.Length),
            nameof(LibCrypto.EVP_MAC_final)
        );

    public void Dispose() => _context.Dispose();
}
