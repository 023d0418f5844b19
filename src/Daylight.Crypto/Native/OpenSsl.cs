using System.Security.Cryptography;
using System.Text;

namespace Daylight.Crypto.Native;

/// <summary>Turns OpenSSL's return values and its error queue of this thread into exceptions.</summary>
internal static class OpenSsl
{
    /// <summary>OpenSSL says 1 for success, 0 or less for failure.</summary>
    internal static void Succeeded(int result, string function)
    {
        if (result != 1)
        {
            throw Failure(function);
        }
    }

    internal static nint NotNull(nint pointer, string function) =>
        pointer != 0 ? pointer : throw Failure(function);

    /// <summary>
    /// The oldest error of this thread's queue, in OpenSSL's own words. Empties the queue: the framework reads the
    /// same queue and must not find our errors in it.
    /// </summary>
    internal static CryptographicException Failure(string function)
    {
        var error = LibCrypto.ERR_get_error();
        LibCrypto.ERR_clear_error();
        if (error == 0)
        {
            return new CryptographicException($"OpenSSL failed in {function} and gave no reason.");
        }

        Span<byte> text = stackalloc byte[256];
        LibCrypto.ERR_error_string_n(error, text, (nuint)text.Length);
        var reason = Encoding.UTF8.GetString(text[..Math.Max(text.IndexOf((byte)0), 0)]);
        return new CryptographicException($"OpenSSL failed in {function}: {reason}.");
    }

    internal static void ForgetErrors() => LibCrypto.ERR_clear_error();
}
