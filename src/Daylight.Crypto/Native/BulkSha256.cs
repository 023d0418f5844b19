using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Daylight.Crypto.Native;

/// <summary>
/// OpenSSL's SHA-256 below its EVP interface: four times as fast on the inputs of a Merkle tree, where the look-up of
/// the algorithm costs more than the hash. Deprecated there since 3.0 and still exported; where it is not, nobody asks.
/// </summary>
internal static partial class BulkSha256
{
    /// <summary>Inputs up to this are hashed without letting the garbage collector in; about 20 microseconds.</summary>
    internal const int MostBytes = 40_000;

    /// <summary>Bytes of SHA256_CTX are 112; more on the safe side.</summary>
    private const int ContextSize = 192;

    /// <summary>Whether the library offers it.</summary>
    internal static bool IsThere { get; } = Look();

    internal static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        Span<byte> context = stackalloc byte[ContextSize];
        if (
            SHA256_Init(context) != 1
            || SHA256_Update(context, data, (nuint)data.Length) != 1
            || SHA256_Final(digest, context) != 1
        )
        {
            throw new System.Security.Cryptography.CryptographicException("SHA-256 of OpenSSL failed.");
        }
    }

    private static bool Look()
    {
        var library = LibCrypto.Load();
        return NativeLibrary.TryGetExport(library, nameof(SHA256_Init), out _)
            && NativeLibrary.TryGetExport(library, nameof(SHA256_Update), out _)
            && NativeLibrary.TryGetExport(library, nameof(SHA256_Final), out _);
    }

    [LibraryImport(LibCrypto.FileName)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvSuppressGCTransition)])]
    private static partial int SHA256_Init(Span<byte> context);

    [LibraryImport(LibCrypto.FileName)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvSuppressGCTransition)])]
    private static partial int SHA256_Update(Span<byte> context, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(LibCrypto.FileName)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvSuppressGCTransition)])]
    private static partial int SHA256_Final(Span<byte> digest, Span<byte> context);
}
