using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>
/// Arithmetic modulo an odd number of up to 16,384 bits. Numbers are unsigned big-endian bytes; results have as many
/// bytes as the modulus. Many threads may use one modulus at once.
/// </summary>
public sealed class Modulus : IDisposable
{
    private const int MostBytes = 2_048;

    private readonly BigNumber _number;
    private readonly MontgomeryContext _montgomery;

    /// <param name="bigEndian">Odd, above 1, without leading zero bytes.</param>
    public Modulus(ReadOnlySpan<byte> bigEndian)
    {
        if (
            bigEndian.Length is 0 or > MostBytes
            || bigEndian[0] == 0
            || (bigEndian[^1] & 1) == 0
            || bigEndian is [1]
        )
        {
            throw new ArgumentException(
                $"A modulus is odd, above 1, has no leading zero bytes and at most {MostBytes}; this one has {bigEndian.Length} bytes.",
                nameof(bigEndian)
            );
        }

        Length = bigEndian.Length;
        _number = BigNumber.From(bigEndian);
        _montgomery = MontgomeryContext.For(_number);
    }

    /// <summary>Bytes of the modulus and of every result.</summary>
    public int Length { get; }

    /// <summary>(left × right) mod this.</summary>
    public byte[] Multiply(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        using var scratch = BigNumberContext.Create();
        using var a = BigNumber.From(left);
        using var b = BigNumber.From(right);
        using var result = BigNumber.Zero();
        OpenSsl.Succeeded(LibCrypto.BN_mod_mul(result, a, b, _number, scratch), nameof(LibCrypto.BN_mod_mul));
        return Bytes(result);
    }

    /// <summary>(base ^ exponent) mod this, for public exponents: its time depends on the exponent.</summary>
    public byte[] Power(ReadOnlySpan<byte> number, ReadOnlySpan<byte> exponent)
    {
        using var scratch = BigNumberContext.Create();
        using var reduced = Reduced(number, scratch);
        using var power = BigNumber.From(exponent);
        using var result = BigNumber.Zero();
        OpenSsl.Succeeded(
            LibCrypto.BN_mod_exp_mont(result, reduced, power, _number, scratch, _montgomery),
            nameof(LibCrypto.BN_mod_exp_mont)
        );
        return Bytes(result);
    }

    /// <summary>
    /// (base ^ exponent) mod this, for secret exponents: time and memory access do not depend on the exponent's bits,
    /// only on its length in machine words.
    /// </summary>
    public byte[] PowerOfSecret(ReadOnlySpan<byte> number, SecretBytes exponent)
    {
        using var scratch = BigNumberContext.Create();
        using var reduced = Reduced(number, scratch);
        using var power = BigNumber.Secret(exponent.Span);
        using var result = BigNumber.Zero();
        OpenSsl.Succeeded(
            LibCrypto.BN_mod_exp_mont_consttime(result, reduced, power, _number, scratch, _montgomery),
            nameof(LibCrypto.BN_mod_exp_mont_consttime)
        );
        return Bytes(result);
    }

    public void Dispose()
    {
        _montgomery.Dispose();
        _number.Dispose();
    }

    private BigNumber Reduced(ReadOnlySpan<byte> number, BigNumberContext scratch)
    {
        using var given = BigNumber.From(number);
        var reduced = BigNumber.Zero();
        OpenSsl.Succeeded(LibCrypto.BN_div(0, reduced, given, _number, scratch), nameof(LibCrypto.BN_div));
        return reduced;
    }

    private byte[] Bytes(BigNumber result)
    {
        var bytes = new byte[Length];
        result.WriteTo(bytes);
        return bytes;
    }
}
