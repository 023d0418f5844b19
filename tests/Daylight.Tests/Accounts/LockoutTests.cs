using Daylight.Accounts;

namespace Daylight.Tests.Accounts;

public sealed class LockoutTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-lockout-").FullName;
    private AccountsDatabase? _rows;

    private Lockout Lockout => new(_rows!, "330225", TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _rows = await AccountsDatabase.OpenFile(Path.Combine(_folder, "accounts.db"));

    public async ValueTask DisposeAsync()
    {
        await _rows!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(10, 32)]
    [InlineData(11, 60)]
    [InlineData(1000, 60)]
    public void The_pause_doubles_from_the_fifth_wrong_try_up_to_an_hour(long wrong, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Lockout.After(wrong));

    [Fact]
    public async Task The_sixth_try_waits_until_the_pause_is_over_to_the_millisecond()
    {
        for (var i = 0; i < Lockout.Free; i++)
        {
            Assert.Null(await Lockout.Try("a", s_start, Cancel));
        }

        var until = s_start.AddMinutes(1);
        Assert.Equal(until, await Lockout.Try("a", s_start, Cancel));
        Assert.Equal(until, await Lockout.Try("a", until.AddMilliseconds(-1), Cancel));
        Assert.Null(await Lockout.Try("b", s_start, Cancel));
        Assert.Null(await Lockout.Try("a", until, Cancel));
        Assert.Equal(until.AddMinutes(2), await Lockout.Try("a", until, Cancel));
    }

    [Fact]
    public async Task Tries_at_the_same_time_all_count()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => Lockout.Try("a", s_start, Cancel))
        );

        Assert.Equal(Lockout.Free, answers.Count(answer => answer is null));
    }

    [Fact]
    public async Task A_right_try_and_a_day_both_make_the_count_begin_anew()
    {
        for (var i = 0; i < Lockout.Free; i++)
        {
            await Lockout.Try("a", s_start, Cancel);
            await Lockout.Try("b", s_start, Cancel);
        }

        await Lockout.Forget("a", Cancel);
        Assert.Null(await Lockout.Try("a", s_start, Cancel));
        Assert.NotNull(await Lockout.Try("b", s_start, Cancel));

        var later = s_start.AddDays(2);
        for (var i = 0; i < Lockout.Free; i++)
        {
            Assert.Null(await Lockout.Try("b", later, Cancel));
        }
    }

    [Fact]
    public async Task A_step_is_taken_once_and_never_an_earlier_one_after_it()
    {
        Assert.True(await Lockout.TakeStep("totp", 100, Cancel));
        Assert.False(await Lockout.TakeStep("totp", 100, Cancel));
        Assert.False(await Lockout.TakeStep("totp", 99, Cancel));
        Assert.True(await Lockout.TakeStep("totp", 101, Cancel));
        Assert.Equal(
            1,
            (
                await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Lockout.TakeStep("other", 7, Cancel)))
            ).Count(taken => taken)
        );
    }
}
