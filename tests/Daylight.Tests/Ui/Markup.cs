using AngleSharp.Dom;

namespace Daylight.Tests.Ui;

/// <summary>What holds for the markup of every page and every part of one.</summary>
internal static class Markup
{
    /// <summary>No inline style or script, unique ids, references that lead somewhere, labels, charts with tables.</summary>
    public static void CheckPart(IDocument document)
    {
        None(document.All.Where(element => element.Attributes.Any(IsInline)));
        None(document.QuerySelectorAll("style").Concat(document.QuerySelectorAll("script:not([src])")));
        None(document.QuerySelectorAll("[href^='javascript:' i]"));

        var ids = document.QuerySelectorAll("[id]").Select(element => element.Id!).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        None(References(document).Where(id => !ids.Contains(id)));

        None(
            document
                .QuerySelectorAll("input, select, textarea")
                .Where(control => !IsLabelled(document, control))
        );
        None(
            document
                .QuerySelectorAll("figure.chart")
                .Where(chart => chart.QuerySelector("table") is null && chart.QuerySelector(".empty") is null)
        );
        None(document.QuerySelectorAll("figure.chart svg").Where(svg => !IsHeardOrHidden(svg)));
        None(document.QuerySelectorAll("table").Where(table => table.QuerySelector("caption") is null));
        None(
            document
                .QuerySelectorAll("form[method=post]")
                .Where(form => form.QuerySelector("[name=form-token]") is null)
        );
        None(
            document
                .QuerySelectorAll("button, a, summary, h1, h2, h3, th")
                .Where(element =>
                    element.TextContent.Trim().Length == 0
                    && !element.HasAttribute("aria-label")
                    && element.QuerySelector("[aria-label]") is null
                )
        );
    }

    /// <summary>Language, title, landmarks, one first heading, the way past the navigation.</summary>
    public static void CheckPage(IDocument document)
    {
        CheckPart(document);
        Assert.Contains(document.DocumentElement.GetAttribute("lang"), (string[])["zh-Hans", "en"]);
        Assert.False(string.IsNullOrWhiteSpace(document.Title));
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Single(document.QuerySelectorAll("main"));
        Assert.Single(document.QuerySelectorAll("body > header"));
        Assert.Single(document.QuerySelectorAll("body > footer"));
        Assert.Equal("#content", document.QuerySelector("body > a.skip")?.GetAttribute("href"));
        None(document.QuerySelectorAll("nav").Where(nav => !nav.HasAttribute("aria-label")));
        None(SkippedHeadings(document));
    }

    /// <summary>Nothing was found; what was is shown as it stands in the page.</summary>
    private static void None(IEnumerable<object> found) =>
        Assert.Empty(found.Select(one => one is IElement element ? element.OuterHtml : one));

    private static bool IsInline(IAttr attribute) =>
        attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> References(IDocument document) =>
        from name in (string[])["aria-labelledby", "aria-describedby", "aria-controls", "for", "list"]
        from element in document.QuerySelectorAll($"[{name}]")
        from id in element.GetAttribute(name)!.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select id;

    private static bool IsLabelled(IDocument document, IElement control) =>
        control.GetAttribute("type") == "hidden"
        || control.HasAttribute("aria-label")
        || control.Closest("label") is not null
        || document.QuerySelectorAll("label[for]").Any(label => label.GetAttribute("for") == control.Id);

    private static bool IsHeardOrHidden(IElement svg) =>
        svg.Closest("[aria-hidden=true]") is not null || svg.Closest("[role=img][aria-label]") is not null;

    /// <summary>A heading more than one level below the one before it.</summary>
    private static IEnumerable<string> SkippedHeadings(IDocument document)
    {
        var before = 1;
        foreach (var heading in document.QuerySelectorAll("main h1, main h2, main h3, main h4"))
        {
            var level = heading.LocalName[1] - '0';
            if (level > before + 1)
            {
                yield return heading.OuterHtml;
            }

            before = level;
        }
    }
}
