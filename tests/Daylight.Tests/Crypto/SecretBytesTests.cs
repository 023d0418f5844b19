using System.Text.Json;
using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class SecretBytesTests
{
    [Fact]
    public void It_is_wiped_when_disposed()
    {
        var secret = SecretBytes.CopyOf([1, 2, 3]);
        var buffer = secret.Buffer;

        secret.Dispose();

        Assert.Equal(new byte[3], buffer.ToArray());
        Assert.Throws<ObjectDisposedException>(() => secret.Span.Length);
        Assert.Equal(3, secret.Length);
    }

    [Fact]
    public void Taking_wipes_the_original_and_copying_does_not()
    {
        byte[] original = [1, 2, 3];

        using var copy = SecretBytes.CopyOf(original);
        Assert.Equal([1, 2, 3], original);

        using var taken = SecretBytes.TakeFrom(original);
        Assert.Equal(new byte[3], original);
        Assert.True(copy.SameAs(taken));
    }

    [Fact]
    public void Neither_words_nor_JSON_show_the_content()
    {
        using var secret = SecretBytes.CopyOf("hidden"u8);

        Assert.Equal("(secret of 6 bytes)", secret.ToString());
        Assert.Equal("(secret of 6 bytes)", $"{secret}");
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(secret));
    }

    [Fact]
    public void Random_secrets_differ()
    {
        using var one = SecretBytes.Random(32);
        using var other = SecretBytes.Random(32);

        Assert.False(one.SameAs(other));
        Assert.Equal(0, SecretBytes.Random(0).Length);
    }
}
