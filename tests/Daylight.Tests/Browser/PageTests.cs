using System.Collections.Concurrent;
using System.Reflection;
using Daylight.Tests.Habits;
using Daylight.Tests.Web;
using Daylight.Ui;
using Daylight.Web.Demo;

namespace Daylight.Tests.Browser;

/// <summary>What holds on every page of the host's own route table, in a real browser.</summary>
public sealed class PageTests(DemoCountyHost county, Chromium chromium) : IClassFixture<DemoCountyHost>
{
    private const int MostMarkup = 60 * 1024;
    private const int MostScript = 10 * 1024;

    /// <summary>Light at a desk, dark on a phone, and the 关怀版 on both.</summary>
    private static readonly Screen[] s_screens =
    [
        Screen.Desk,
        Screen.Hand.Dark,
        Screen.Hand.Care,
        Screen.Desk.Care with
        {
            Display = "en.dark.care30",
        },
    ];

    private const string Targets = """
        least => {
          const small = [];
          for (const control of document.querySelectorAll("button, .button, input:not([type=hidden]), select, textarea, summary, nav.nav a, .tool, .tabs a, .pager a, .data thead a")) {
            if (control.matches("[type=file], span") || !control.checkVisibility()) continue;
            control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
            const box = control.getBoundingClientRect();
            const [x, y, reach] = [box.left + box.width / 2, box.top + box.height / 2, least / 2 - 2];
            const owner = control.closest("label") ?? control;
            for (const dy of [-reach, reach]) {
              const hit = document.elementFromPoint(x, y + dy);
              if (!hit || !(owner.contains(hit) || hit.contains(owner)) || hit !== owner && hit.contains(owner) && box.height + 2 < least) {
                small.push(control.outerHTML.slice(0, 110) + " " + Math.round(box.width) + "x" + Math.round(box.height));
                break;
              }
            }
          }
          return small.slice(0, 5);
        }
        """;

    [Fact]
    public async Task Every_page_of_the_route_table_is_found()
    {
        await Prepare();
        var (_, missed) = await Crawl.Of(county);
        Found.None(missed);
    }

    [Fact]
    public async Task No_page_is_longer_than_60_KB_and_the_script_than_10_KB()
    {
        var (found, _) = await Crawl.Of(county);
        Found.None(found.Where(page => page.Bytes > MostMarkup));
        using var walker = await county.As(null);
        var script = (await walker.Open("/"))
            .QuerySelectorAll("script[src]")
            .Select(element => element.GetAttribute("src")!)
            .ToList();
        var length = 0;
        foreach (var source in script)
        {
            length += (await walker.Bytes(source)).Length;
        }

        Assert.InRange(length, 1, MostScript);
    }

    [Fact]
    public async Task Axe_finds_nothing_on_any_page_and_none_is_too_wide_or_too_small_to_touch()
    {
        var axe = await Axe();
        await Prepare();
        var (found, _) = await Crawl.Of(county);
        var pages = found
            .OrderBy(page => page.Person is null ? 0 : 1)
            .DistinctBy(page => page.Pattern.Length == 0 ? page.Address : page.Pattern)
            .ToList();
        Assert.True(pages.Count > 40, $"only {pages.Count} pages were found");
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            s_screens,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (screen, _) =>
            {
                foreach (var group in pages.GroupBy(page => page.Person))
                {
                    await using var window = await chromium.Open(county.Address, screen);
                    if (group.Key is { } person)
                    {
                        await window.Cookie(DemoVisitors.Cookie, person);
                    }

                    foreach (var page in group)
                    {
                        await window.Go(page.Address);
                        await Look(window, page, axe, faults);
                    }
                }
            }
        );
        Found.None(faults.Order(StringComparer.Ordinal));
    }

    /// <summary>A signed paper and an announced draw, so that their pages are there.</summary>
    private async Task Prepare()
    {
        using var officer = await county.As("p-wang");
        var form = Walker.Form(await officer.Open("/desk/items/demo-06/papers/Assignment"), "paper");
        Assert.Equal(302, (await officer.Send(form)).Status);
        var today = DateOnly.FromDateTime(county.Now.UtcDateTime);
        var announced = await officer.Send(
            Walker
                .Form(await officer.Open("/desk/look-back"), "announce")
                .With("from", Dates.Machine(today.AddDays(-90)))
                .With("to", Dates.Machine(today.AddDays(-1)))
                .With("size", "30")
                .With("sources", "福彩双色球第2026130期红球")
                .With("seeds-on", Dates.Machine(today.AddDays(2)))
        );
        // The second of two tests is told that this is drawn already.
        Assert.Contains(announced.Status, (int[])[302, 409]);
    }

    private static async Task Look(Window window, FoundPage page, string axe, ConcurrentBag<string> faults)
    {
        var where = $"{page.Address} ({page.Person}) {window.Screen.Display} {window.Screen.Width}";
        if (
            (int)(await window.Read("Math.max(document.documentElement.scrollWidth, innerWidth)"))!
            > window.Screen.Width
        )
        {
            faults.Add($"{where}: wider than the screen");
        }

        var least = window.Screen.Display.Contains("care", StringComparison.Ordinal) ? 60 : 44;
        foreach (var small in (await window.Read($"({Targets})({least})"))!.AsArray())
        {
            faults.Add($"{where}: less than {least} px: {small}");
        }

        // What stands folded is looked at too; of the drawers one, since they lie over the page.
        await window.Read(
            "document.querySelectorAll('details').forEach(d => d.open = !d.matches('.why, .drop') || d === document.querySelector('.why')); scrollTo(0, 0)"
        );
        await window.Read(axe + ";0");
        var violations = (
            await window.Read(
                "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })"
                    + ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.any.concat(n.all, n.none).map(c => c.message).join('; ').slice(0, 200)).join(' | ')))"
            )
        )!.AsArray();
        foreach (var violation in violations)
        {
            faults.Add($"{where}: {violation}");
        }
    }

    /// <summary>The script of axe-core, out of its package.</summary>
    private static async Task<string> Axe()
    {
        var package = Assembly.Load("Deque.AxeCore.Commons");
        var name = package
            .GetManifestResourceNames()
            .Single(name => name.EndsWith("axe.min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(package.GetManifestResourceStream(name)!);
        return await reader.ReadToEndAsync();
    }
}
