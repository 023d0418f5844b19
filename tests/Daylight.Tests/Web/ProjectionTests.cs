using System.Text;
using System.Text.RegularExpressions;
using Daylight.Tests.Habits;
using Daylight.Web.Demo;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Tests.Web;

/// <summary>
/// Every kind of user on every address of the host's own route table: what somebody may not see stands on none of his
/// pages, and changes nothing on them, neither a count nor a badge nor a suggestion. An endpoint that is not in the table fails.
/// </summary>
public sealed partial class ProjectionTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    /// <summary>Two items on the same matter would be refused.</summary>
    private static int s_hidden;

    private const string Canary = "金丝雀KANARI";
    private const string Lead = "u-zhujian";

    /// <summary>
    /// How an endpoint is visited, by the beginning of its pattern: the longest that fits counts. Values for its parameters
    /// stand in <see cref="Fill"/>; null means that it is not visited, for the reason beside it.
    /// </summary>
    private static readonly Dictionary<string, string?> s_rows = new(StringComparer.Ordinal)
    {
        ["/"] = "visited",
        ["/_framework"] = null, // the framework's own, answers 404 without its script
        ["/invitation"] = "visited",
        ["/assets"] = null, // built files, the same for everybody; AssetTests
        ["/health"] = "visited",
        ["/metrics"] = "visited",
        ["/display"] = null, // sets how pages are shown and goes back; HostTests
        ["/style"] = null, // samples of components; ComponentTests
        ["/demo"] = "visited",
        ["/demo/be"] = null, // signs another person in
        ["/demo/leave"] = null, // signs out
        ["/demo/slip"] = null, // hands out a slip of its own; SlipWalkTests
        ["/demo/clock"] = null, // moves the clock of all
        ["/desk"] = "visited",
        ["/rules"] = "visited",
        ["/column"] = "visited",
        ["/check"] = "visited",
        ["/about"] = "visited",
        ["/open"] = "visited",
        ["/feed.atom"] = "visited",
        ["/log"] = "visited",
        ["/witness"] = "visited",
        ["/levels"] = "visited",
        ["/registry"] = "visited",
        ["/accounts"] = "visited",
        ["/account"] = "visited",
        ["/sign-in"] = "visited",
        ["/sign-in/provider/back"] = null, // takes the answer of a provider once; ProviderTests
        ["/sign-out"] = null, // ends the session
        ["/slip"] = "visited",
        ["/slip-card"] = "visited",
        ["/feeds"] = "visited",
        ["/draw"] = "visited",
        ["/api"] = "visited",
        ["/openapi"] = "visited",
    };

    /// <summary>The first makes secrets anew in every answer and tells of one's own sessions, the second of sign-ins and refusals. The others tell how many records there are and their checkpoint: public, and growing with every record, whatever it holds.</summary>
    private static readonly string[] s_growing =
    [
        "/desk/account",
        "/desk/admin",
        "/log",
        "/check",
        "/open/standing.json",
        "/metrics",
    ];

    private static readonly string[] s_seeAll =
    [
        "supervision.run",
        "supervision.approve",
        "supervision.give",
        "supervision.publish",
        "proposals.hear",
        "proposals.decide",
    ];

    private IEnumerable<string> Administrators =>
        county.County.Doors.Where(door => door.Admin is not null).Select(door => door.Who!);

    [GeneratedRegex(
        "(name=\"(form-token|act-id|item|record|export|paper)\" value=\"[^\"]*\")|(全部记录\\d+条[^<]*)|(演示时间：[^<]*)|(traceId\":\"[^\"]*)|(asOf\": \"[^\"]*)|(数据截至[^<]*)",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Changing { get; }

    [GeneratedRegex(@"\{\*{0,2}(?<name>[a-zA-Z]+)[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter { get; }

    [Fact]
    public void Every_endpoint_has_its_row() =>
        Found.None(
            county.Routes.Select(route => route.Pattern).Distinct().Where(pattern => Row(pattern) is null)
        );

    [Fact]
    public async Task What_somebody_may_not_see_is_nowhere_and_changes_nothing()
    {
        var users = county
            .County.People.Where(person => !MaySee(person))
            .Select(person => person.Id)
            .Concat(Administrators)
            .Append(null);
        var walkers = new List<(string? User, Walker Walker)>();
        foreach (var user in users)
        {
            walkers.Add((user, await county.As(user)));
        }

        var before = await Shown(walkers, "nothing-is-here-yet");
        var item = await Hidden();
        await county.Exchange();
        var after = await Shown(walkers, item);

        Found.None(
            after
                .Where(page => page.Value.Contains(Canary, StringComparison.Ordinal))
                .Select(page => page.Key)
        );
        Found.None(
            before
                .Where(page =>
                    !s_growing.Any(grows => page.Key.Address.StartsWith(grows, StringComparison.Ordinal))
                )
                .Where(page =>
                    Comparable(page.Value, "nothing-is-here-yet") != Comparable(after[page.Key], item)
                )
                .Select(page => page.Key)
        );
        // The canary is where it may be, so that the search is known to find it.
        using var unit = await county.As(county.County.People.First(person => person.Unit == Lead).Id);
        Assert.Contains(Canary, (await unit.Get($"/desk/items/{item}")).Body, StringComparison.Ordinal);
        walkers.ForEach(entry => entry.Walker.Dispose());
    }

    [Fact]
    public async Task A_foreign_matter_answers_like_one_that_does_not_exist()
    {
        var item = await Hidden();
        var missing = new string('0', item.Length);
        foreach (var person in county.County.People.Where(person => !MaySee(person)))
        {
            using var walker = await county.As(person.Id);
            var token = Walker.Form(await walker.Open("/demo"), person.Id);
            foreach (
                var (method, pattern) in county.Routes.Where(route =>
                    route.Pattern.Contains("{item", StringComparison.OrdinalIgnoreCase)
                )
            )
            {
                var (there, absent) = (Fill(pattern, item), Fill(pattern, missing));
                if (method != "POST")
                {
                    Same(
                        await walker.Raw(there),
                        await walker.Raw(absent),
                        item,
                        missing,
                        $"{person.Id} {there}"
                    );
                }

                if (method != "GET")
                {
                    Same(
                        Told(await walker.Send(token with { Action = there })),
                        Told(await walker.Send(token with { Action = absent })),
                        item,
                        missing,
                        $"{person.Id} POST {there}"
                    );
                }
            }
        }
    }

    [Fact]
    public async Task Labels_of_metrics_are_bounded_and_name_nothing()
    {
        using var walker = await county.As(null);
        _ = await walker.Get("/column/no-such-label");

        var labels = (await walker.Get("/metrics"))
            .Body.Split('\n')
            .SelectMany(line => LabelName().Matches(line).Select(match => match.Value))
            .Distinct();

        Assert.Equal(["le", "status"], labels.Order());
    }

    /// <summary>A matter for the housing office with the canary in every field that takes words.</summary>
    private async Task<string> Hidden()
    {
        using var officer = await county.As("p-wang");
        using var head = await county.As("p-zhang");
        using var unit = await county.As(county.County.People.First(person => person.Unit == Lead).Id);
        var form = Walker
            .Form(await officer.Open("/desk/items/new"), "new")
            .With("title", $"{Canary}标题{Interlocked.Increment(ref s_hidden)}")
            .With("source", "Meeting")
            .With("reference", $"{Canary}纪要")
            .With("demand", $"{Canary}要求")
            .With("giver", "o-county-head")
            .With("lead", Lead)
            .With("given", "10个工作日");
        Assert.Equal(302, (await officer.Send(form)).Status);
        var item = form.Fields.Single(field => field.Key == "item").Value;
        var path = $"/desk/items/{item}";
        await head.Do(path, "v-approve");
        await officer.Do(path, "v-assign", ("department", $"{Canary}科"));
        await unit.Do(path, "v-sign");
        await unit.Do(path, "v-progress", ("text", $"{Canary}进展"));
        return item;
    }

    private static bool MaySee(DemoPerson person) =>
        person.Unit == Lead || person.Powers.Any(power => s_seeAll.Contains(power));

    /// <summary>Every page and endpoint that reads, for every user: status, headers and body as they were sent.</summary>
    private async Task<Dictionary<(string? User, string Address), string>> Shown(
        IReadOnlyList<(string? User, Walker Walker)> walkers,
        string item
    )
    {
        var shown = new Dictionary<(string?, string), string>();
        foreach (
            var pattern in county
                .Routes.Where(route => route.Method != "POST" && Row(route.Pattern) is { Value: not null })
                .Select(route => route.Pattern)
                .Distinct()
        )
        {
            foreach (var (user, walker) in walkers)
            {
                shown[(user, pattern)] = await walker.Raw(Fill(pattern, item));
                if (pattern is "/column" or "/desk/items" or "/desk/search" or "/api/search")
                {
                    // Searching tells no more than reading.
                    shown[(user, pattern + "?q")] = await walker.Raw(
                        $"{pattern}?q={Uri.EscapeDataString("标题")}"
                    );
                }
            }
        }

        return shown;
    }

    private string Fill(string pattern, string item) =>
        Parameter.Replace(
            pattern,
            match =>
                match.Groups["name"].Value.ToLowerInvariant() switch
                {
                    "item" => item,
                    "code" => "330225",
                    "path" => "checkpoint",
                    "unit" => Lead,
                    "person" => "p-li",
                    "index" or "edition" or "number" or "year" or "part" => "1",
                    "verb" => "progress",
                    "pack" => "national",
                    var other => $"some-{other}",
                }
        );

    private static KeyValuePair<string, string?>? Row(string pattern)
    {
        var found = s_rows
            .Where(row =>
                pattern == row.Key || pattern.StartsWith(row.Key.TrimEnd('/') + "/", StringComparison.Ordinal)
            )
            .Where(row => row.Key != "/" || pattern == "/")
            .OrderByDescending(row => row.Key.Length)
            .ToList();
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The home page says the number of records, so there digits do not count; words and their number do.</summary>
    private static string Comparable(string told, string item)
    {
        var same = Changing.Replace(told, "").Replace(item, "ITEM", StringComparison.Ordinal);
        return same.Contains("id=\"log\"", StringComparison.Ordinal) ? Digits().Replace(same, "0") : same;
    }

    private static string Told(Answered answer) => $"{answer.Status} {answer.Location}\n{answer.Body}";

    private static void Same(string there, string absent, string item, string missing, string where)
    {
        Assert.Equal((where, there.Length), (where, absent.Length));
        Assert.Equal((where, Comparable(there, item)), (where, Comparable(absent, missing)));
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?<=[{,])[a-z_]+(?=="")", RegexOptions.None, 1000)]
    private static partial Regex LabelName();
}
