using System.Globalization;
using Daylight.Proceedings.Draws;
using Daylight.Supervision.LookBack;

namespace Daylight.Tests.Supervision;

/// <summary>The worked example of RFC 3797, section 6, and what a draw must always be.</summary>
public sealed class PublicDrawTests
{
    private const string Key = "9319./2.5.8.10.12./9.18.26.34.41.45./";

    [Fact]
    public void The_key_of_the_worked_example_is_made_of_its_sources() =>
        Assert.Equal(Key, PublicDraw.Key(PublicDraw.Read("9319\n2, 5, 12, 8, 10\n9 18 26 34 41 45")!));

    [Theory]
    [InlineData(0, "990DD0A5692A029A98B5E01AA28F3459")]
    [InlineData(1, "3691E55CB63FCC37914430B2F70B5EC6")]
    [InlineData(2, "FE814EDF564C190AC1D25753979990FA")]
    [InlineData(3, "1863CCACEB568C31D7DDBDF1D4E91387")]
    public void The_hashes_of_the_worked_example(int round, string hash) =>
        Assert.Equal(
            System.Numerics.BigInteger.Parse(
                "0" + hash,
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture
            ),
            PublicDraw.Hash(round, Key)
        );

    [Fact]
    public void The_places_of_the_worked_example() =>
        Assert.Equal([17, 7, 2, 16, 25, 23, 8, 24, 19, 13], PublicDraw.Draw(25, 10, Key));

    [Fact]
    public void Everybody_is_drawn_once_where_all_are() =>
        Assert.Equal(Enumerable.Range(1, 60), PublicDraw.Draw(60, 60, Key).Order());

    [Fact]
    public void More_than_there_are_cannot_be_drawn() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PublicDraw.Draw(3, 4, Key));

    [Theory]
    [InlineData("")]
    [InlineData("3 4\n无")]
    public void A_source_without_a_number_is_none(string text) => Assert.Null(PublicDraw.Read(text));

    [Theory]
    [InlineData(10, 8, 0.490, 0.943)]
    [InlineData(30, 30, 0.886, 1.0)]
    [InlineData(0, 0, 0.0, 1.0)]
    public void The_interval_of_the_audited_rate(int looked, int held, double low, double high)
    {
        var interval = new AuditedRate(looked, held).Interval;
        Assert.Equal(low, interval.Low, 3);
        Assert.Equal(high, interval.High, 3);
    }
}
