using Daylight.Accounts;
using Daylight.Norms.Calendar;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>Slips, looks and drafts as people meet them: pages and forms, no script.</summary>
public sealed class SlipWalkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slips_are_made_printed_opened_on_one_phone_and_taken_back()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-dudao", "330225018", "o-dudao", "p-wang");
        await host.Give("o-dudao", "accounts.slips");
        var wang = await host.Account("p-wang", "wang");

        var printed = await wang.Browser.Send(
            Walker
                .Form(await wang.Browser.Open("/desk/slips"), "slips")
                .With("title", "窗口服务明察")
                .With("where", "11月30日，行政服务中心")
                .With("look", "排队多久\n有没有一次告知")
                .With("count", "3")
        );
        Assert.Equal(3, printed.Page.QuerySelectorAll(".slip svg.qr").Length);
        var codes = printed.Page.QuerySelectorAll(".slip .code");
        using var phone = host.Browser();
        using var other = host.Browser();
        var answer = await Type(phone, codes[0].TextContent, codes[1].TextContent);
        Assert.Equal((302, "/slip-card"), (answer.Status, answer.Location));
        var card = await phone.Open("/slip-card");
        Assert.Contains("有没有一次告知", card.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "一次告知",
            (await other.Open("/slip-card")).Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(404, (await Type(other, codes[0].TextContent, codes[1].TextContent)).Status);

        var list = await wang.Browser.Open("/desk/slips");
        var bound = (await new Slips(host.Desk).All(Cancel)).Single(slip => slip.Bound);
        Assert.Equal(302, (await wang.Browser.Send(Walker.Form(list, $"revoke-{bound.Id}"))).Status);
        Assert.DoesNotContain(
            "一次告知",
            (await phone.Open("/slip-card")).Body!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_person_concerned_sees_who_opened_his_page_and_refusals_are_noted()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-dudao", "330225018", "o-dudao", "p-wang");
        await host.Office("u-jiaoyu", "330225019", "o-jiaoyu", "p-chen");
        var wang = await host.Account("p-wang", "wang");
        var chen = await host.Account("p-chen", "chen");

        Assert.Equal(200, (await wang.Browser.Get("/desk/registry/persons/p-chen")).Status);
        Assert.Equal(200, (await wang.Browser.Get("/desk/registry/persons/p-chen")).Status);
        await chen.Browser.Get("/desk/registry/persons/p-chen");
        Assert.Equal(404, (await chen.Browser.Get("/desk/items/no-such-item")).Status);
        var token = Walker
            .Form(await chen.Browser.Open("/desk/account"), "recusal")
            .Fields.First(field => field.Key == "form-token");
        Assert.Equal(404, (await chen.Browser.Send(new FilledForm("/desk/slips", [token]))).Status);

        var page = await chen.Browser.Open("/desk/account/looks");
        Assert.Single(page.QuerySelectorAll("main tbody tr"));
        Assert.Contains("p-wang（虚构）", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await wang.Browser.Open("/desk/account/looks")).QuerySelectorAll("main tbody tr"));
        var lines = await host.Desk.Journal.Of(
            Shanghai.DayOf(host.Time.GetUtcNow()),
            null,
            null,
            1,
            100,
            Cancel
        );
        Assert.Contains(
            lines,
            line =>
                line is { Kind: AccessKind.LookUpRefused }
                && !line.Subject.Contains("no-such", StringComparison.Ordinal)
        );
        Assert.Contains(lines, line => line is { Kind: AccessKind.ActRefused, Subject: "/desk/slips" });
    }

    [Fact]
    public async Task A_draft_is_kept_for_its_author_and_office_and_opens_under_no_other_key()
    {
        await using var host = await AccountsHost.Start();
        var drafts = host.Desk.Drafts;
        var typed = new Dictionary<string, IReadOnlyList<string>> { ["title"] = ["没有写完的督办事项"] };

        Assert.True(await drafts.Save("a-1", "o-1", "item-new", typed, Cancel));
        Assert.Equal(
            "没有写完的督办事项",
            (await drafts.Find("a-1", "o-1", "item-new", Cancel))!.Values["title"][0]
        );
        Assert.Null(await drafts.Find("a-2", "o-1", "item-new", Cancel));
        Assert.Null(await drafts.Find("a-1", "o-2", "item-new", Cancel));
        Assert.DoesNotContain(
            "没有写完",
            System.Text.Encoding.UTF8.GetString(
                await File.ReadAllBytesAsync(Path.Combine(host.Data, "node", "accounts.db"), Cancel)
            ),
            StringComparison.Ordinal
        );
        Assert.False(
            await drafts.Save(
                "a-1",
                "o-1",
                "large",
                new Dictionary<string, IReadOnlyList<string>> { ["text"] = [new string('长', Drafts.Most)] },
                Cancel
            )
        );
        for (var i = 0; i < Drafts.MostForms + 5; i++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await drafts.Save("a-1", "o-1", $"form-{i}", typed, Cancel);
        }

        Assert.Null(await drafts.Find("a-1", "o-1", "item-new", Cancel));
        Assert.NotNull(await drafts.Find("a-1", "o-1", "form-54", Cancel));
        host.Time.Advance(Drafts.Kept + TimeSpan.FromSeconds(1));
        await drafts.Sweep(Cancel);
        Assert.Null(await drafts.Find("a-1", "o-1", "form-54", Cancel));
    }

    [Fact]
    public async Task A_recusal_is_lifted_by_the_security_administrator_with_a_reason()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        await host.Office("u-dudao", "330225018", "o-dudao", "p-wang");
        var wang = await host.Account("p-wang", "wang");
        await wang.Browser.Do(
            "/desk/account",
            "recusal",
            ("matter", "/desk/items/i-7"),
            ("because", "承办人是亲属")
        );
        Assert.Single(await host.Desk.Reading.Recusals("p-wang", Cancel));

        await people[AdministratorRole.Security]
            .Browser.Do("/desk/admin", "lift-p-wang-item/i-7", ("because", "亲属已调离"));

        Assert.Empty(await host.Desk.Reading.Recusals("p-wang", Cancel));
        Assert.DoesNotContain(
            "lift-",
            (await people[AdministratorRole.System].Browser.Get("/desk/admin")).Body,
            StringComparison.Ordinal
        );
    }

    private static async Task<Answered> Type(Walker phone, string number, string digits) =>
        await phone.Send(
            Walker.Form(await phone.Open("/slip"), "slip").With("number", number).With("digits", digits)
        );
}
