using System.Collections.Immutable;
using System.Text;

namespace Daylight.Ui;

/// <summary>The query of a list page as a value: filters, order, page. Lists filter by GET, so every view has an address.</summary>
public sealed record Query(string Path, ImmutableArray<KeyValuePair<string, string>> Pairs)
{
    public static Query Empty(string path) => new(path, []);

    /// <summary>Reads <c>/desk/items?state=open&amp;page=2</c>; repeated and empty values are kept as they are.</summary>
    public static Query Read(string pathAndQuery)
    {
        var cut = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        return cut < 0
            ? Empty(pathAndQuery)
            : new Query(
                pathAndQuery[..cut],
                [
                    .. pathAndQuery[(cut + 1)..]
                        .Split('&', StringSplitOptions.RemoveEmptyEntries)
                        .Select(pair => pair.Split('=', 2))
                        .Select(pair =>
                            KeyValuePair.Create(Decode(pair[0]), pair.Length > 1 ? Decode(pair[1]) : "")
                        ),
                ]
            );
    }

    public string? this[string name] =>
        Pairs.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>The same query with one value set, or taken out by null. A changed filter starts again at the first page.</summary>
    public Query With(string name, string? value) =>
        this with
        {
            Pairs =
            [
                .. Pairs.Where(pair => pair.Key != name && (name == PageName || pair.Key != PageName)),
                .. value is null ? [] : new[] { KeyValuePair.Create(name, value) },
            ],
        };

    public const string PageName = "page";

    public const string OrderName = "order";

    /// <summary>The address, leaving out empty values.</summary>
    public string Href
    {
        get
        {
            var href = new StringBuilder(Path);
            var mark = '?';
            foreach (var (name, value) in Pairs.Where(pair => pair.Value.Length > 0))
            {
                href.Append(mark)
                    .Append(Uri.EscapeDataString(name))
                    .Append('=')
                    .Append(Uri.EscapeDataString(value));
                mark = '&';
            }

            return href.ToString();
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
