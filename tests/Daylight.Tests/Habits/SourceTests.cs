using System.Globalization;
using System.Text.RegularExpressions;

namespace Daylight.Tests.Habits;

/// <summary>Habits that are read off the source text.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] s_web = ["src/Daylight.Ui/", "src/Daylight.Web/", "src/Daylight.Cli/"];

    private static IReadOnlyList<string> Code { get; } = [.. Tree.Files("src", "*.cs")];

    [GeneratedRegex(
        @"^namespace (?<name>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex FileScopedNamespace { get; }

    [GeneratedRegex(@"^\s*#pragma warning disable [\w, ]+$", RegexOptions.Multiline, 1_000)]
    private static partial Regex PragmaWithoutReason { get; }

    [GeneratedRegex(@"^\s*#\s*(end)?region\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Region { get; }

    [Fact]
    public void Every_file_has_a_file_scoped_namespace_that_begins_with_its_project()
    {
        var wrong =
            from file in Code
            where Path.GetFileName(file) is not ("Program.cs" or "GlobalUsings.cs" or "AssemblyInfo.cs")
            let project = file.Split('/')[1]
            let name = FileScopedNamespace.Match(Tree.Read(file)).Groups["name"].Value
            where name != project && !name.StartsWith(project + ".", StringComparison.Ordinal)
            select $"{file}: '{name}'";

        Assert.NotEmpty(Code);
        Found.None(wrong);
    }

    [Fact]
    public void The_web_framework_stays_in_faces_and_hosts() =>
        Found.None(
            Code.Concat(Tree.Files("src", "*.razor"))
                .Where(file => !Array.Exists(s_web, web => file.StartsWith(web, StringComparison.Ordinal)))
                .Where(file => !file.Contains("/Faces/", StringComparison.Ordinal))
                .Where(file =>
                    file.EndsWith(".razor", StringComparison.Ordinal)
                    || Tree.Read(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
                )
        );

    /// <summary>One layer over OpenSSL: what talks to it past that layer escapes the self test and the handles.</summary>
    [Fact]
    public void Only_the_cryptography_talks_to_OpenSSL() =>
        Found.None(
            Code.Where(file => Tree.Read(file).Contains("libcrypto", StringComparison.Ordinal))
                .Where(file => !file.StartsWith("src/Daylight.Crypto/Native/", StringComparison.Ordinal))
        );

    [Fact]
    public void A_rule_that_is_switched_off_has_its_reason_on_the_line() =>
        Found.None(
            Tree.Read(".editorconfig")
                .Split('\n')
                .Where(line => SwitchedOff().IsMatch(line) && !line.Contains(" # ", StringComparison.Ordinal))
        );

    [Fact]
    public void Nothing_is_switched_off_inside_the_code_without_a_reason()
    {
        var files = Code.Concat(Tree.Files("tests", "*.cs"))
            .Where(file => !file.EndsWith("/SourceTests.cs", StringComparison.Ordinal));

        Found.None(files.Where(file => PragmaWithoutReason.IsMatch(Tree.Read(file))));
        Found.None(Code.Where(file => Region.IsMatch(Tree.Read(file))));
        Found.None(
            Tree.Files("src", "*.csproj")
                .Where(file => Tree.Read(file).Contains("<NoWarn>", StringComparison.Ordinal))
        );
    }

    /// <summary>The wall clock cannot be read by mistake: it is banned, and the ban is wired into every project.</summary>
    [Fact]
    public void The_wall_clock_is_banned_in_every_project()
    {
        var banned = Tree.Read("eng/BannedSymbols.txt");
        var build = Tree.Read("Directory.Build.props");

        Assert.All(
            [
                "P:System.DateTime.Now;",
                "P:System.DateTime.UtcNow;",
                "P:System.DateTime.Today;",
                "P:System.DateTimeOffset.Now;",
                "P:System.DateTimeOffset.UtcNow;",
                "P:System.Random.Shared;",
                "P:System.Globalization.CultureInfo.CurrentCulture;",
            ],
            symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal)
        );
        Assert.Contains("eng/BannedSymbols.txt", build, StringComparison.Ordinal);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", build, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true", build, StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", Tree.Read(".editorconfig"), StringComparison.Ordinal);
        Found.None(
            Tree.Files("src", "Directory.Build.props")
                .Where(file => !Tree.Read(file).Contains("GetPathOfFileAbove", StringComparison.Ordinal))
        );
    }

    /// <summary>
    /// The budget: files with a median of at most 70 lines and 220 at the 90th percentile; bodies of members with 6 and
    /// 20, under 3% above 40, none above 80. The figures are printed; only the last one is a rule.
    /// </summary>
    [Fact]
    public void The_size_budget_is_reported_and_no_member_has_more_than_80_lines()
    {
        var files = Code.Select(file => Lines(file).Length).Order().ToList();
        var members = Code.SelectMany(Members).OrderBy(member => member.Lines).ToList();
        var sizes = members.ConvertAll(member => member.Lines);
        var tests = Tree.Files("tests", "*.cs").Sum(file => Lines(file).Length);

        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                files: {files.Count}, median {At(files, 0.5)} (70), 90th percentile {At(
                    files,
                    0.9
                )} (220), largest {files[^1]}
                members with a body: {sizes.Count}, median {At(sizes, 0.5)} (6), 90th percentile {At(
                    sizes,
                    0.9
                )} (20), above 40: {sizes.Count(size => size > 40) * 100.0 / sizes.Count:F1}% (3%)
                lines of tests per line of source: {(double)tests / files.Sum():F2} (1)
                """
            )
        );
        Found.None(members.Where(member => member.Lines > 80));
    }

    private static int At(List<int> ordered, double share) => ordered[(int)((ordered.Count - 1) * share)];

    private static string[] Lines(string file) => Tree.Read(file).TrimEnd().Split('\n');

    /// <summary>
    /// Members of types and of types nested once, as the formatter lays them out: the lines between the braces, or those
    /// of the expression. Fields, automatic properties and interface members have none and do not count.
    /// </summary>
    private static IEnumerable<(string File, int Line, int Lines)> Members(string file)
    {
        var lines = Lines(file);
        for (var start = 1; start < lines.Length; start++)
        {
            var indent = lines[start].Length - lines[start].TrimStart().Length;
            if (
                indent is 4 or 8
                && MemberHead().IsMatch(lines[start][indent..])
                && Size(lines, start, new string(' ', indent)) is { } size
            )
            {
                yield return (file, start + 1, size);
            }
        }
    }

    private static int? Size(string[] lines, int start, string indent)
    {
        var last = Array.FindIndex(
            lines,
            start,
            line => line == indent + "{" || line.EndsWith(';') || line.EndsWith('}')
        );
        if (last < 0)
        {
            return null;
        }

        if (lines[last] == indent + "{")
        {
            return Array.FindIndex(
                    lines,
                    last,
                    line => line.StartsWith(indent + "}", StringComparison.Ordinal)
                )
                - last
                - 1;
        }

        last = Array.FindIndex(lines, start, line => line.EndsWith(';'));
        var arrow = Array.FindIndex(lines, start, line => line.Contains("=>", StringComparison.Ordinal));
        return
            last >= arrow
            && arrow >= 0
            && ExpressionBody().IsMatch(string.Join(' ', lines[start..(arrow + 1)]))
            ? Math.Max(1, last - arrow)
            : null;
    }

    [GeneratedRegex("^[^=]*=>", RegexOptions.None, 1_000)]
    private static partial Regex ExpressionBody();

    [GeneratedRegex(
        @"^dotnet_diagnostic\.\w+\.severity = (none|silent|suggestion)",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex SwitchedOff();

    [GeneratedRegex(
        @"^(?!.*\b(class|record|struct|interface|enum|extension)\b)((public|internal|private|protected|static|async|override|virtual|unsafe|partial|sealed|abstract|new|implicit|explicit|file)\s)+",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex MemberHead();
}
