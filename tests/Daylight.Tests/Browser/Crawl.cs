using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Daylight.Tests.Web;

namespace Daylight.Tests.Browser;

/// <summary>A page of the host as somebody found it.</summary>
/// <param name="Pattern">Its route.</param>
/// <param name="Person">Who may see it; null for everybody.</param>
/// <param name="Bytes">How long its markup is, uncompressed.</param>
internal sealed record FoundPage(string Pattern, string? Person, string Address, int Bytes);

/// <summary>
/// Every page of the host's own route table, found by following links from the home pages, each by somebody who may see
/// it. A page to which no link leads has its address below; a route that is neither fails, so that a new page is covered.
/// </summary>
internal static partial class Crawl
{
    /// <summary>Pages to which no link leads from a page that shows them, and whoever opens them.</summary>
    private static readonly (string? Person, string Address)[] s_typed =
    [
        (null, "/"),
        (null, "/nowhere"),
        (null, "/desk"),
        (null, "/sign-in"),
        (null, "/slip"),
        (null, "/slip/none"),
        (null, "/invitation/none"),
        (null, "/draw"),
        ("p-sun", "/desk/account"),
        ("p-sun", "/desk/admin"),
        ("p-sun", "/desk/admin/accounts"),
        ("p-sun", "/desk/admin/waiting"),
        ("p-sun", "/desk/admin/powers"),
        ("p-sun", "/desk/admin/many"),
        ("p-sun", "/desk/erasures/case?case=none"),
        ("p-sun", "/desk/admin/receivers"),
        ("p-sun", "/desk/admin/gateways"),
        ("p-sun", "/desk/api"),
        ("p-sun", "/slip-card"),
        ("p-wang", "/desk/search?q=管网"),
        ("p-wang", "/desk/glossary"),
        ("p-wang", "/desk/levels"),
        (null, "/about/glossary"),
        ("p-sun", "/desk/rules/pack/national"),
        (null, "/style"),
        (null, "/style/list"),
        (null, "/style/forms"),
        (null, "/style/charts"),
        ("p-wang", "/desk/items/demo-06"),
        ("p-li", "/desk/items/demo-06"),
        ("p-wang", "/desk/items?q=没有这样的事项"),
    ];

    /// <summary>What is no page, by the beginning of its route, or whole.</summary>
    private static readonly string[] s_noPages =
    [
        "/_framework",
        "/assets",
        "/health",
        "/metrics",
        "/display",
        "/log",
        "/witness",
        "/demo/leave",
        "/api",
        "/openapi",
        "/sign-in/provider/back",
        "/desk/erasures/receipt",
        "/desk/items/{item}/files",
        "/feed.atom",
        "/open/",
        "/desk/feeds",
    ];

    [GeneratedRegex(@"\{\*{0,2}[a-zA-Z]+[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter { get; }

    /// <summary>What was found, and the routes for which nothing was.</summary>
    public static async Task<(IReadOnlyList<FoundPage> Found, IReadOnlyList<string> Missed)> Of(
        DemoCountyHost county
    )
    {
        var routes = county
            .Routes.Where(route => route.Method is "GET" or "*")
            .Select(route => route.Pattern)
            .Distinct()
            .Where(pattern => !s_noPages.Any(no => pattern.StartsWith(no, StringComparison.Ordinal)))
            // Files by their endings.
            .Where(pattern => !Path.GetFileName(pattern).Contains('.', StringComparison.Ordinal))
            .OrderBy(pattern => Parameter.Count(pattern))
            .ThenByDescending(pattern => pattern.Length)
            .Select(pattern => (Pattern: pattern, Fits: Fitting(pattern)))
            .ToList();
        var found = new List<FoundPage>();
        var seen = new HashSet<(string? Person, string Pattern)>();
        var other = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in county.County.People.Select(person => person.Id).Prepend(null))
        {
            using var walker = await county.As(person);
            var waiting = new Queue<string>(
                s_typed
                    .Where(typed => typed.Person == person)
                    .Select(typed => typed.Address)
                    .Prepend(person is null ? "/" : "/desk")
            );
            while (waiting.TryDequeue(out var address))
            {
                var path = Uri.UnescapeDataString(address.Split('?', '#')[0]);
                var pattern = routes.FirstOrDefault(route => route.Fits.IsMatch(path)).Pattern ?? "";
                var typed = s_typed.Contains((person, address));
                if (pattern.Length == 0 && !typed || !seen.Add((person, typed ? address : pattern)))
                {
                    continue;
                }

                var answer = await walker.Get(address);
                if (answer.Page.QuerySelector("main") is null)
                {
                    other.Add(pattern);
                    continue;
                }

                if (answer.Status == 200 || typed)
                {
                    found.Add(
                        new(pattern, person, address, System.Text.Encoding.UTF8.GetByteCount(answer.Body))
                    );
                    foreach (var link in answer.Page.QuerySelectorAll("a[href^='/']"))
                    {
                        waiting.Enqueue(link.GetAttribute("href")!);
                    }
                }
            }
        }

        return (
            found,
            [
                .. routes
                    .Select(route => route.Pattern)
                    .Where(pattern => !other.Contains(pattern) && found.All(page => page.Pattern != pattern)),
            ]
        );
    }

    private static Regex Fitting(string pattern)
    {
        var at = 0;
        var fits = new System.Text.StringBuilder("^");
        foreach (Match part in Parameter.Matches(pattern))
        {
            fits.Append(Regex.Escape(pattern[at..part.Index]))
                .Append(part.Value.StartsWith("{*", StringComparison.Ordinal) ? ".+" : "[^/]+");
            at = part.Index + part.Length;
        }

        fits.Append(Regex.Escape(pattern[at..])).Append("/?$");
        return new Regex(fits.ToString(), RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
