using System.Security.Cryptography;
using System.Text;
using Daylight.Crypto;
using Daylight.Crypto.Native;

namespace Daylight.Tests.Crypto;

public sealed class CryptoModuleTests
{
    private static readonly byte[] s_context = Encoding.UTF8.GetBytes("案件 2026-0017, 键 3");

    public static TheoryData<Suite> Suites => [Suite.International, Suite.National];

    /// <summary>Everything that seals small things, as (seal, open) under one key.</summary>
    private static IEnumerable<(
        string Name,
        Func<byte[], byte[], byte[]> Seal,
        Func<byte[], byte[], byte[]> Open
    )> Forms(Suite suite)
    {
        var module = CryptoModule.Of(suite);
        var key = module.NewKey();
        var recipient = module.NewRecipientKey();
        var publicKey = module.RecipientPublicKey(recipient);
        yield return (
            "box",
            (plaintext, context) => module.Seal(key, plaintext, context),
            (box, context) => module.Open(key, box, context)
        );
        yield return (
            "wrap",
            (plaintext, context) =>
            {
                using var wrapped = SecretBytes.CopyOf(plaintext);
                return module.Wrap(key, wrapped, context);
            },
            (box, context) =>
            {
                using var unwrapped = module.Unwrap(key, box, context);
                return unwrapped.Span.ToArray();
            }
        );
        yield return (
            "sealed box",
            (plaintext, context) => module.SealTo(publicKey, plaintext, context),
            (box, context) => module.OpenSealed(recipient, box, context)
        );
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void What_was_sealed_opens_again(Suite suite)
    {
        foreach (var (_, seal, open) in Forms(suite))
        {
            foreach (var length in (int[])[0, 1, 15, 16, 17, 32, 1_000, 100_000])
            {
                var plaintext = RandomNumberGenerator.GetBytes(length);

                Assert.Equal(plaintext, open(seal(plaintext, s_context), s_context));
                Assert.Equal(plaintext, open(seal(plaintext, []), []));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_flipped_bit_and_every_cut_is_refused(Suite suite)
    {
        foreach (var (_, seal, open) in Forms(suite))
        {
            var box = seal("举报人"u8.ToArray(), s_context);

            Assert.All(
                Flip.EveryBit(box),
                bad => Assert.Throws<SealBrokenException>(() => open(bad, s_context))
            );
            Assert.All(
                Flip.EveryPrefix(box),
                cut => Assert.Throws<SealBrokenException>(() => open(cut, s_context))
            );
            Assert.Throws<SealBrokenException>(() => open([.. box, 0], s_context));
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Another_context_is_refused(Suite suite)
    {
        foreach (var (name, seal, open) in Forms(suite))
        {
            var box = seal([1, 2, 3], s_context);

            Assert.All(
                [
                    [],
                    s_context[..^1],
                    [.. s_context, 0],
                    .. Flip.EveryBit(s_context),
                ],
                bad => Assert.Throws<SealBrokenException>(() => open(box, bad))
            );
            var fault = Assert.Throws<SealBrokenException>(() => open(box, []));
            Assert.DoesNotContain("案件", fault.Message, StringComparison.Ordinal);
            Assert.NotEmpty(name);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Bytes_cannot_move_between_context_and_content(Suite suite)
    {
        var module = CryptoModule.Of(suite);
        using var key = module.NewKey();
        var box = module.Seal(key, "bc"u8, "a"u8);

        Assert.Throws<SealBrokenException>(() => module.Open(key, box, "ab"u8));
        Assert.Throws<SealBrokenException>(() => module.Open(key, box.AsSpan(1), "a"u8));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Another_key_form_or_suite_is_refused(Suite suite)
    {
        var other = CryptoModule.Of(suite == Suite.National ? Suite.International : Suite.National);
        var forms = Forms(suite).ToList();
        var boxes = forms.ConvertAll(form => form.Seal([1, 2, 3], s_context));
        foreach (var stranger in Forms(suite).Concat(Forms(other.Suite)))
        {
            Assert.All(boxes, box => Assert.Throws<SealBrokenException>(() => stranger.Open(box, s_context)));
        }

        // The same key never opens a box as a wrap nor a wrap as a box.
        Assert.Throws<SealBrokenException>(() => forms[0].Open(boxes[1][1..], s_context));
        Assert.Throws<SealBrokenException>(() => forms[1].Open([(byte)suite, .. boxes[0]], s_context));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Signatures_verify_under_their_own_key_only(Suite suite)
    {
        var module = CryptoModule.Of(suite);
        using var key = module.NewSigningKey();
        using var stranger = module.NewSigningKey();
        var signature = module.Sign(key, s_context);

        Assert.Equal(64, signature.Length);
        Assert.True(module.Verify(module.SigningPublicKey(key), s_context, signature));
        Assert.False(module.Verify(module.SigningPublicKey(stranger), s_context, signature));
        Assert.False(module.Verify(module.SigningPublicKey(key), [], signature));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task A_stream_has_the_hash_of_its_bytes(Suite suite)
    {
        var module = CryptoModule.Of(suite);
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        using var stream = new MemoryStream(bytes);

        Assert.Equal(
            module.Hash(bytes),
            await module.HashAsync(stream, TestContext.Current.CancellationToken)
        );
        Assert.NotEqual(module.Hash([]), CryptoModule.Of((Suite)(3 - (byte)suite)).Hash([]));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Derived_keys_depend_on_their_purpose(Suite suite)
    {
        var module = CryptoModule.Of(suite);
        using var key = module.NewKey();
        using var one = module.DeriveKey(key, "act 1, part 0"u8);
        using var again = module.DeriveKey(key, "act 1, part 0"u8);
        using var two = module.DeriveKey(key, "act 1, part 1"u8);

        Assert.True(one.SameAs(again));
        Assert.False(one.SameAs(two));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Keys_of_a_wrong_length_are_named(Suite suite)
    {
        var module = CryptoModule.Of(suite);
        using var shortKey = SecretBytes.Random(31);

        Assert.Throws<ArgumentException>("key32", () => module.Seal(shortKey, [], []));
        Assert.Throws<ArgumentException>("key32", () => module.Open(shortKey, new byte[99], []));
        Assert.Throws<ArgumentException>("master32", () => module.Wrap(shortKey, shortKey, []));
        Assert.ThrowsAny<ArgumentException>(() => module.RecipientPublicKey(shortKey));
        Assert.ThrowsAny<ArgumentException>(() => module.SealTo(new byte[64], [], []));
    }

    [Fact]
    public void The_self_test_names_the_library_it_found() =>
        Assert.StartsWith("OpenSSL 3.", CryptoModule.SelfTest(), StringComparison.Ordinal);

    [Fact]
    public void A_missing_library_names_the_package_to_install()
    {
        var fault = Assert.Throws<CryptographyMissingException>(() => LibCrypto.Load("libcrypto.so.99"));

        Assert.Equal("libcrypto.so.99", fault.What);
        Assert.Contains("apt-get install libssl3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_algorithm_is_named()
    {
        var fault = Assert.Throws<CryptographyMissingException>(() => Algorithms.Digest("SM33"));

        Assert.Equal("SM33", fault.What);
        Assert.Contains("OpenSSL 3.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("libssl3", fault.Message, StringComparison.Ordinal);
    }
}
