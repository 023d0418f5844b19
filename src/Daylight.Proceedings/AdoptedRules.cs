namespace Daylight.Proceedings;

/// <summary>The rule packs and calendar years that a jurisdiction has adopted, in order of adoption.</summary>
public sealed record AdoptedRules(
    IReadOnlyList<AdoptedContent> Packs,
    IReadOnlyList<AdoptedContent> Calendars
)
{
    /// <summary>The stream of adoptions; there is one per log.</summary>
    public const string Stream = "rules";

    /// <summary>Before anything was adopted.</summary>
    public static AdoptedRules None { get; } = new([], []);

    /// <summary>After one more fact. <paramref name="content"/> gives the bytes that the fact names by hash.</summary>
    internal AdoptedRules Apply(Fact fact, Func<string, byte[]> content) =>
        fact switch
        {
            PackAdopted pack => this with
            {
                Packs = Replace(Packs, new(pack.Pack, pack.Hash, content(pack.Hash))),
            },
            CalendarAdopted year => this with
            {
                Calendars = Replace(Calendars, new(year.Year.ToString(), year.Hash, content(year.Hash))),
            },
            _ => this,
        };

    private static IReadOnlyList<AdoptedContent> Replace(
        IReadOnlyList<AdoptedContent> list,
        AdoptedContent next
    )
    {
        var kept = list.ToList();
        var at = kept.FindIndex(entry => entry.Name == next.Name);
        if (at < 0)
        {
            kept.Add(next);
        }
        else
        {
            kept[at] = next;
        }

        return kept;
    }
}

/// <summary>A pack or a calendar year by name, hash and bytes.</summary>
public sealed record AdoptedContent(string Name, string Hash, byte[] Bytes);

/// <summary>A rule pack came into force, in place of the version adopted before under the same name.</summary>
public sealed record PackAdopted(string Pack, string Hash) : Fact
{
    private readonly byte[]? _bytes;

    internal PackAdopted(string pack, byte[] bytes)
        : this(pack, ContentHash.Of(bytes)) => _bytes = bytes;

    public override IReadOnlyList<string> Streams => [AdoptedRules.Stream];

    public override IReadOnlyList<byte[]> Contents => _bytes is null ? [] : [_bytes];
}

/// <summary>A year of the work calendar came into force, read from its official notice.</summary>
/// <param name="Notice">Number of the notice.</param>
public sealed record CalendarAdopted(int Year, string Notice, string Hash) : Fact
{
    private readonly byte[]? _bytes;

    internal CalendarAdopted(int year, string notice, byte[] bytes)
        : this(year, notice, ContentHash.Of(bytes)) => _bytes = bytes;

    public override IReadOnlyList<string> Streams => [AdoptedRules.Stream];

    public override IReadOnlyList<byte[]> Contents => _bytes is null ? [] : [_bytes];
}
