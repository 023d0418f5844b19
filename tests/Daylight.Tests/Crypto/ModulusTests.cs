using System.Numerics;
using System.Security.Cryptography;
using Daylight.Crypto;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Crypto;

public sealed class ModulusTests
{
    /// <summary>The 2048-bit prime of RFC 3526 section 3.</summary>
    private const string Prime =
        "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff";

    private static BigInteger Number(ReadOnlySpan<byte> bytes) =>
        new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Padded(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }

    [Fact]
    public void Fermats_little_theorem_holds_for_2048_bits()
    {
        var prime = Convert.FromHexString(Prime);
        var exponent = Flip.Bit(prime, (prime.Length - 1) * 8);
        using var modulus = new Modulus(prime);
        using var secret = SecretBytes.CopyOf(exponent);
        var one = Padded(BigInteger.One, prime.Length);

        Assert.Equal(one, modulus.Power([2], exponent));
        Assert.Equal(one, modulus.PowerOfSecret([2], secret));
        Assert.Equal(new byte[prime.Length], modulus.Power(prime, [1]));
    }

    [Fact]
    public void Power_and_product_are_those_of_the_framework() =>
        Prop.ForAll<byte[], byte[], byte[]>(
                (left, right, odd) =>
                {
                    var number = Number(odd) * 2 + 3;
                    using var modulus = new Modulus(number.ToByteArray(isUnsigned: true, isBigEndian: true));
                    using var secret = SecretBytes.CopyOf(right);
                    var power = Padded(
                        BigInteger.ModPow(Number(left), Number(right), number),
                        modulus.Length
                    );
                    var product = Padded(Number(left) * Number(right) % number, modulus.Length);

                    return modulus.Power(left, right).SequenceEqual(power)
                        && modulus.PowerOfSecret(left, secret).SequenceEqual(power)
                        && modulus.Multiply(left, right).SequenceEqual(product);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Random_powers_of_2048_bits_are_those_of_the_framework()
    {
        var prime = Convert.FromHexString(Prime);
        using var modulus = new Modulus(prime);
        for (var round = 0; round < 5; round++)
        {
            var basis = RandomNumberGenerator.GetBytes(300);
            using var exponent = SecretBytes.Random(256);
            var expected = Padded(
                BigInteger.ModPow(Number(basis), Number(exponent.Span), Number(prime)),
                prime.Length
            );

            Assert.Equal(expected, modulus.Power(basis, exponent.Span));
            Assert.Equal(expected, modulus.PowerOfSecret(basis, exponent));
        }
    }

    [Fact]
    public void Many_threads_share_a_modulus()
    {
        using var modulus = new Modulus(Convert.FromHexString(Prime));
        var expected = modulus.Power([3], [1, 0, 1]);

        Parallel.For(0, 500, _ => Assert.Equal(expected, modulus.Power([3], [1, 0, 1])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("10")]
    [InlineData("0003")]
    public void A_modulus_that_is_even_small_or_padded_is_refused(string hex) =>
        Assert.Throws<ArgumentException>("bigEndian", () => new Modulus(Convert.FromHexString(hex)));
}
