using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace Daylight.Tests.Documents;

/// <summary>A document as LibreOffice lays it out: its words with their places, in millimetres from the upper left corner.</summary>
internal sealed record Rendered(IReadOnlyList<RenderedPage> Pages)
{
    private const double Points = 72 / 25.4;

    /// <summary>What zbar (zbar-tools) reads off the printed first page, at 150 dots an inch as a phone's camera gives it.</summary>
    public static async Task<string> Picture(byte[] document)
    {
        var folder = Directory.CreateTempSubdirectory("daylight-render-").FullName;
        try
        {
            await Print(folder, document);
            await Run("pdftoppm", $"-r 150 -f 1 -l 1 -singlefile -png {folder}/paper.pdf {folder}/page");
            return await Run("zbarimg", $"--quiet --raw {folder}/page.png");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Needs libreoffice-writer-nogui and poppler-utils (eng/apt.txt); without them a test that calls it fails.</summary>
    public static async Task<Rendered> Of(byte[] document)
    {
        var folder = Directory.CreateTempSubdirectory("daylight-render-").FullName;
        try
        {
            await Print(folder, document);
            await Run("pdftotext", $"-bbox-layout {folder}/paper.pdf {folder}/paper.xml");
            if (Environment.GetEnvironmentVariable("DAYLIGHT_RENDERED") is { } kept)
            {
                Directory.CreateDirectory(kept);
                File.Copy(
                    Path.Combine(folder, "paper.pdf"),
                    Path.Combine(kept, $"{TestContext.Current.TestMethod!.MethodName}-{document.Length}.pdf"),
                    overwrite: true
                );
            }

            return new Rendered([
                .. XDocument
                    .Load(Path.Combine(folder, "paper.xml"))
                    .Descendants()
                    .Where(element => element.Name.LocalName == "page")
                    .Select(RenderedPage.Read),
            ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public string Text => string.Join('\n', Pages.SelectMany(page => page.Lines).Select(line => line.Text));

    /// <summary>The first line that holds these words.</summary>
    public RenderedLine Line(string words) =>
        Pages
            .SelectMany(page => page.Lines)
            .First(line => line.Text.Contains(words, StringComparison.Ordinal));

    internal static double Millimetres(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture) / Points;

    private static async Task Print(string folder, byte[] document)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "paper.docx"), document);
        await Run(
            "soffice",
            $"-env:UserInstallation=file://{folder}/profile --headless --convert-to pdf --outdir {folder} {folder}/paper.docx"
        );
    }

    private static async Task<string> Run(string program, string arguments)
    {
        using var process =
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            ) ?? throw new InvalidOperationException($"{program} does not start.");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var answer = process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{program}: {await process.StandardError.ReadToEndAsync()}");
        return await answer;
    }
}

/// <summary>The lines of a page from top to bottom; words at one height are one line.</summary>
internal sealed record RenderedPage(double Width, double Height, IReadOnlyList<RenderedLine> Lines)
{
    public static RenderedPage Read(XElement page)
    {
        var words = page.Descendants()
            .Where(element => element.Name.LocalName == "word")
            .Select(element => new RenderedLine(
                element.Value,
                Rendered.Millimetres(element, "xMin"),
                Rendered.Millimetres(element, "yMin"),
                Rendered.Millimetres(element, "xMax"),
                Rendered.Millimetres(element, "yMax")
            ))
            .OrderBy(word => word.Middle)
            .ToList();
        var lines = new List<List<RenderedLine>>();
        foreach (var word in words)
        {
            if (lines.Count > 0 && word.Middle - lines[^1][0].Middle < 2)
            {
                lines[^1].Add(word);
            }
            else
            {
                lines.Add([word]);
            }
        }

        return new RenderedPage(
            Rendered.Millimetres(page, "width"),
            Rendered.Millimetres(page, "height"),
            [.. lines.Select(line => RenderedLine.Of([.. line.OrderBy(word => word.Left)]))]
        );
    }
}

internal sealed record RenderedLine(string Text, double Left, double Top, double Right, double Bottom)
{
    public double Middle => (Top + Bottom) / 2;

    public double Centre => (Left + Right) / 2;

    public static RenderedLine Of(IReadOnlyList<RenderedLine> words) =>
        new(
            string.Concat(words.Select(word => word.Text)),
            words[0].Left,
            words.Min(word => word.Top),
            words.Max(word => word.Right),
            words.Max(word => word.Bottom)
        );
}
