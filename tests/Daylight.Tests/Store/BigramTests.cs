using Daylight.Store;

namespace Daylight.Tests.Store;

public sealed class BigramTests
{
    [Fact]
    public void Neighbours_make_pairs_and_each_counts_once() =>
        Assert.Equal(Pairs("电梯", "梯电"), Bigrams.Of("电梯电梯"));

    [Fact]
    public void A_pair_crosses_no_space_and_no_mark() =>
        Assert.Equal(Pairs("加装", "电梯"), Bigrams.Of("加装、电梯"));

    [Fact]
    public void Full_width_and_capitals_are_found_as_half_width_and_small() =>
        Assert.Equal(Bigrams.Of("abc12"), Bigrams.Of("ＡＢＣ１２"));

    [Fact]
    public void A_letter_alone_is_found_by_all_pairs_that_begin_with_it()
    {
        var (from, to) = Bigrams.Beginning('电');

        Assert.InRange(Bigrams.Of("电梯")[0], from, to);
        Assert.InRange(Bigrams.Of("电")[0], from, to);
        Assert.Equal(from, Bigrams.Of("电")[0]);
    }

    [Fact]
    public void Marks_alone_are_nothing() => Assert.Empty(Bigrams.Of("，。 %_"));

    private static IEnumerable<long> Pairs(params string[] pairs) =>
        pairs.Select(pair => Bigrams.Of(pair)[0]);
}
