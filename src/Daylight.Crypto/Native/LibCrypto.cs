using System.Reflection;
using System.Runtime.InteropServices;

namespace Daylight.Crypto.Native;

/// <summary>
/// The only native imports of Daylight: OpenSSL 3, EVP interface. Every method is named after the function it calls
/// and returns what OpenSSL's manual says; callers check by <see cref="OpenSsl"/>.
/// </summary>
internal static partial class LibCrypto
{
    internal const string FileName = "libcrypto.so.3";

    static LibCrypto() => NativeLibrary.SetDllImportResolver(typeof(LibCrypto).Assembly, Resolve);

    /// <summary>Loads the library, or says which package brings it.</summary>
    /// <exception cref="CryptographyMissingException">This machine has no OpenSSL 3.</exception>
    internal static nint Load(string fileName = FileName) =>
        NativeLibrary.TryLoad(fileName, out var library)
            ? library
            : throw CryptographyMissingException.Library(fileName);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == FileName ? Load() : 0;

    [LibraryImport(FileName)]
    internal static partial nint EVP_PKEY_new_raw_private_key_ex(
        nint context,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string keyType,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? properties,
        ReadOnlySpan<byte> key,
        nuint length
    );

    [LibraryImport(FileName)]
    internal static partial nint EVP_PKEY_new_raw_public_key_ex(
        nint context,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string keyType,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? properties,
        ReadOnlySpan<byte> key,
        nuint length
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_get_raw_public_key(PKey key, Span<byte> publicKey, ref nuint length);

    [LibraryImport(FileName)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(FileName)]
    internal static partial nint EVP_MD_CTX_new();

    [LibraryImport(FileName)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(FileName)]
    internal static partial int EVP_DigestSignInit_ex(
        DigestContext context,
        nint keyContext,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? digest,
        nint library,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? properties,
        PKey key,
        nint parameters
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_DigestSign(
        DigestContext context,
        Span<byte> signature,
        ref nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint length
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_DigestVerifyInit_ex(
        DigestContext context,
        nint keyContext,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? digest,
        nint library,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string? properties,
        PKey key,
        nint parameters
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_DigestVerify(
        DigestContext context,
        ReadOnlySpan<byte> signature,
        nuint signatureLength,
        ReadOnlySpan<byte> message,
        nuint length
    );

    [LibraryImport(FileName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_MD_fetch(nint library, string algorithm, string? properties);

    [LibraryImport(FileName)]
    internal static partial int EVP_DigestInit_ex2(DigestContext context, nint digest, nint parameters);

    [LibraryImport(FileName)]
    internal static partial int EVP_DigestUpdate(
        DigestContext context,
        ReadOnlySpan<byte> data,
        nuint length
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_DigestFinal_ex(DigestContext context, Span<byte> hash, out uint length);

    [LibraryImport(FileName)]
    internal static partial void EVP_MD_CTX_set_pkey_ctx(DigestContext context, PKeyContext keyContext);

    [LibraryImport(FileName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_MAC_fetch(nint library, string algorithm, string? properties);

    [LibraryImport(FileName)]
    internal static partial nint EVP_MAC_CTX_new(nint mac);

    [LibraryImport(FileName)]
    internal static partial void EVP_MAC_CTX_free(nint context);

    [LibraryImport(FileName)]
    internal static partial int EVP_MAC_init(
        MacContext context,
        ReadOnlySpan<byte> key,
        nuint length,
        ReadOnlySpan<Parameter> parameters
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_MAC_update(MacContext context, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(FileName)]
    internal static partial int EVP_MAC_final(
        MacContext context,
        Span<byte> tag,
        out nuint length,
        nuint capacity
    );

    [LibraryImport(FileName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_CIPHER_fetch(nint library, string algorithm, string? properties);

    [LibraryImport(FileName)]
    internal static partial nint EVP_CIPHER_CTX_new();

    [LibraryImport(FileName)]
    internal static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(FileName)]
    internal static partial int EVP_EncryptInit_ex2(
        CipherContext context,
        nint cipher,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        nint parameters
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_EncryptUpdate(
        CipherContext context,
        Span<byte> output,
        out int written,
        ReadOnlySpan<byte> input,
        int length
    );

    [LibraryImport(FileName)]
    internal static partial int PKCS5_PBKDF2_HMAC(
        ReadOnlySpan<byte> passphrase,
        int passphraseLength,
        ReadOnlySpan<byte> salt,
        int saltLength,
        int iterations,
        nint digest,
        int keyLength,
        Span<byte> key
    );

    [LibraryImport(FileName)]
    internal static partial nint d2i_AutoPrivateKey_ex(
        nint reuse,
        ref nint der,
        nint length,
        nint library,
        nint properties
    );

    [LibraryImport(FileName)]
    internal static partial nint d2i_PUBKEY_ex(
        nint reuse,
        ref nint der,
        nint length,
        nint library,
        nint properties
    );

    [LibraryImport(FileName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EVP_PKEY_get_octet_string_param(
        PKey key,
        string name,
        Span<byte> value,
        nuint capacity,
        out nuint length
    );

    [LibraryImport(FileName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EVP_PKEY_get_bn_param(PKey key, string name, out nint number);

    [LibraryImport(FileName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_PKEY_CTX_new_from_name(nint library, string name, string? properties);

    [LibraryImport(FileName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_PKEY_CTX_new_from_pkey(nint library, PKey key, string? properties);

    [LibraryImport(FileName)]
    internal static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_CTX_set1_id(PKeyContext context, ReadOnlySpan<byte> id, int length);

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_keygen_init(PKeyContext context);

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_generate(PKeyContext context, ref nint key);

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_encrypt_init(PKeyContext context);

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_encrypt(
        PKeyContext context,
        Span<byte> output,
        ref nuint outputLength,
        ReadOnlySpan<byte> input,
        nuint length
    );

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_decrypt_init(PKeyContext context);

    [LibraryImport(FileName)]
    internal static partial int EVP_PKEY_decrypt(
        PKeyContext context,
        Span<byte> output,
        ref nuint outputLength,
        ReadOnlySpan<byte> input,
        nuint length
    );

    [LibraryImport(FileName)]
    internal static partial nint BN_new();

    [LibraryImport(FileName)]
    internal static partial nint BN_bin2bn(ReadOnlySpan<byte> bigEndian, int length, nint reuse);

    [LibraryImport(FileName)]
    internal static partial int BN_bn2binpad(BigNumber number, Span<byte> bigEndian, int length);

    [LibraryImport(FileName)]
    internal static partial void BN_clear_free(nint number);

    [LibraryImport(FileName)]
    internal static partial void BN_set_flags(BigNumber number, int flags);

    [LibraryImport(FileName)]
    internal static partial nint BN_CTX_secure_new();

    [LibraryImport(FileName)]
    internal static partial void BN_CTX_free(nint context);

    [LibraryImport(FileName)]
    internal static partial nint BN_MONT_CTX_new();

    [LibraryImport(FileName)]
    internal static partial int BN_MONT_CTX_set(
        MontgomeryContext context,
        BigNumber modulus,
        BigNumberContext scratch
    );

    [LibraryImport(FileName)]
    internal static partial void BN_MONT_CTX_free(nint context);

    [LibraryImport(FileName)]
    internal static partial int BN_div(
        nint quotient,
        BigNumber remainder,
        BigNumber dividend,
        BigNumber divisor,
        BigNumberContext scratch
    );

    [LibraryImport(FileName)]
    internal static partial int BN_mod_mul(
        BigNumber result,
        BigNumber left,
        BigNumber right,
        BigNumber modulus,
        BigNumberContext scratch
    );

    [LibraryImport(FileName)]
    internal static partial int BN_mod_exp_mont(
        BigNumber result,
        BigNumber basis,
        BigNumber exponent,
        BigNumber modulus,
        BigNumberContext scratch,
        MontgomeryContext montgomery
    );

    [LibraryImport(FileName)]
    internal static partial int BN_mod_exp_mont_consttime(
        BigNumber result,
        BigNumber basis,
        BigNumber exponent,
        BigNumber modulus,
        BigNumberContext scratch,
        MontgomeryContext montgomery
    );

    [LibraryImport(FileName)]
    internal static partial nint OpenSSL_version(int what);

    [LibraryImport(FileName)]
    internal static partial nuint ERR_get_error();

    [LibraryImport(FileName)]
    internal static partial void ERR_error_string_n(nuint error, Span<byte> text, nuint length);

    [LibraryImport(FileName)]
    internal static partial void ERR_clear_error();
}
