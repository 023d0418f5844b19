using System.Collections.Frozen;

namespace Daylight.Ui;

/// <summary>Who acts, as the header shows it: name, and the office he acts in (办理身份).</summary>
/// <param name="Grants">What this office may open, in the words of <see cref="NavigationEntry.Needs"/>.</param>
public sealed record Visitor(string Name, string Mandate, FrozenSet<string> Grants);

/// <summary>One entry of the navigation.</summary>
/// <param name="Needs">The grant without which the entry is not shown; null for everybody.</param>
/// <param name="Order">Smaller comes first.</param>
public sealed record NavigationEntry(
    Func<Language, string> Title,
    string Href,
    int Order,
    string? Needs = null
)
{
    public bool IsFor(Visitor? visitor) => Needs is null || visitor?.Grants.Contains(Needs) == true;

    /// <summary>
    /// Grants whose holders use it day by day: for them it stands in the bar, for others below 更多. Null: in the bar of everybody.
    /// </summary>
    public IReadOnlyList<string>? Daily { get; init; }

    /// <summary>Stands in the menu of the visitor, beside his name.</summary>
    public bool Own { get; init; }

    /// <summary>Who is not signed in finds all that is for him in the bar.</summary>
    internal bool IsDaily(Visitor? visitor) =>
        Daily is null || visitor is null || Daily.Any(visitor.Grants.Contains);

    /// <summary>Further addresses whose pages belong to this entry.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Whether a page at <paramref name="path"/> lies at or below this entry.</summary>
    public bool Holds(string path) => Reach(path) > 0;

    /// <summary>Letters of the longest of its addresses that holds the path; 0 where none does.</summary>
    internal int Reach(string path) =>
        Also.Prepend(Href)
            .Where(href => Holds(href, path))
            .Select(href => href.Length)
            .DefaultIfEmpty()
            .Max();

    private static bool Holds(string href, string path) =>
        href == "/"
            ? path == "/"
            : path.StartsWith(href, StringComparison.Ordinal)
                && (path.Length == href.Length || path[href.Length] == '/');
}

/// <summary>A way on from the home page to what an office does often.</summary>
/// <param name="What">What one finds there, in one line.</param>
/// <param name="Order">Smaller comes first.</param>
/// <param name="For">Grants of which one is enough; the entry is shown to nobody else.</param>
public sealed record Door(
    Func<Language, string> Title,
    Func<Language, string> What,
    string Href,
    int Order,
    params IReadOnlyList<string> For
)
{
    public bool IsFor(Visitor? visitor) => visitor is not null && For.Any(visitor.Grants.Contains);
}

/// <summary>
/// One request as its page needs it: language and display, place, who is there, what he may open, where he is.
/// The host makes it once per request and cascades it to every component.
/// </summary>
public sealed class Visit
{
    private readonly Dictionary<string, int> _ids = [];

    public Display Display { get; init; } = Display.Default;

    public Language Language => Display.Language;

    /// <summary>The name of the place, e.g. 象山县.</summary>
    public string Place { get; init; } = "";

    public Visitor? Visitor { get; init; }

    /// <summary>The entries that this visitor may see, in order.</summary>
    public IReadOnlyList<NavigationEntry> Navigation { get; init; } = [];

    /// <summary>The entries that stand in the bar.</summary>
    public IEnumerable<NavigationEntry> Bar =>
        Navigation.Where(entry => !entry.Own && entry.IsDaily(Visitor));

    /// <summary>The entries below 更多.</summary>
    public IEnumerable<NavigationEntry> More =>
        Navigation.Where(entry => !entry.Own && !entry.IsDaily(Visitor));

    /// <summary>The ways on that the home page shows to this visitor, in order.</summary>
    public IReadOnlyList<Door> Doors { get; init; } = [];

    /// <summary>Path without query.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Path and query, so that a switch of display comes back to the same list.</summary>
    public string PathAndQuery { get; init; } = "/";

    /// <summary>Scheme and host under which this site was called, such as https://daylight.xiangshan.example.</summary>
    public string Site { get; init; } = "";

    /// <summary>What the log is worth today, e.g. 仅本县记录，尚无外部见证. Null where no log is served.</summary>
    public string? LogStanding { get; init; }

    /// <summary>Where <see cref="LogStanding"/> is explained.</summary>
    public string? LogHref { get; init; }

    /// <summary>Where the field of the shell looks; null where this visitor has none.</summary>
    public string? SearchHref { get; init; }

    public string? SignInHref { get; init; }

    public string? SignOutHref { get; init; }

    /// <summary>The entry of the current page: the longest that holds the path.</summary>
    public NavigationEntry? Current => (_current ??= new(Find())).Entry;

    private Found? _current;

    private sealed record Found(NavigationEntry? Entry);

    private NavigationEntry? Find() =>
        Navigation
            .Where(entry => entry.Holds(Path))
            .OrderByDescending(entry => entry.Reach(Path))
            .FirstOrDefault();

    /// <summary>An id unique on this page: the same page gives the same ids again.</summary>
    public string NextId(string stem)
    {
        var number = _ids.GetValueOrDefault(stem) + 1;
        _ids[stem] = number;
        return $"{stem}{number}";
    }

    /// <summary>The address that sets another display and comes back here.</summary>
    public string DisplayHref(Display display) =>
        $"/display?to={Uri.EscapeDataString(display.ToString())}&back={Uri.EscapeDataString(PathAndQuery)}";
}
