using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Daylight.Tests.Habits;
using Daylight.Ui;

namespace Daylight.Tests.Ui;

/// <summary>The built files that are committed, so that nobody needs Node to run the product.</summary>
public sealed partial class AssetTests
{
    [GeneratedRegex(@"--(?<name>[a-z0-9-]+):\s*(?<value>#[0-9a-f]{3,6})\s*;", RegexOptions.None, 1000)]
    private static partial Regex Token { get; }

    [Theory]
    [InlineData("daylight.css", "Look", "*.css")]
    [InlineData("narrow.css", "Look", "*.css")]
    [InlineData("dark.css", "Look", "*.css")]
    [InlineData("daylight.js", "Script", "*.ts")]
    public void A_built_file_is_built_from_the_sources_beside_it(string built, string folder, string pattern)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var file in Directory
                .EnumerateFiles(Tree.At($"src/Daylight.Ui/{folder}"), pattern)
                .Order(StringComparer.Ordinal)
        )
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\n"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        var expected = $"/* sources {Convert.ToHexStringLower(hash.GetHashAndReset())} */";
        Assert.True(
            Tree.Read($"src/Daylight.Ui/Assets/{built}").StartsWith(expected, StringComparison.Ordinal),
            $"{built} is older than src/Daylight.Ui/{folder}. Run: npm ci && npm run build in eng/ui"
        );
    }

    [Fact]
    public void The_whole_look_is_small() =>
        Assert.True(Size("daylight.css") + Size("narrow.css") + Size("dark.css") < 25 * 1024);

    [Fact]
    public void The_script_is_small() => Assert.True(Size("daylight.js") < 10 * 1024);

    [Fact]
    public void An_address_changes_with_its_content()
    {
        var asset = BuiltAssets.Of(typeof(Visit).Assembly)["daylight.css"];

        var hash = Convert.ToHexStringLower(SHA256.HashData(asset.Content))[..12];
        Assert.Equal($"/assets/daylight.{hash}.css", asset.Href);
        Assert.Equal(asset.Href, BuiltAssets.Href("daylight.css"));
    }

    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            (string Text, string Ground)[] pairs =
            [
                ("ink", "paper"),
                ("ink", "card"),
                ("ink", "sunk"),
                ("ink", "wash"),
                ("soft", "paper"),
                ("soft", "card"),
                ("soft", "sunk"),
                ("accent", "card"),
                ("accent", "paper"),
                ("accent", "sunk"),
                ("accent", "wash"),
                ("accent", "bad-wash"),
                ("accent", "soon-wash"),
                ("accent-ink", "accent"),
                ("accent-ink", "accent-deep"),
                .. from tone in new[] { "still", "going", "good", "soon", "bad" }
                from ground in new[] { $"{tone}-wash", "card", "paper", "sunk" }
                select (tone, ground),
            ];
            return
            [
                .. from pair in pairs
                from sheet in new[] { "tokens.css", "dark.css" }
                select (sheet, pair.Text, pair.Ground),
            ];
        }
    }

    /// <summary>Elder-friendly norm of 2021 and WCAG 1.4.3: at least 4.5 to 1.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_stands_out_from_its_ground(string sheet, string text, string ground)
    {
        var tokens = Tokens(sheet);

        Assert.InRange(Contrast(tokens[text], tokens[ground]), 4.5, 21);
    }

    /// <summary>WCAG 1.4.11: what marks a control or a part of a chart, at least 3 to 1.</summary>
    [Theory]
    [InlineData("tokens.css")]
    [InlineData("dark.css")]
    public void Edges_and_chart_colours_stand_out_from_a_card(string sheet)
    {
        var tokens = Tokens(sheet);
        foreach (var mark in new[] { "edge", "c1", "c2", "c3", "c4", "c5", "c6" })
        {
            Assert.InRange(Contrast(tokens[mark], tokens["card"]), 3.0, 21);
        }
    }

    private static int Size(string asset) => BuiltAssets.Of(typeof(Visit).Assembly)[asset].Content.Length;

    private static Dictionary<string, string> Tokens(string sheet) =>
        Token
            .Matches(Tree.Read($"src/Daylight.Ui/Look/{sheet}"))
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    private static double Contrast(string a, string b)
    {
        var (light, dark) = (Luminance(a), Luminance(b));
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var hex = colour[1..];
        var full = hex.Length == 3 ? string.Concat(hex.Select(digit => $"{digit}{digit}")) : hex;
        double[] parts =
        [
            .. Convert
                .FromHexString(full)
                .Select(part => part / 255.0)
                .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)),
        ];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
