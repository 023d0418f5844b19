using System.Runtime.InteropServices;

namespace Daylight.Crypto.Native;

/// <summary>
/// Algorithms fetched from OpenSSL's providers once and kept until the process ends (a fetch per call costs more
/// than a short hash). They are immutable and may be used by many threads.
/// </summary>
internal static class Algorithms
{
    private static readonly Lazy<nint> s_sm3 = new(() => Digest("SM3"));
    private static readonly Lazy<nint> s_hmac = new(() => Mac("HMAC"));
    private static readonly Lazy<nint> s_sm4Ctr = new(() => Cipher("SM4-CTR"));

    internal static nint Sm3 => s_sm3.Value;

    internal static nint Hmac => s_hmac.Value;

    internal static nint Sm4Ctr => s_sm4Ctr.Value;

    /// <summary>The library's own words, such as "OpenSSL 3.0.19 27 Jan 2026".</summary>
    internal static string Version =>
        Marshal.PtrToStringUTF8(LibCrypto.OpenSSL_version(0)) ?? "OpenSSL without a version";

    internal static nint Digest(string name) => Fetched(LibCrypto.EVP_MD_fetch(0, name, null), name);

    private static nint Mac(string name) => Fetched(LibCrypto.EVP_MAC_fetch(0, name, null), name);

    private static nint Cipher(string name) => Fetched(LibCrypto.EVP_CIPHER_fetch(0, name, null), name);

    private static nint Fetched(nint algorithm, string name)
    {
        OpenSsl.ForgetErrors();
        return algorithm != 0 ? algorithm : throw CryptographyMissingException.Algorithm(name, Version);
    }
}
