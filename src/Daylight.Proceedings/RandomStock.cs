using System.Security.Cryptography;

namespace Daylight.Proceedings;

/// <summary>
/// Random bytes of the system's generator, fetched many at a time: asking for those of each fact costs as much as hashing it.
/// Not thread safe.
/// </summary>
internal sealed class RandomStock
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(4096, pinned: true);
    private int _left;
    private int _given;

    /// <summary>Bytes that were never given out; they hold until the next call, and then stand here no more.</summary>
    /// <param name="count">At most 4,096.</param>
    public ReadOnlySpan<byte> Take(int count)
    {
        CryptographicOperations.ZeroMemory(_bytes.AsSpan(_left, _given));
        _given = count;
        if (_left < count)
        {
            RandomNumberGenerator.Fill(_bytes);
            _left = _bytes.Length;
        }

        _left -= count;
        return _bytes.AsSpan(_left, count);
    }
}
