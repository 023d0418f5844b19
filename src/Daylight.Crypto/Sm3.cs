using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>The hash SM3 (GB/T 32905-2016): 32 bytes.</summary>
public static class Sm3
{
    public const int HashLength = 32;

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        using var running = new Sm3Run();
        running.Append(data);
        return running.Finish();
    }
}

/// <summary>An SM3 hash over data that comes in pieces. One thread at a time; finishes once.</summary>
public sealed class Sm3Run : IDisposable
{
    private readonly DigestContext _context = DigestContext.Create();
    private bool _finished;

    public Sm3Run() =>
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestInit_ex2(_context, Algorithms.Sm3, 0),
            nameof(LibCrypto.EVP_DigestInit_ex2)
        );

    public void Append(ReadOnlySpan<byte> data)
    {
        Running();
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestUpdate(_context, data, (nuint)data.Length),
            nameof(LibCrypto.EVP_DigestUpdate)
        );
    }

    /// <exception cref="InvalidOperationException">It was finished before.</exception>
    public byte[] Finish()
    {
        Running();
        _finished = true;
        var hash = new byte[Sm3.HashLength];
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestFinal_ex(_context, hash, out _),
            nameof(LibCrypto.EVP_DigestFinal_ex)
        );
        return hash;
    }

    public void Dispose() => _context.Dispose();

    private void Running()
    {
        if (_finished)
        {
            throw new InvalidOperationException("This SM3 run is finished; start another one.");
        }
    }
}
