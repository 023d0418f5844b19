using Microsoft.Win32.SafeHandles;

namespace Daylight.Crypto.Native;

/// <summary>A key of OpenSSL (EVP_PKEY). OpenSSL wipes private parts when it is freed.</summary>
internal sealed class PKey : SafeHandleZeroOrMinusOneIsInvalid
{
    internal PKey(nint key)
        : base(ownsHandle: true) => SetHandle(key);

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}

/// <summary>A running hash, signature or verification (EVP_MD_CTX).</summary>
internal sealed class DigestContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private DigestContext(nint context)
        : base(ownsHandle: true) => SetHandle(context);

    internal static DigestContext Create() =>
        new(OpenSsl.NotNull(LibCrypto.EVP_MD_CTX_new(), "EVP_MD_CTX_new"));

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MD_CTX_free(handle);
        return true;
    }
}
