using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web.Demo;

/// <summary>An invented person of the demonstration as whom a visitor may act, and the office in which he does.</summary>
/// <param name="OfficeName">Unit and post, with a space between.</param>
/// <param name="Place">Which of his unit's posts is his, from 0; null for that of the liaison.</param>
public sealed record DemoPerson(
    string Id,
    string Name,
    string Office,
    string OfficeName,
    string Unit,
    IReadOnlyList<string> Powers,
    int? Place = null
)
{
    public Mandate Mandate => new(Id, Office, Unit, Powers.ToFrozenSet(StringComparer.Ordinal));

    public string PostName => OfficeName[(OfficeName.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}

/// <summary>A unit of the demonstration; real kinds of units of a real county.</summary>
/// <param name="Parent">The unit above, or null.</param>
/// <param name="Head">What its head is called.</param>
/// <param name="Posts">How many posts it has.</param>
public sealed record DemoUnit(
    string Id,
    string Code,
    string Name,
    string ShortName,
    UnitKind Kind,
    string? Parent,
    string Head,
    int Posts
);

/// <summary>An invented matter, how many days ago it was proposed, and how far on its road it is.</summary>
public sealed record DemoItem(
    int Ago,
    string Title,
    ItemSource Source,
    string Reference,
    string Demand,
    string Lead,
    IReadOnlyList<string> Assistants,
    string? Given,
    string Road,
    bool Publish
);

/// <summary>The demo county as data: real places and kinds of units, invented people and matters.</summary>
public sealed class DemoCounty
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    private DemoCounty(
        IReadOnlyList<DemoPerson> people,
        IReadOnlyList<DemoUnit> units,
        IReadOnlyList<DemoItem> items,
        IReadOnlyList<DemoMatter> matters,
        IReadOnlyList<DemoPower> powers,
        IReadOnlyList<DemoDoor> doors
    )
    {
        People = people;
        Units = units;
        Items = items;
        Matters = matters;
        Powers = powers;
        Doors = doors;
        Posts = DemoPosts.Of(units, people);
    }

    public IReadOnlyList<DemoPerson> People { get; }

    public IReadOnlyList<DemoUnit> Units { get; }

    /// <summary>Matters whose road is written down.</summary>
    public IReadOnlyList<DemoItem> Items { get; }

    /// <summary>Matters whose road follows from when they began, as a county's do.</summary>
    public IReadOnlyList<DemoMatter> Matters { get; }

    public IReadOnlyList<DemoPower> Powers { get; }

    /// <summary>The kinds of users, each with a person as whom one enters.</summary>
    public IReadOnlyList<DemoDoor> Doors { get; }

    /// <summary>Every post with whoever holds it when the history begins.</summary>
    public IReadOnlyList<DemoPost> Posts { get; }

    /// <summary>Reads a folder of samples.</summary>
    public static DemoCounty Read(string folder) =>
        new(
            Read<DemoPerson>(Path.Combine(folder, "people.json")),
            Read<DemoUnit>(Path.Combine(folder, "units.json")),
            Read<DemoItem>(Path.Combine(folder, "items.json")),
            Read<DemoMatter>(Path.Combine(folder, "matters.json")),
            Read<DemoPower>(Path.Combine(folder, "powers.json")),
            Read<DemoDoor>(Path.Combine(folder, "doors.json"))
        );

    /// <summary>The first person whose office carries a power.</summary>
    public DemoPerson Holder(string power) => People.First(person => person.Powers.Contains(power));

    /// <summary>Who answers for a unit: its liaison.</summary>
    public Mandate Liaison(string unit) =>
        new(
            Posts.First(post => post.Id == DemoPosts.LiaisonOf(unit)).Person,
            DemoPosts.LiaisonOf(unit),
            unit,
            new[] { "desk", "supervision.answer" }.ToFrozenSet(StringComparer.Ordinal)
        );

    private static IReadOnlyList<T> Read<T>(string file)
    {
        using var stream = File.OpenRead(file);
        return JsonSerializer.Deserialize<List<T>>(stream, s_json)
            ?? throw new InvalidOperationException($"{file} holds nothing.");
    }
}
