using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Daylight.Supervision.KeyWork;

namespace Daylight.Benchmarks;

/// <summary>One step of a life cycle: what it is called, and whether it did what it should.</summary>
internal readonly record struct Step(string Name, Func<Task<bool>> Take);

/// <summary>The road of one item from its proposal to its close, then a search that must find it: by a program, or by browsers.</summary>
internal interface ILoadRoad
{
    IEnumerable<Step> Steps();
}

/// <summary>Titles as a county's are: a place, a matter and which lot of it, so that some words are common and some rare.</summary>
internal static class LoadTitles
{
    private static readonly string[] s_places =
    [
        "丹东街道",
        "丹西街道",
        "石浦镇",
        "西周镇",
        "鹤浦镇",
        "贤庠镇",
        "定塘镇",
        "墙头镇",
        "泗洲头镇",
        "涂茨镇",
        "大徐镇",
        "新桥镇",
        "东陈乡",
        "晓塘乡",
        "黄避岙乡",
        "茅洋乡",
        "高塘岛乡",
    ];

    private static readonly string[] s_matters =
    [
        "老旧小区雨污管网改造",
        "农村饮用水达标提标",
        "危旧房屋排查整治",
        "中小学食堂明厨亮灶",
        "渔港经济区码头修缮",
        "水库除险加固",
        "乡村道路提升",
        "养老服务中心建设",
        "海塘安澜工程",
        "污水处理厂扩建",
        "高标准农田建设",
        "滩涂养殖证换发",
        "停车泊位增设",
    ];

    public static string Next(long n)
    {
        var lot = (n * 2_654_435_761L) & 0xffff_ffff;
        return $"{s_places[lot % s_places.Length]}{s_matters[lot / 17 % s_matters.Length]}第{(n % 100_000).ToString("00000", CultureInfo.InvariantCulture)}批";
    }
}

/// <summary>Three people of a bench and the client with which their browsers or programs call.</summary>
internal sealed record LoadUser(HttpClient Client, BenchPerson Officer, BenchPerson Giver, BenchPerson Lead)
{
    public static LoadUser Of(HttpClient client, BenchReady ready, int number) =>
        new(
            client,
            ready.Officers[number % ready.Officers.Count],
            ready.Givers[number % ready.Givers.Count],
            ready.Leads[number % ready.Leads.Count]
        );
}

/// <summary>A life cycle by the interface for programs, with the tokens of those who may act.</summary>
internal sealed class ApiRoad(LoadUser user, string title) : ILoadRoad
{
    private string _item = "";

    public IEnumerable<Step> Steps()
    {
        yield return new("propose", Propose);
        yield return Act("approve", user.Giver, new { });
        yield return Act("assign", user.Officer, new { department = "" });
        yield return Act("sign", user.Lead, new { });
        yield return Act("done", user.Lead, new { text = "已完成改造并通过验收。" });
        yield return Act("lay-before", user.Officer, new { reason = "经核查已落实，拟同意办结。" });
        yield return Act("content", user.Giver, new { reason = "已阅，同意。" });
        yield return Act("close", user.Officer, new { });
        yield return new("search", Search);
    }

    private async Task<bool> Propose()
    {
        using var answer = await Send(
            HttpMethod.Post,
            "/api/items",
            user.Officer,
            new
            {
                title,
                source = nameof(ItemSource.Meeting),
                reference = "县政府常务会议纪要",
                demand = "按期完成改造并报送验收材料",
                giver = user.Giver.Office,
                lead = user.Lead.Unit,
            }
        );
        _item = answer.Headers.Location?.ToString().Split('/')[^1] ?? "";
        return answer.StatusCode is HttpStatusCode.Created;
    }

    private Step Act(string verb, BenchPerson who, object body) =>
        new(
            verb,
            async () =>
            {
                using var answer = await Send(HttpMethod.Post, $"/api/items/{_item}/{verb}", who, body);
                return answer.IsSuccessStatusCode;
            }
        );

    private async Task<bool> Search()
    {
        using var answer = await Send(
            HttpMethod.Get,
            $"/api/items?limit=20&q={Uri.EscapeDataString(title)}",
            user.Officer,
            null
        );
        return (await answer.Content.ReadAsStringAsync()).Contains(_item, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        BenchPerson who,
        object? body
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Token);
        if (body is not null)
        {
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString("N"));
            request.Content = JsonContent.Create(body);
        }

        return await user.Client.SendAsync(request);
    }
}

/// <summary>
/// A life cycle through the pages, as browsers do it: each opens the page with the form, sends the form with its hidden fields, and
/// follows to the page that shows the item.
/// </summary>
internal sealed partial class PageRoad(LoadUser user, string title) : ILoadRoad
{
    private string _item = "";

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Hidden { get; }

    public IEnumerable<Step> Steps()
    {
        yield return new("propose", Propose);
        yield return Act("approve", user.Giver);
        yield return Act("assign", user.Officer, ("department", ""));
        yield return Act("sign", user.Lead);
        yield return Act("done", user.Lead, ("text", "已完成改造并通过验收。"));
        yield return Act("lay-before", user.Officer, ("reason", "经核查已落实，拟同意办结。"));
        yield return Act("content", user.Giver, ("reason", "已阅，同意。"));
        yield return Act("close", user.Officer);
        yield return new("search", Search);
    }

    private async Task<bool> Propose()
    {
        var page = await new Browser(user.Client, user.Officer.Session).Open("/desk/items/new");
        return await page.Send(
                "/desk/items",
                ("title", title),
                ("source", nameof(ItemSource.Meeting)),
                ("reference", "县政府常务会议纪要"),
                ("demand", "按期完成改造并报送验收材料"),
                ("giver", user.Giver.Office),
                ("lead", user.Lead.Unit),
                ("assistants", ""),
                ("given", ""),
                ("urgent", "no")
            )
                is { } shown
            && (_item = shown.Split('/')[^1]).Length > 0;
    }

    private Step Act(string verb, BenchPerson who, params (string, string)[] fields) =>
        new(
            verb,
            async () =>
            {
                var page = await new Browser(user.Client, who.Session).Open($"/desk/items/{_item}");
                return await page.Send($"/desk/items/{_item}/{verb}", fields) is not null;
            }
        );

    private async Task<bool> Search()
    {
        var page = await new Browser(user.Client, user.Officer.Session).Open(
            $"/desk/items?q={Uri.EscapeDataString(title)}"
        );
        return page.Html.Contains(_item, StringComparison.Ordinal);
    }

    /// <summary>One page that a browser has before it, with the cookies that it was given.</summary>
    private sealed class Browser(HttpClient client, string session)
    {
        private string _cookies = $"daylight-session={session}";

        public string Html { get; private set; } = "";

        public async Task<Browser> Open(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", _cookies);
            using var answer = await client.SendAsync(request);
            Html = await answer.Content.ReadAsStringAsync();
            if (answer.Headers.TryGetValues("Set-Cookie", out var set))
            {
                _cookies = string.Join("; ", set.Select(one => one.Split(';')[0]).Prepend(_cookies));
            }

            return this;
        }

        /// <summary>Sends the form with this address and follows to where it leads; null where it was refused.</summary>
        public async Task<string?> Send(string action, params (string Name, string Value)[] fields)
        {
            var from = Html.IndexOf($"action=\"{action}\"", StringComparison.Ordinal);
            if (from < 0)
            {
                return null;
            }

            var form = Html[from..Html.IndexOf("</form>", from, StringComparison.Ordinal)];
            using var request = new HttpRequestMessage(HttpMethod.Post, action);
            request.Headers.Add("Cookie", _cookies);
            request.Content = new FormUrlEncodedContent(
                Hidden
                    .Matches(form)
                    .Select(one =>
                        KeyValuePair.Create(
                            one.Groups["name"].Value,
                            WebUtility.HtmlDecode(one.Groups["value"].Value)
                        )
                    )
                    .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))
            );
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode is not HttpStatusCode.Found || answer.Headers.Location is not { } to)
            {
                return null;
            }

            await Open(to.ToString());
            return to.ToString();
        }
    }
}
