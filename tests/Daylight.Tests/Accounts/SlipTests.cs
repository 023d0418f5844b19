using System.Collections.Frozen;
using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

public sealed class SlipTests
{
    private static readonly Mandate s_giver = new(
        "p-wang",
        "o-dudao",
        "u-dudao",
        new[] { AccountsPowers.Slips.Name }.ToFrozenSet()
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slip_opens_one_assignment_and_binds_to_the_phone_that_opened_it()
    {
        await using var host = await AccountsHost.Start();
        var slips = new Slips(host.Desk);
        var slip = await Issue(slips);

        var opened = Assert.IsType<SlipAnswer.Opened>(await slips.Scan(Secret(slip), "", Cancel));
        Assert.Equal(("panel-7", "/column"), (opened.Visit.Assignment, opened.Visit.Href));
        Assert.Equal(opened.Visit, await slips.Of(slip.Id, opened.Device, Cancel));
        Assert.Null(await slips.Of(slip.Id, "another phone", Cancel));
        Assert.IsType<SlipAnswer.Refused>(await slips.Scan(Secret(slip), "", Cancel));
        Assert.IsType<SlipAnswer.Refused>(await slips.Type(slip.Number, slip.Digits, "", Cancel));
        Assert.IsType<SlipAnswer.Opened>(await slips.Scan(Secret(slip), opened.Device, Cancel));
    }

    [Fact]
    public async Task Number_and_digits_open_it_too_and_guessing_is_paused()
    {
        await using var host = await AccountsHost.Start();
        var slips = new Slips(host.Desk);
        var slip = await Issue(slips);
        var wrong = slip.Digits == "00000000" ? "00000001" : "00000000";
        for (var i = 0; i < Lockout.Free; i++)
        {
            Assert.IsType<SlipAnswer.Refused>(await slips.Type(slip.Number, wrong, "", Cancel));
            Assert.IsType<SlipAnswer.Refused>(await slips.Type("ZZZZZZ", wrong, "", Cancel));
        }

        Assert.IsType<SlipAnswer.Paused>(await slips.Type(slip.Number, slip.Digits, "", Cancel));
        Assert.IsType<SlipAnswer.Paused>(await slips.Type("ZZZZZZ", slip.Digits, "", Cancel));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SlipAnswer.Opened>(
            await slips.Type(
                slip.Number.ToLowerInvariant(),
                $"{slip.Digits[..4]} {slip.Digits[4..]}",
                "",
                Cancel
            )
        );
    }

    [Fact]
    public async Task Two_phones_at_the_same_time_bind_it_once()
    {
        await using var host = await AccountsHost.Start();
        var slips = new Slips(host.Desk);
        var slip = await Issue(slips);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => slips.Scan(Secret(slip), "", Cancel))
        );

        var opened = Assert.Single(answers.OfType<SlipAnswer.Opened>());
        Assert.NotNull(await slips.Of(slip.Id, opened.Device, Cancel));
        await host.Node.Logs[0].Publisher.Publish(Cancel);
        Assert.Empty(
            (await Daylight.Web.Node.Audit(host.Node.Options, null, setup => setup, Cancel)).Single().Faults
        );
    }

    [Fact]
    public async Task A_slip_that_is_over_or_taken_back_opens_nothing_from_the_next_request_on()
    {
        await using var host = await AccountsHost.Start();
        var slips = new Slips(host.Desk);
        var (first, second) = (await Issue(slips), await Issue(slips));
        var one = Assert.IsType<SlipAnswer.Opened>(await slips.Scan(Secret(first), "", Cancel));
        var two = Assert.IsType<SlipAnswer.Opened>(await slips.Scan(Secret(second), "", Cancel));

        Assert.IsType<Outcome.Recorded>(await slips.Revoke(s_giver, first.Id, Cancel));
        Assert.Null(await slips.Of(first.Id, one.Device, Cancel));

        host.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await slips.Of(second.Id, two.Device, Cancel));
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await slips.Of(second.Id, two.Device, Cancel));
    }

    [Fact]
    public async Task Only_an_office_with_the_power_hands_out_slips()
    {
        await using var host = await AccountsHost.Start();

        var (outcome, slip) = await new Slips(host.Desk).Issue(
            s_giver with
            {
                Powers = [],
            },
            "panel-7",
            "/column",
            TimeSpan.FromDays(7),
            cancel: Cancel
        );

        Assert.IsType<YourOfficeLacksThePower>(Assert.IsType<Outcome.Refused>(outcome).Refusal);
        Assert.Null(slip);
    }

    [Fact]
    public async Task A_preview_of_the_link_binds_nothing_and_no_address_is_kept()
    {
        await using var host = await AccountsHost.Start();
        var slip = await Issue(new Slips(host.Desk));
        using var preview = host.Browser();
        using var phone = host.Browser();

        await preview.Open(slip.Path);
        var answer = await phone.Send(Walker.Form(await phone.Open(slip.Path), "slip"));
        var late = await preview.Send(
            Walker
                .Form(await preview.Open("/slip"), "slip")
                .With("number", slip.Number)
                .With("digits", slip.Digits)
        );

        Assert.Equal((302, "/column"), (answer.Status, answer.Location));
        Assert.Equal(404, late.Status);
        Assert.All(
            await host.Desk.Journal.Of(new DateOnly(2026, 11, 23), null, null, 1, 50, Cancel),
            line => Assert.Equal(("", ""), (line.Address, line.Account))
        );
        Assert.DoesNotContain(slip.Path[Slips.Road.Length..], host.Log.ToString(), StringComparison.Ordinal);
    }

    private static async Task<PrintedSlip> Issue(Slips slips)
    {
        var (outcome, slip) = await slips.Issue(
            s_giver,
            "panel-7",
            "/column",
            TimeSpan.FromDays(7),
            cancel: TestContext.Current.CancellationToken
        );
        Assert.IsType<Outcome.Recorded>(outcome);
        Assert.Matches("^[0-9]{8}$", slip!.Digits);
        return slip;
    }

    private static string Secret(PrintedSlip slip) => slip.Path[Slips.Road.Length..];
}
