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
    internal static nint Load() =>
        NativeLibrary.TryLoad(FileName, out var library)
            ? library
            : throw CryptographyMissingException.Library(FileName);

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

    [LibraryImport(FileName)]
    internal static partial nuint ERR_get_error();

    [LibraryImport(FileName)]
    internal static partial void ERR_error_string_n(nuint error, Span<byte> text, nuint length);

    [LibraryImport(FileName)]
    internal static partial void ERR_clear_error();
}
