using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Tests.Web;
using Daylight.Web;

namespace Daylight.Tests.Accounts;

/// <summary>From an empty folder to signed-in administrators, as people walk it: pages and forms, no script.</summary>
public sealed class SignInWalkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_links_make_three_administrators_who_sign_in_with_password_and_code()
    {
        await using var host = await AccountsHost.Start();

        var people = await host.AppointAll();

        Assert.Equal(3, people.Count);
        Assert.Empty(await new Invitations(host.Desk).First(Cancel));
        foreach (var (role, person) in people)
        {
            var (walker, answer) = await person.SignIn();
            Assert.Equal((302, "/desk/admin"), (answer.Status, answer.Location));
            var page = await walker.Open("/desk/admin");
            Assert.Contains($"{role}（虚构）", page.Body!.TextContent, StringComparison.Ordinal);
            await walker.Open("/desk/account");
        }
    }

    [Fact]
    public async Task A_link_opens_once_and_not_after_24_hours()
    {
        await using var host = await AccountsHost.Start();
        var links = await new Invitations(host.Desk).First(Cancel);
        await host.Open(links[0].Path, "first", "甲（虚构）");

        using var browser = host.Browser();
        Assert.Equal(404, (await browser.Get(links[0].Path)).Status);
        host.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await browser.Get(links[1].Path)).Status);
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(404, (await browser.Get(links[1].Path)).Status);
        Assert.Equal(404, (await browser.Get("/invitation/no-such-secret")).Status);
    }

    [Fact]
    public async Task New_first_links_end_the_ones_before()
    {
        await using var host = await AccountsHost.Start();
        var before = await new Invitations(host.Desk).First(Cancel);
        var after = await new Invitations(host.Desk).First(Cancel);

        using var browser = host.Browser();
        Assert.Equal(404, (await browser.Get(before[0].Path)).Status);
        Assert.Equal(200, (await browser.Get(after[0].Path)).Status);
    }

    [Fact]
    public async Task No_person_becomes_two_of_the_three()
    {
        await using var host = await AccountsHost.Start();
        var links = await new Invitations(host.Desk).First(Cancel);
        await host.Open(links[0].Path, "wang", "王督督（虚构）");

        using var browser = host.Browser();
        var page = await browser.Open(links[1].Path);
        var answer = await browser.Send(
            Walker
                .Form(page, "invitation")
                .With("name", "王督督（虚构）")
                .With("login", "wang2")
                .With("password", AccountsHost.Password)
                .With("again", AccountsHost.Password)
                .With("code", Person.CodeOf(Person.SecretIn(page), host.Time.GetUtcNow()))
        );

        Assert.Equal(409, answer.Status);
        Assert.Contains(
            "三人",
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_link_is_spent_once_even_when_two_open_it_at_the_same_time()
    {
        await using var host = await AccountsHost.Start();
        var link = (await new Invitations(host.Desk).First(Cancel))[0];
        var invitations = new Invitations(host.Desk);
        var open = await invitations.Of(link.Path[Invitations.Road.Length..], Cancel);

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(i =>
                    invitations.TakeUp(
                        open!,
                        $"person{i}",
                        $"人{i}（虚构）",
                        AccountsHost.Password,
                        new byte[20],
                        1,
                        Cancel
                    )
                )
        );

        Assert.Single(outcomes.OfType<Outcome.Recorded>());
        Assert.Equal(2, (await host.Desk.Credentials.Of(open!.Account, Cancel)).Count);
    }

    [Fact]
    public async Task A_used_code_is_refused_and_so_is_an_earlier_one()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        var code = person.NextCode();

        Assert.Equal(302, (await person.SignIn(code: code)).Answer.Status);
        Assert.Equal(401, (await person.SignIn(code: code)).Answer.Status);
        var earlier = Totp.Code(person.Secret, Totp.StepAt(host.Time.GetUtcNow()) - 1);
        Assert.Equal(401, (await person.SignIn(code: earlier)).Answer.Status);
        Assert.Equal(302, (await person.SignIn()).Answer.Status);
    }

    [Fact]
    public async Task Wrong_name_wrong_password_and_wrong_code_read_the_same()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);

        var name = await (person with { Login = "nobody" }).SignIn();
        var password = await person.SignIn(password: "wrong-horse-battery");
        var code = await person.SignIn(code: "000000");

        Assert.Equal(401, name.Answer.Status);
        Assert.Equal(401, password.Answer.Status);
        Assert.Equal(401, code.Answer.Status);
        var says = name.Answer.Page.QuerySelector("[role=alert]")!.TextContent;
        Assert.Equal(says, password.Answer.Page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(says, code.Answer.Page.QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_paused_like_one_that_does()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        foreach (var login in (string[])[person.Login, "nobody"])
        {
            for (var i = 0; i < Lockout.Free; i++)
            {
                Assert.Equal(
                    401,
                    (
                        await (person with { Login = login }).SignIn(
                            password: "wrong-horse-battery",
                            code: "000000"
                        )
                    )
                        .Answer
                        .Status
                );
            }

            Assert.Equal(429, (await (person with { Login = login }).SignIn(code: "000000")).Answer.Status);
        }

        Assert.Equal(429, (await person.SignIn()).Answer.Status);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(302, (await person.SignIn()).Answer.Status);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_costs_the_same_hash_as_a_wrong_password()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        using var signIn = new SignIn(host.Desk);

        foreach (var login in (string[])[person.Login, "nobody"])
        {
            var before = signIn.PasswordsChecked;
            Assert.IsType<SignInAnswer.Wrong>(
                await signIn.Try(login, "wrong-horse-battery", "000000", Cancel)
            );
            Assert.Equal(before + 1, signIn.PasswordsChecked);
        }
    }

    [Fact]
    public async Task A_session_gets_a_secret_of_its_own_and_never_the_one_that_a_browser_brought()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = host.Address };

        var (planted, cookies) = await Enter(client, person, "daylight-session=planted");

        Assert.Contains("httponly", cookies, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookies, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("planted", cookies, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookies, StringComparison.OrdinalIgnoreCase);

        // Signing in again ends the session that the browser was in.
        var (second, _) = await Enter(client, person, planted);
        Assert.NotEqual(planted, second);
        Assert.Contains("登录", await Shown(client, planted), StringComparison.Ordinal);
        Assert.Contains("System（虚构）", await Shown(client, second), StringComparison.Ordinal);
        Assert.DoesNotContain("System（虚构）", await Shown(client, planted), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_TLS_the_cookie_is_for_this_host_and_for_TLS_only()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        var (cookie, cookies) = await Enter(client, person, "");

        Assert.StartsWith($"{SessionCookie.Secure}=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookies, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookies, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookies, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("System（虚构）", await Shown(client, cookie), StringComparison.Ordinal);

        // The plain name is not read under TLS: a plain connection could have planted it.
        var plain = cookie.Replace(SessionCookie.Secure, SessionCookie.Plain, StringComparison.Ordinal);
        Assert.DoesNotContain("System（虚构）", await Shown(client, plain), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29 * 60 + 59, true)]
    [InlineData(30 * 60, false)]
    public async Task An_idle_session_is_over_after_half_an_hour(int seconds, bool open)
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        host.Time.Advance(TimeSpan.FromSeconds(seconds));

        var page = await person.Browser.Get("/desk/account");

        Assert.Equal(open, page.Body.Contains("System（虚构）", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_busy_session_is_over_after_twelve_hours()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        for (var i = 0; i < 48; i++)
        {
            Assert.True(await IsIn(person.Browser), $"after {i} quarters of an hour");
            host.Time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.False(await IsIn(person.Browser));
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_within_one_request()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        var (second, _) = await person.SignIn();
        var other = (
            await host.Desk.Sessions.Of(
                (await host.Desk.Reading.ByLogin(person.Login, Cancel))!.Account,
                Cancel
            )
        )[0];

        var page = await person.Browser.Do("/desk/account", $"end-{other.Id}");

        Assert.False(await IsIn(second));
        Assert.True(await IsIn(person.Browser));
        Assert.Single(page.QuerySelectorAll("form[id^=end-]"));
    }

    [Fact]
    public async Task Another_persons_session_cannot_be_ended()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        var mine = people[AdministratorRole.System];
        var his = people[AdministratorRole.Audit];
        var session = (
            await host.Desk.Sessions.Of((await host.Desk.Reading.ByLogin(his.Login, Cancel))!.Account, Cancel)
        )[0];
        var form = Walker.Form(
            await mine.Browser.Open("/desk/account"),
            $"end-{(await host.Desk.Sessions.Of((await host.Desk.Reading.ByLogin(mine.Login, Cancel))!.Account, Cancel))[0].Id}"
        );

        Assert.Equal(404, (await mine.Browser.Send(form.With("session", session.Id))).Status);
        Assert.True(await IsIn(his.Browser));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        var account = (await host.Desk.Reading.ByLogin(person.Login, Cancel))!.Account;
        var page = await person.Browser.Open("/desk/account");
        var leave = page.QuerySelector("form[action='/sign-out']")!;
        leave.Id = "leave";

        Assert.Equal("/sign-in", (await person.Browser.Send(Walker.Form(page, "leave"))).Location);

        Assert.Empty(await host.Desk.Sessions.Of(account, Cancel));
        Assert.False(await IsIn(person.Browser));
    }

    [Fact]
    public async Task A_changed_password_ends_every_other_session_and_the_old_one_opens_nothing()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        var (second, _) = await person.SignIn();

        host.Time.Advance(Sessions.Fresh);
        await person.Browser.Do(
            "/desk/account",
            "prove",
            ("password", person.Password),
            ("code", person.NextCode())
        );
        await person.Browser.Do(
            "/desk/account",
            "password",
            ("password", "another-horse-battery"),
            ("again", "another-horse-battery")
        );

        Assert.True(await IsIn(person.Browser));
        Assert.False(await IsIn(second));
        Assert.Equal(401, (await person.SignIn()).Answer.Status);
        Assert.Equal(302, (await person.SignIn(password: "another-horse-battery")).Answer.Status);
    }

    [Fact]
    public async Task Ten_minutes_after_the_factors_were_given_a_change_asks_again()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        var form = Walker
            .Form(await person.Browser.Open("/desk/account"), "password")
            .With("password", "another-horse-battery")
            .With("again", "another-horse-battery");
        host.Time.Advance(Sessions.Fresh);

        var answer = await person.Browser.Send(form);

        Assert.Equal(422, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector("#prove [role=alert]"));
        Assert.Equal(302, (await person.SignIn()).Answer.Status);
    }

    [Fact]
    public async Task A_form_of_another_session_is_refused()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        var foreign = Walker.Form(
            await people[AdministratorRole.Audit].Browser.Open("/desk/account"),
            "password"
        );

        Assert.Equal(
            400,
            (
                await people[AdministratorRole.System]
                    .Browser.Send(
                        foreign
                            .With("password", "another-horse-battery")
                            .With("again", "another-horse-battery")
                    )
            ).Status
        );
    }

    [Fact]
    public async Task Every_credential_is_a_fact_with_the_hash_of_its_row_and_an_audit_compares()
    {
        await using var host = await AccountsHost.Start();
        await host.AppointAll();
        await host.Node.Logs[0].Publisher.Publish(Cancel);

        Assert.Empty((await Audit(host)).Faults);

        await using var rows = await AccountsDatabase.OpenFile(
            Path.Combine(host.Data, "node", "accounts.db"),
            Cancel
        );
        await rows.Execute(
            "UPDATE accounts_credential SET account = 'a-thief' WHERE kind = 'Totp' AND id = (SELECT min(id) FROM accounts_credential WHERE kind = 'Totp')",
            new { },
            Cancel
        );
        var fault = Assert.Single((await Audit(host)).Faults);
        Assert.Equal((AuditFaultKind.RowDiffers, "accounts_credential"), (fault.Kind, fault.Table));
    }

    [Fact]
    public async Task What_a_stopped_machine_left_staged_is_applied_where_the_log_holds_it_and_forgotten_elsewhere()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.System);
        var account = (await host.Desk.Reading.ByLogin(person.Login, Cancel))!.Account;
        await using var rows = await AccountsDatabase.OpenFile(
            Path.Combine(host.Data, "node", "accounts.db"),
            Cancel
        );
        var kept = (await host.Desk.Credentials.Of(account, Cancel)).Single(row =>
            row.KindOf is CredentialKind.Password
        );
        var recorded = host.Desk.Row(
            account,
            CredentialKind.Password,
            Passwords.Keep("another-horse-battery", 1_000)
        );
        var act = host.Desk.Submit(
            new Factors.SetAct(account, host.Desk.New(recorded), [kept.Id]),
            AccountsDesk.Own($"p-{account}")
        );
        await Stage(rows, act.ActId, recorded);
        await Stage(rows, act.ActId, kept with { Kind = "-", Account = "", Material = [] });
        Assert.IsType<Outcome.Recorded>(await host.Desk.Clerk.Perform(act, Cancel));
        await Stage(rows, "an-act-that-never-was", host.Desk.Row(account, CredentialKind.Password, [1]));
        host.Time.Advance(TimeSpan.FromSeconds(1));

        await host.Desk.Resume(Cancel);

        Assert.Equal(
            [recorded.Id],
            (await host.Desk.Credentials.Of(account, Cancel))
                .Where(row => row.KindOf is CredentialKind.Password)
                .Select(row => row.Id)
        );
        Assert.Equal(302, (await person.SignIn(password: "another-horse-battery")).Answer.Status);
        await host.Node.Logs[0].Publisher.Publish(Cancel);
        Assert.Empty((await Audit(host)).Faults);
    }

    [Fact]
    public async Task What_was_typed_while_a_session_ended_comes_back_with_the_answer()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.Audit);
        var form = Walker
            .Form(await person.Browser.Open("/desk/account"), "recusal")
            .With("matter", "item/1")
            .With("because", "与承办单位负责人有亲属关系，申请回避");
        host.Time.Advance(TimeSpan.FromDays(2));

        var answer = await person.Browser.Send(form);

        Assert.Equal(400, answer.Status);
        Assert.Contains(
            "与承办单位负责人有亲属关系，申请回避",
            answer.Page.QuerySelector("textarea")?.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_access_journal_notes_who_came_and_its_days_become_facts()
    {
        await using var host = await AccountsHost.Start();
        var person = await host.Appoint(AdministratorRole.Audit);
        await person.SignIn(password: "wrong-horse-battery");
        await person.SignIn();
        var day = new DateOnly(2026, 11, 23);

        var kinds = (await host.Desk.Journal.Of(day, null, null, 1, 50, Cancel))
            .Select(line => line.Kind)
            .ToList();
        Assert.Equal(
            [AccessKind.SignedIn, AccessKind.SignedIn, AccessKind.SignInRefused, AccessKind.LinkOpened],
            kinds.Order()
        );
        Assert.Equal(
            AccessKind.SignInRefused,
            Assert.Single(await host.Desk.Journal.Of(day, null, AccessKind.SignInRefused, 1, 50, Cancel)).Kind
        );
        Assert.Empty(await host.Desk.Journal.Of(day, "nobody", null, 1, 50, Cancel));

        host.Time.Advance(TimeSpan.FromDays(1));
        await host.Desk.Keep(Cancel);
        await host.Desk.Keep(Cancel);
        await host.Node.Logs[0].Publisher.Publish(Cancel);
        Assert.Empty((await Audit(host)).Faults);

        await using var rows = await AccountsDatabase.OpenFile(
            Path.Combine(host.Data, "node", "accounts.db"),
            Cancel
        );
        await rows.Execute("DELETE FROM accounts_access WHERE kind = 'SignInRefused'", new { }, Cancel);
        var fault = Assert.Single((await Audit(host)).Faults);
        Assert.Equal(("accounts_access", "2026-11-23"), (fault.Table, fault.Place));
    }

    [Fact]
    public async Task Lines_of_the_access_journal_go_when_their_time_is_over()
    {
        await using var host = await AccountsHost.Start(options => options with { ClockConfirmed = true });
        await host.Appoint(AdministratorRole.Audit);
        var day = new DateOnly(2026, 11, 23);
        for (var passed = 0; passed <= AccessJournal.KeptDays; passed++)
        {
            host.Time.Advance(TimeSpan.FromDays(1));
            if (passed % 2 == 0)
            {
                await host.Desk.Journal.CloseDays(Cancel);
            }
        }

        await host.Desk.Journal.CloseDays(Cancel);

        Assert.Empty(await host.Desk.Journal.Of(day, null, null, 1, 50, Cancel));
        await host.Node.Logs[0].Publisher.Publish(Cancel);
        Assert.Empty((await Audit(host)).Faults);
    }

    [Fact]
    public async Task No_secret_stands_in_the_log_of_the_host_or_in_its_files()
    {
        await using var host = await AccountsHost.Start();
        var links = await new Invitations(host.Desk).First(Cancel);
        var person = await host.Open(links[0].Path, "wang", "王督督（虚构）", "canary-of-the-password");
        await person.SignIn();
        await person.SignIn(password: "canary-of-a-wrong-one");

        var log = host.Log.ToString();
        Assert.NotEmpty(log);
        foreach (
            var secret in (string[])
                ["canary", links[0].Path[Invitations.Road.Length..], Totp.Base32(person.Secret)]
        )
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(host.Data, "node"), "*.db*"))
            {
                Assert.False(
                    (await ReadShared(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret))
                        >= 0,
                    $"{file} holds {secret}"
                );
            }
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(host.Data, "node"), "*.db*"))
        {
            Assert.False(
                (await ReadShared(file)).AsSpan().IndexOf(person.Secret) >= 0,
                $"{file} holds the shared secret"
            );
        }
    }

    [Fact]
    public async Task Without_an_account_the_desk_shows_the_way_to_sign_in()
    {
        await using var host = await AccountsHost.Start();
        using var nobody = host.Browser();

        foreach (var path in (string[])["/desk", "/desk/items", "/desk/account", "/desk/admin"])
        {
            var page = await nobody.Open(path);
            Assert.NotNull(page.QuerySelector("main a[href='/sign-in']"));
            Assert.Empty(page.QuerySelectorAll("main form"));
        }
    }

    [Fact]
    public async Task The_one_click_sign_in_of_the_demonstration_is_not_served()
    {
        await using var host = await AccountsHost.Start();
        using var nobody = host.Browser();

        Assert.Equal(404, (await nobody.Get("/demo")).Status);
        Assert.Equal(404, (await nobody.Send(new FilledForm("/demo/be", []))).Status);
    }

    private static async Task<AuditReport> Audit(AccountsHost host) =>
        (await Node.Audit(host.Node.Options, null, setup => setup, Cancel)).Single();

    private static async Task<bool> IsIn(Walker walker) =>
        (await walker.Get("/desk/account")).Body.Contains("/sign-out", StringComparison.Ordinal);

    private static async Task<byte[]> ReadShared(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var into = new MemoryStream();
        await stream.CopyToAsync(into, Cancel);
        return into.ToArray();
    }

    private static Task<int> Stage(AccountsDatabase rows, string act, CredentialRow row) =>
        rows.Execute(
            "INSERT INTO accounts_staged (jurisdiction_id, act_id, id, account, kind, material, found_by, since_ms, until_ms) "
                + "VALUES ('330225', @act, @Id, @Account, @Kind, @Material, @FoundBy, @SinceMs, @UntilMs)",
            new
            {
                act,
                row.Id,
                row.Account,
                row.Kind,
                row.Material,
                row.FoundBy,
                row.SinceMs,
                row.UntilMs,
            },
            Cancel
        );

    /// <summary>Signs in by hand, with the cookies that are given. Returns the session's cookie and all that were set.</summary>
    private static async Task<(string Cookie, string All)> Enter(
        HttpClient client,
        Person person,
        string cookie
    )
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        get.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var page = await client.SendAsync(get, Cancel);
        var token = page.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single().Split(';')[0] : "";
        var form = Walker
            .Form(
                new AngleSharp.Html.Parser.HtmlParser().ParseDocument(
                    await page.Content.ReadAsStringAsync(Cancel)
                ),
                "sign-in"
            )
            .With("login", person.Login)
            .With("password", person.Password)
            .With("code", person.NextCode());
        using var post = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(form.Fields),
        };
        post.Headers.Add("Cookie", string.Join("; ", new[] { cookie, token }.Where(one => one.Length > 0)));
        using var answer = await client.SendAsync(post, Cancel);
        Assert.Equal(302, (int)answer.StatusCode);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        return (
            cookies.Single(one => one.Contains("session", StringComparison.Ordinal)).Split(';')[0],
            string.Join('\n', cookies)
        );
    }

    private static async Task<string> Shown(HttpClient client, string cookie)
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, "/desk/account");
        get.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var page = await client.SendAsync(get, Cancel);
        return await page.Content.ReadAsStringAsync(Cancel);
    }
}
