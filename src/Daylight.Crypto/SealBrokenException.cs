using System.Security.Cryptography;

namespace Daylight.Crypto;

/// <summary>
/// Something sealed does not open: it was changed, cut or reordered, or it belongs to another key or context.
/// Which of these it was cannot be known, and is not told.
/// </summary>
public sealed class SealBrokenException : CryptographicException
{
    internal SealBrokenException(string what, string why)
        : base($"The {what} does not open: {why}.") => What = what;

    /// <summary>What was to be opened: a box, a wrapped key, a sealed box, a stream.</summary>
    public string What { get; }

    internal static SealBrokenException NotAuthentic(string what) =>
        new(what, "it was changed, or it belongs to another key or another context");

    internal static SealBrokenException TooShort(string what, int length, int least) =>
        new(what, $"it has {length} bytes and must have at least {least}");
}
