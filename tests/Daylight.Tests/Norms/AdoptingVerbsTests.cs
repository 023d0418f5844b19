using System.CommandLine;
using System.Text.RegularExpressions;
using Daylight.Cli;
using Daylight.Tests.Proceedings;
using Daylight.Web;

namespace Daylight.Tests.Norms;

/// <summary>The yearly job and the adoption of packs from the command line, on a log of the tests' own.</summary>
public sealed partial class AdoptingVerbsTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("daylight-adopt-").FullName;

    [GeneratedRegex("--seen (?<hash>[0-9a-f]{64})", RegexOptions.None, 1000)]
    private static partial Regex SeenHash { get; }

    public async ValueTask InitializeAsync() =>
        await Node.Init(new NodeOptions(_data), "990101", "daylight.test/log", CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return ValueTask.CompletedTask;
    }

    private (int Code, string Output, string Error) Run(Command verbs, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = verbs.Parse([.. args, "--data", _data]).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    private (int Code, string Output, string Error) Norms(params string[] args) =>
        Run(NormsVerbs.Build(), args);

    private (int Code, string Output, string Error) Calendar(params string[] args) =>
        Run(CalendarVerbs.Build(), args);

    private string Edited(string pack, Func<string, string> edit)
    {
        var to = Directory.CreateDirectory(Path.Combine(_data, Guid.CreateVersion7().ToString("N"), pack));
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "rulepacks", pack), "*.yaml"))
        {
            File.WriteAllText(
                Path.Combine(to.FullName, Path.GetFileName(file)),
                edit(File.ReadAllText(file))
            );
        }

        return to.FullName;
    }

    private void Found() =>
        Assert.Equal(0, Norms("adopt", Edited("national", text => text), "--by", "p1").Code);

    [Fact]
    public void A_changed_pack_is_shown_proposed_and_confirmed_by_another_person()
    {
        Found();
        var changed = Edited(
            "national",
            text =>
                text.Replace(
                    "{ within: 3wd, starts: item.done-reported }",
                    "{ within: 4wd, starts: item.done-reported }",
                    StringComparison.Ordinal
                )
        );

        var proposed = Norms("adopt", changed, "--by", "p1");
        Assert.Equal((0, ""), (proposed.Code, proposed.Error));
        Assert.Contains("within: 4wd", proposed.Output, StringComparison.Ordinal);

        var looked = Norms("confirm", "national", "--by", "p2");
        Assert.Equal(2, looked.Code);
        var hash = SeenHash.Match(looked.Output).Groups["hash"].Value;
        Assert.Equal(1, Norms("confirm", "national", "--by", "p1", "--seen", hash).Code);
        Assert.Equal(1, Norms("confirm", "national", "--by", "p2", "--seen", new string('0', 64)).Code);
        Assert.Equal(0, Norms("confirm", "national", "--by", "p2", "--seen", hash).Code);
        Assert.Equal(1, Norms("confirm", "national", "--by", "p2", "--seen", hash).Code);

        var adopted = Norms("adopted");
        Assert.Equal(0, adopted.Code);
        Assert.Contains(hash[..12], adopted.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("待核对", adopted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_an_office_may_adopt_rules_only_its_holder_does_from_the_command_line()
    {
        Found();
        await Grant("p-holder", "o-rules", "rules.adopt");
        var changed = Edited(
            "national",
            text => text.Replace("title: 签收时限", "title: 签收期限", StringComparison.Ordinal)
        );

        var (code, output, error) = Norms("adopt", changed, "--by", "p-other");
        Assert.Equal(1, code);
        Assert.Contains(
            "“p-other”今天没有担任有这项权限（rules.adopt）的职务",
            output + error,
            StringComparison.Ordinal
        );

        Assert.Equal(0, Norms("adopt", changed, "--by", "p-holder").Code);
    }

    /// <summary>Puts a person into an office and gives the office a power, as two administrators do.</summary>
    private async Task Grant(string person, string office, string power)
    {
        await using var node = await Node.Open(new NodeOptions(_data));
        var clerk = node.Logs[0].Clerk;
        var traits = Daylight.Registry.PostTraits.Plain;
        var granted = new Daylight.Accounts.GrantProposed(
            "g1",
            Daylight.Accounts.GrantKind.Power,
            office,
            power,
            "职责分工"
        );
        var n = 0;
        foreach (
            var act in new Daylight.Proceedings.Act[]
            {
                new Daylight.Registry.Register.UnitAct(
                    "u1",
                    "330225018",
                    "象山县司法局",
                    "县司法局",
                    Daylight.Registry.UnitKind.GovernmentDepartment
                ),
                new Daylight.Registry.CreatePost.Act(office, "u1", "法制员", traits),
                new Daylight.Registry.EnterPerson.Act(person, "某某"),
                new Daylight.Registry.Appoint.Act(
                    office,
                    person,
                    Daylight.Registry.OfficeKind.Regular,
                    new DateOnly(2026, 1, 1),
                    null,
                    "任〔2026〕1号"
                ),
                new Daylight.Accounts.ProposeGrant.Act(
                    granted.Grant,
                    granted.Kind,
                    granted.To,
                    granted.What,
                    granted.Because
                ),
                new Daylight.Accounts.DecideGrant.ConfirmAct(granted, "a1", "", null),
            }
        )
        {
            var who = act is Daylight.Accounts.DecideGrant.ConfirmAct ? "a2" : "a1";
            Assert.IsType<Daylight.Proceedings.Outcome.Recorded>(
                await clerk.Perform(new($"g{n++}", act, Trial.Officer(who, "o", "u", act.Needs.Name)))
            );
        }
    }

    [Fact]
    public void A_proposed_pack_can_be_laid_aside_with_a_reason()
    {
        Found();
        var changed = Edited(
            "national",
            text => text.Replace("title: 签收时限", "title: 签收期限", StringComparison.Ordinal)
        );
        Assert.Equal(0, Norms("adopt", changed, "--by", "p1").Code);
        Assert.Equal(1, Norms("drop", "national", "--by", "p2", "--reason", " ").Code);
        Assert.Equal(0, Norms("drop", "national", "--by", "p2", "--reason", "标题不必改").Code);
        Assert.Equal(1, Norms("confirm", "national", "--by", "p2").Code);
        Assert.Contains("起有效", Norms("adopted").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_pack_is_told_with_its_place_and_changes_nothing()
    {
        Found();
        var before = Norms("adopted").Output;

        var (code, output, error) = Norms(
            "adopt",
            Edited(
                "national",
                text => text.Replace("kind: deadline", "kind: deadlin", StringComparison.Ordinal)
            ),
            "--by",
            "p1"
        );

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("supervision.yaml:", error, StringComparison.Ordinal);
        Assert.Equal(before, Norms("adopted").Output);
    }

    [Fact]
    public void The_years_notice_is_proposed_looked_at_and_confirmed_by_another_person()
    {
        Found();
        var notice = Path.Combine(_data, "notice.txt");
        File.WriteAllText(notice, Notice2027.Text);

        var proposed = Calendar("propose", notice, "--by", "p1");
        Assert.Equal((0, ""), (proposed.Code, proposed.Error));
        Assert.Contains("2027-02-13", proposed.Output, StringComparison.Ordinal);

        var looked = Calendar("confirm", "2027", "--by", "p2");
        Assert.Equal(2, looked.Code);
        var hash = SeenHash.Match(looked.Output).Groups["hash"].Value;
        Assert.Equal(1, Calendar("confirm", "2027", "--by", "p1", "--seen", hash).Code);
        var confirmed = Calendar("confirm", "2027", "--by", "p2", "--seen", hash);
        Assert.Equal(0, confirmed.Code);
        Assert.Contains("2027年工作日历已采用", confirmed.Output, StringComparison.Ordinal);
        Assert.Contains("（2027）", Norms("adopted").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_with_faults_is_not_proposed()
    {
        Found();
        var notice = Path.Combine(_data, "notice.txt");
        File.WriteAllText(
            notice,
            Notice2027.Text.Replace("至3日（周日）", "至3日（周一）", StringComparison.Ordinal)
        );

        var (code, output, _) = Calendar("propose", notice, "--by", "p1");

        Assert.Equal(1, code);
        Assert.Contains("问题", output, StringComparison.Ordinal);
        Assert.DoesNotContain("（2027）", Norms("adopted").Output, StringComparison.Ordinal);
    }
}
