using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Daylight.Tests.Ui;
using Daylight.Ui;
using Daylight.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Tests.Web;

public sealed class HostTests
{
    private static readonly string[] s_style = ["/style", "/style/list", "/style/forms", "/style/charts"];

    public static TheoryData<string, string> Pages =>
        [
            .. from path in (string[])["/", "/nowhere", .. s_style]
            from display in (string[])["zh-Hans.auto.standard", "en.dark.care30"]
            select (path, display),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_well_formed_and_small(string path, string display)
    {
        await using var host = await TestHost.Start(options => options with { Demo = true });

        using var response = await host.Get(path, ("Cookie", $"{Display.CookieName}={display}"));
        var page = await TestHost.Read(response);

        Markup.CheckPage(page);
        Assert.Equal(display.Split('.')[0], page.DocumentElement.GetAttribute("lang"));
        Assert.InRange(
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length,
            1,
            60 * 1024
        );
    }

    [Fact]
    public async Task Chinese_stays_readable_in_the_source()
    {
        await using var host = await TestHost.Start();

        Assert.Contains(
            "跳到正文",
            await host.Client.GetStringAsync("/", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/health")]
    [InlineData("/probe/broken")]
    public async Task Every_answer_carries_the_safe_headers(string path)
    {
        await using var host = await TestHost.Start(WithProbe);

        using var response = await host.Get(path);

        var policy = One(response, "Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", One(response, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", One(response, "Referrer-Policy"));
        Assert.Equal("same-origin", One(response, "Cross-Origin-Opener-Policy"));
        Assert.Contains("geolocation=()", One(response, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.StartsWith("no-store", One(response, "Cache-Control"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_under_the_hash_of_their_content()
    {
        await using var host = await TestHost.Start();

        using var response = await host.Get(BuiltAssets.Href("daylight.css"), ("Accept-Encoding", "br"));

        Assert.Equal("public, max-age=31536000, immutable", One(response, "Cache-Control"));
        Assert.Equal("text/css; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/assets/daylight.css")]
    [InlineData("/assets/daylight.000000000000.css")]
    [InlineData("/assets/..%2fappsettings.json")]
    public async Task Other_addresses_of_assets_do_not_exist(string path)
    {
        await using var host = await TestHost.Start();

        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(path)).StatusCode);
    }

    [Fact]
    public async Task Pages_are_compressed_for_those_who_accept_it()
    {
        await using var host = await TestHost.Start();

        using var response = await host.Get("/", ("Accept-Encoding", "gzip"));

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_post_without_its_token_is_refused_in_plain_words()
    {
        await using var host = await TestHost.Start(WithProbe);

        using var response = await host.Send(HttpMethod.Post, "/probe/act", Form(("name", "x")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("表单已过期", (await TestHost.Read(response)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_refused_form_gives_long_words_back_and_never_a_password()
    {
        await using var host = await TestHost.Start(WithProbe);
        using var form = Form(
            ("says", "已核查培训机构46家，其余8家限期整改。<b>"),
            ("unit", "县教育局"),
            ("new-password", "correct horse battery")
        );

        using var response = await host.Send(HttpMethod.Post, "/probe/act", form);
        var page = await TestHost.Read(response);

        var kept = Assert.Single(page.QuerySelectorAll("textarea"));
        Assert.Equal("已核查培训机构46家，其余8家限期整改。<b>", kept.TextContent);
        Assert.DoesNotContain("horse", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Markup.CheckPage(page);
    }

    [Fact]
    public async Task A_form_that_another_site_sent_is_not_shown()
    {
        await using var host = await TestHost.Start(WithProbe);

        using var response = await host.Send(
            HttpMethod.Post,
            "/probe/act",
            Form(("says", "别的网站替您填写的内容，不应显示。")),
            ("Sec-Fetch-Site", "cross-site")
        );

        Assert.Empty((await TestHost.Read(response)).QuerySelectorAll("textarea"));
    }

    [Fact]
    public async Task A_demonstration_does_not_answer_under_a_foreign_name()
    {
        await using var host = await TestHost.Start(options => options with { Demo = true });

        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await host.Get("/", ("Host", "rebound.example"))).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await host.Get("/", ("Host", "localhost"))).StatusCode);
    }

    [Fact]
    public async Task A_host_with_a_name_answers_to_no_other()
    {
        await using var host = await TestHost.Start(options =>
            options with
            {
                Hosts = ["daylight.xiangshan.example"],
            }
        );

        Assert.Equal(HttpStatusCode.BadRequest, (await host.Get("/")).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK,
            (await host.Get("/", ("Host", "daylight.xiangshan.example"))).StatusCode
        );
    }

    [Fact]
    public async Task Behind_a_proxy_with_TLS_cookies_are_for_TLS_only_and_names_are_pinned_to_it()
    {
        await using var host = await TestHost.Start();

        using var response = await host.Get(
            "/display?to=en.auto.standard",
            ("Host", "daylight.xiangshan.example"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-For", "203.0.113.7")
        );

        Assert.Contains("secure", One(response, "Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", One(response, "Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_post_to_an_endpoint_that_reads_no_form_needs_the_token_too()
    {
        await using var host = await TestHost.Start(WithProbe);

        using var response = await host.Send(
            HttpMethod.Post,
            "/api/probe",
            new StringContent("{}", Encoding.UTF8, "application/json")
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_post_with_the_token_of_its_page_is_taken()
    {
        await using var host = await TestHost.Start(WithProbe);
        var token = Token(await host.Page("/probe"));

        using var response = await host.Send(
            HttpMethod.Post,
            "/probe/act",
            Form(("form-token", token), ("name", "渔港"))
        );

        Assert.Equal(
            "done 渔港",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_token_of_another_visitor_is_refused()
    {
        await using var host = await TestHost.Start(WithProbe);
        using var other = host.NewClient();
        var token = Token(
            Drawn.Parse(await other.GetStringAsync("/probe", TestContext.Current.CancellationToken))
        );
        _ = await host.Page("/probe");

        using var response = await host.Send(HttpMethod.Post, "/probe/act", Form(("form-token", token)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_post_that_another_site_started_is_refused_even_with_a_token(string site)
    {
        await using var host = await TestHost.Start(WithProbe);
        var token = Token(await host.Page("/probe"));

        using var response = await host.Send(
            HttpMethod.Post,
            "/probe/act",
            Form(("form-token", token)),
            ("Sec-Fetch-Site", site)
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Programs_that_prove_themselves_otherwise_need_no_form_token()
    {
        await using var host = await TestHost.Start(WithProbe);

        using var response = await host.Send(HttpMethod.Post, "/probe/machine", null);

        Assert.Equal(
            "machine",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_switch_of_display_is_kept_and_comes_back_to_the_same_list()
    {
        await using var host = await TestHost.Start();

        using var response = await host.Get("/display?to=en.dark.care24&back=%2Fitems%3Fstate%3Dopen");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/items?state=open", response.Headers.Location?.OriginalString);
        var cookie = One(response, "Set-Cookie");
        Assert.StartsWith("daylight-display=en.dark.care24;", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        var page = await host.Page("/");
        Assert.Equal(
            ("en", "care24"),
            (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("data-size"))
        );
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\tevil")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task A_switch_never_leads_to_another_site(string back)
    {
        await using var host = await TestHost.Start();

        using var response = await host.Get(
            $"/display?to=en.auto.standard&back={Uri.EscapeDataString(back)}"
        );

        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_display_that_does_not_exist_is_refused()
    {
        await using var host = await TestHost.Start();

        Assert.Equal(HttpStatusCode.BadRequest, (await host.Get("/display?to=fr.auto.standard")).StatusCode);
    }

    [Fact]
    public async Task The_links_of_the_header_lead_back_to_this_very_page()
    {
        await using var host = await TestHost.Start(WithProbe);

        var page = await host.Page("/probe?state=open&q=%E6%B8%94");

        var care = page.QuerySelectorAll("a.tool")
            .First(link => link.TextContent == "关怀版")
            .GetAttribute("href")!;
        using var response = await host.Get(care);
        Assert.Equal("/probe?state=open&q=%E6%B8%94", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_what_to_do()
    {
        await using var host = await TestHost.Start();

        using var response = await host.Get("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(
            "请核对网址",
            (await TestHost.Read(response)).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Programs_get_problem_details()
    {
        await using var host = await TestHost.Start();

        using var response = await host.Get("/api/nowhere");

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_bug_shows_a_number_and_nothing_of_its_inside()
    {
        await using var host = await TestHost.Start(WithProbe);

        using var response = await host.Get("/probe/broken");
        var page = await TestHost.Read(response);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("系统出错", page.QuerySelector("h1")!.TextContent);
        Assert.False(string.IsNullOrWhiteSpace(page.QuerySelector(".code")!.TextContent));
        Assert.DoesNotContain("canary", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains(host.Log, line => line.Contains("canary-of-the-exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_larger_than_the_limit_is_refused_and_says_so()
    {
        await using var host = await TestHost.Start(options =>
            WithProbe(options) with
            {
                Limits = new Limits { Body = 4096 },
            }
        );
        var token = Token(await host.Page("/probe"));

        using var response = await host.Send(
            HttpMethod.Post,
            "/probe/act",
            Form(("form-token", token), ("name", new string('x', 5000)))
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("内容过大", (await TestHost.Read(response)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task An_endpoint_for_files_takes_as_much_as_it_says()
    {
        await using var host = await TestHost.Start(options =>
            WithProbe(options) with
            {
                Limits = new Limits { Body = 4096 },
            }
        );
        var token = Token(await host.Page("/probe"));
        using var form = new MultipartFormDataContent { { new StringContent(token), "form-token" } };
        form.Add(
            new ByteArrayContent(new byte[100_000])
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") },
            },
            "file",
            "a.pdf"
        );

        using var response = await host.Send(HttpMethod.Post, "/probe/large", form);

        Assert.Equal(
            "100000",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Too_many_posts_are_asked_to_wait_and_reads_go_on()
    {
        await using var host = await TestHost.Start(options =>
            WithProbe(options) with
            {
                Limits = new Limits { PostsPerMinute = 3 },
            }
        );

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add((await host.Send(HttpMethod.Post, "/probe/machine", null)).StatusCode);
        }

        using var refused = await host.Send(HttpMethod.Post, "/probe/machine", null);
        Assert.Equal(
            [
                HttpStatusCode.OK,
                HttpStatusCode.OK,
                HttpStatusCode.OK,
                HttpStatusCode.TooManyRequests,
                HttpStatusCode.TooManyRequests,
            ],
            answers
        );
        Assert.True(refused.Headers.Contains("Retry-After"));
        Assert.Equal("请稍候再试", (await TestHost.Read(refused)).QuerySelector("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await host.Get("/probe")).StatusCode);
    }

    [Fact]
    public async Task Health_says_ready_or_why_not()
    {
        var part = new Part();
        await using var host = await TestHost.Start(options =>
            options with
            {
                Services = services => services.AddSingleton<IReadiness>(part),
            }
        );

        Assert.Equal(
            "ready\n",
            await host.Client.GetStringAsync("/health", TestContext.Current.CancellationToken)
        );

        part.NotReadyBecause = "the views are being rebuilt";
        using var response = await host.Get("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            "the views are being rebuilt\n",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Metrics_count_without_naming_anything()
    {
        await using var host = await TestHost.Start(WithProbe);
        _ = await host.Get("/probe?name=canary");
        _ = await host.Get("/canary");

        var text = await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("daylight_requests_total{status=\"2xx\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("daylight_requests_total{status=\"4xx\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("daylight_request_duration_seconds_count 2\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_there_are_no_metrics()
    {
        await using var host = await TestHost.Start();

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await host.Get("/metrics", ("X-Forwarded-For", "203.0.113.7"))).StatusCode
        );
    }

    [Fact]
    public async Task No_log_line_holds_a_query_a_path_or_a_form()
    {
        await using var host = await TestHost.Start(options =>
            WithProbe(options) with
            {
                LogRequests = true,
            }
        );

        _ = await host.Get("/probe?name=canary-query");
        _ = await host.Get("/canary-path");
        _ = await host.Get("/probe/broken?name=canary-query");
        _ = await host.Send(HttpMethod.Post, "/probe/act?name=canary-query", Form(("name", "canary-form")));

        Assert.Contains(host.Log, line => line.Contains("GET /probe 200", StringComparison.Ordinal));
        Assert.DoesNotContain(
            host.Log,
            line =>
                line.Contains("canary-", StringComparison.Ordinal)
                && !line.Contains("canary-of-the-exception", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_style_pages_exist_in_a_demonstration_only()
    {
        await using var host = await TestHost.Start();

        Assert.Equal(HttpStatusCode.NotFound, (await host.Get("/style")).StatusCode);
    }

    [Fact]
    public void A_demonstration_refuses_to_listen_to_the_outside()
    {
        var thrown = Assert.Throws<ArgumentException>(() =>
            DaylightWeb.Build(new DaylightWebOptions { Demo = true, Url = "http://0.0.0.0:5080" })
        );

        Assert.Contains("0.0.0.0", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_assembly_is_found_and_marked_in_the_navigation()
    {
        await using var host = await TestHost.Start(WithProbe);

        var page = await host.Page("/probe");

        Markup.CheckPage(page);
        var entry = Assert.Single(page.QuerySelectorAll("nav.nav a"));
        Assert.Equal(("探测", "page"), (entry.TextContent, entry.GetAttribute("aria-current")));
    }

    [Fact]
    public async Task Entries_are_shown_to_those_who_may_open_them()
    {
        await using var host = await TestHost.Start(options =>
            WithProbe(options) with
            {
                Services = services => services.AddSingleton<IVisitors>(new SomeVisitor()),
            }
        );

        var page = await host.Page("/probe");

        Assert.Equal(
            ["探测", "保密台账"],
            page.QuerySelectorAll("nav.nav a").Select(entry => entry.TextContent)
        );
        Assert.Equal("探测 李敏（虚构）", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Form_tokens_survive_a_restart_on_the_same_data()
    {
        var folder = Directory.CreateTempSubdirectory("daylight-web-").FullName;
        string token;
        string cookie;
        await using (
            var before = await TestHost.Start(options => WithProbe(options) with { DataFolder = folder })
        )
        {
            using var response = await before.Get("/probe");
            cookie = One(response, "Set-Cookie").Split(';')[0];
            token = Token(await TestHost.Read(response));
        }

        await using var after = await TestHost.Start(options =>
            WithProbe(options) with
            {
                DataFolder = folder,
            }
        );
        using var answer = await after.Send(
            HttpMethod.Post,
            "/probe/act",
            Form(("form-token", token), ("name", "x")),
            ("Cookie", cookie)
        );

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Directory.Delete(folder, recursive: true);
    }

    private static DaylightWebOptions WithProbe(DaylightWebOptions options) =>
        options with
        {
            Faces = [new ProbeFace()],
        };

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static string Token(AngleSharp.Dom.IDocument page) =>
        page.QuerySelector("[name=form-token]")!.GetAttribute("value")!;

    private static string One(HttpResponseMessage response, string name) =>
        Assert.Single(response.Headers.GetValues(name));

    private sealed class Part : IReadiness
    {
        public string? NotReadyBecause { get; set; }
    }

    private sealed class SomeVisitor : IVisitors
    {
        public ValueTask<Visitor?> Of(HttpContext request, CancellationToken cancel) =>
            new(new Visitor("李敏（虚构）", "县教育局", ["sealed"]));
    }
}
