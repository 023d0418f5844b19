using System.Runtime.CompilerServices;

namespace Daylight.Crypto;

/// <summary>Refuses keys, nonces and signatures of a wrong length in one wording.</summary>
internal static class Length
{
    internal static void MustBe(
        int bytes,
        ReadOnlySpan<byte> value,
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
    {
        if (value.Length != bytes)
        {
            throw new ArgumentException($"{name} has {value.Length} bytes; it must have {bytes}.", name);
        }
    }
}
