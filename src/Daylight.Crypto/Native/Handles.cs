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

/// <summary>One use of a key (EVP_PKEY_CTX). It keeps its own reference to the key.</summary>
internal sealed class PKeyContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private PKeyContext(nint context)
        : base(ownsHandle: true) => SetHandle(context);

    internal static PKeyContext For(PKey key) =>
        new(
            OpenSsl.NotNull(
                LibCrypto.EVP_PKEY_CTX_new_from_pkey(0, key, null),
                nameof(LibCrypto.EVP_PKEY_CTX_new_from_pkey)
            )
        );

    internal static PKeyContext For(string algorithm) =>
        new(
            OpenSsl.NotNull(
                LibCrypto.EVP_PKEY_CTX_new_from_name(0, algorithm, null),
                nameof(LibCrypto.EVP_PKEY_CTX_new_from_name)
            )
        );

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_CTX_free(handle);
        return true;
    }
}

/// <summary>A running hash, signature or verification (EVP_MD_CTX).</summary>
internal sealed class DigestContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private DigestContext(nint context)
        : base(ownsHandle: true) => SetHandle(context);

    internal static DigestContext Create() =>
        new(OpenSsl.NotNull(LibCrypto.EVP_MD_CTX_new(), nameof(LibCrypto.EVP_MD_CTX_new)));

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MD_CTX_free(handle);
        return true;
    }
}

/// <summary>A running message authentication code (EVP_MAC_CTX).</summary>
internal sealed class MacContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private MacContext(nint context)
        : base(ownsHandle: true) => SetHandle(context);

    internal static MacContext For(nint mac) =>
        new(OpenSsl.NotNull(LibCrypto.EVP_MAC_CTX_new(mac), nameof(LibCrypto.EVP_MAC_CTX_new)));

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MAC_CTX_free(handle);
        return true;
    }
}

/// <summary>A running encryption (EVP_CIPHER_CTX).</summary>
internal sealed class CipherContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private CipherContext(nint context)
        : base(ownsHandle: true) => SetHandle(context);

    internal static CipherContext Create() =>
        new(OpenSsl.NotNull(LibCrypto.EVP_CIPHER_CTX_new(), nameof(LibCrypto.EVP_CIPHER_CTX_new)));

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_CIPHER_CTX_free(handle);
        return true;
    }
}

/// <summary>A non-negative number of any size (BIGNUM); wiped when freed.</summary>
internal sealed class BigNumber : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int ConstantTime = 4;

    private BigNumber(nint number)
        : base(ownsHandle: true) => SetHandle(number);

    internal static BigNumber Zero() => new(OpenSsl.NotNull(LibCrypto.BN_new(), nameof(LibCrypto.BN_new)));

    internal static BigNumber Owned(nint number) => new(number);

    internal static BigNumber From(ReadOnlySpan<byte> bigEndian) =>
        new(
            OpenSsl.NotNull(LibCrypto.BN_bin2bn(bigEndian, bigEndian.Length, 0), nameof(LibCrypto.BN_bin2bn))
        );

    internal static BigNumber Secret(ReadOnlySpan<byte> bigEndian)
    {
        var number = From(bigEndian);
        LibCrypto.BN_set_flags(number, ConstantTime);
        return number;
    }

    internal void WriteTo(Span<byte> bigEndian)
    {
        if (LibCrypto.BN_bn2binpad(this, bigEndian, bigEndian.Length) != bigEndian.Length)
        {
            throw OpenSsl.Failure(nameof(LibCrypto.BN_bn2binpad));
        }
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_clear_free(handle);
        return true;
    }
}

/// <summary>Scratch numbers in OpenSSL's secure heap where it has one (BN_CTX); one thread at a time.</summary>
internal sealed class BigNumberContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private BigNumberContext(nint context)
        : base(ownsHandle: true) => SetHandle(context);

    internal static BigNumberContext Create() =>
        new(OpenSsl.NotNull(LibCrypto.BN_CTX_secure_new(), nameof(LibCrypto.BN_CTX_secure_new)));

    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_CTX_free(handle);
        return true;
    }
}

/// <summary>What is worked out once for a modulus (BN_MONT_CTX); read by many threads afterwards.</summary>
internal sealed class MontgomeryContext : SafeHandleZeroOrMinusOneIsInvalid
{
    private MontgomeryContext(nint context)
        : base(ownsHandle: true) => SetHandle(context);

    internal static MontgomeryContext For(BigNumber modulus)
    {
        var context = new MontgomeryContext(
            OpenSsl.NotNull(LibCrypto.BN_MONT_CTX_new(), nameof(LibCrypto.BN_MONT_CTX_new))
        );
        using var scratch = BigNumberContext.Create();
        OpenSsl.Succeeded(
            LibCrypto.BN_MONT_CTX_set(context, modulus, scratch),
            nameof(LibCrypto.BN_MONT_CTX_set)
        );
        return context;
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_MONT_CTX_free(handle);
        return true;
    }
}
