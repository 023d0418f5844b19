using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

/// <summary>
/// Damages sealed things at random, from a fixed seed: whatever is not what was sealed is a
/// <see cref="SealBrokenException"/>, and nothing else.
/// </summary>
public sealed class SealFuzzTests
{
    [Theory]
    [InlineData(Suite.International)]
    [InlineData(Suite.National)]
    public async Task Damaged_bytes_are_refused_and_nothing_else_happens(Suite suite)
    {
        var random = new Random(20_260_701);
        var module = CryptoModule.Of(suite);
        using var key = module.NewKey();
        using var recipient = module.NewRecipientKey();
        var samples = await Samples(module, key, recipient);
        for (var round = 0; round < Fuzz.Cases(400); round++)
        {
            var (original, open) = samples[round % samples.Count];
            var damaged = Fuzz.Mutated([original, samples[random.Next(samples.Count)].Bytes], random);
            if (damaged.AsSpan().SequenceEqual(original))
            {
                await open(damaged);
            }
            else
            {
                await Assert.ThrowsAsync<SealBrokenException>(() => open(damaged));
            }
        }
    }

    private static async Task<List<(byte[] Bytes, Func<byte[], Task> Open)>> Samples(
        ICryptoModule module,
        SecretBytes key,
        SecretBytes recipient
    )
    {
        var plaintext = new byte[300];
        using var wrapped = module.NewKey();
        using var source = new MemoryStream(new byte[10_000]);
        using var stream = new MemoryStream();
        await StreamSeal.SealAsync(
            module.Suite,
            key,
            source,
            stream,
            default,
            StreamSeal.LeastChunkBits,
            default
        );
        return
        [
            (module.Seal(key, plaintext, []), bytes => Task.FromResult(module.Open(key, bytes, []))),
            (
                module.Wrap(key, wrapped, []),
                bytes =>
                {
                    using var unwrapped = module.Unwrap(key, bytes, []);
                    return Task.CompletedTask;
                }
            ),
            (
                module.SealTo(module.RecipientPublicKey(recipient), plaintext, []),
                bytes => Task.FromResult(module.OpenSealed(recipient, bytes, []))
            ),
            (
                stream.ToArray(),
                bytes => module.OpenStreamAsync(key, new MemoryStream(bytes), Stream.Null, default)
            ),
        ];
    }
}
