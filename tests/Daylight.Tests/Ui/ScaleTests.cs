using Daylight.Ui.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Ui;

public sealed class ScaleTests
{
    [Fact]
    public void Ticks_are_round() =>
        Assert.Equal([50m, 60m, 70m, 80m, 90m, 100m], Scale.Over([59m, 94m, 95m], fromZero: false).Ticks);

    [Fact]
    public void Bars_begin_at_zero() => Assert.Equal(0, Scale.Over([59m, 94m]).Least);

    [Fact]
    public void Without_values_there_is_still_a_scale() => Assert.True(Scale.Over([]).Most > 0);

    [Fact]
    public void Small_values_get_small_steps() => Assert.Equal(0.0005m, Scale.Over([0.002m]).Ticks[1]);

    [Fact]
    public void A_scale_holds_all_its_values_between_evenly_spaced_ticks() =>
        Prop.ForAll<int[]>(numbers =>
            {
                var values = numbers.Select(number => number / 16m).ToArray();
                var scale = Scale.Over(values, fromZero: false);
                var steps = scale.Ticks.Zip(scale.Ticks.Skip(1), (a, b) => b - a).Distinct();
                return values.All(value => scale.Least <= value && value <= scale.Most)
                    && scale.Ticks[0] == scale.Least
                    && scale.Ticks[^1] == scale.Most
                    && scale.Ticks.Length is >= 2 and <= 8
                    && steps.Count() == 1;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Positions_never_leave_the_chart()
    {
        var scale = new Scale(60, 100, []);

        Assert.Equal("0%", scale.X(0));
        Assert.Equal("100%", scale.X(200));
        Assert.Equal("25%", scale.X(70));
        Assert.Equal("75%", scale.Y(70));
    }
}
