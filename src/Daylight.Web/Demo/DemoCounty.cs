using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web.Demo;

/// <summary>An invented person of the demonstration, and the office in which he acts.</summary>
public sealed record DemoPerson(
    string Id,
    string Name,
    string Office,
    string OfficeName,
    string Unit,
    IReadOnlyList<string> Powers
)
{
    public Mandate Mandate => new(Id, Office, Unit, Powers.ToFrozenSet(StringComparer.Ordinal));
}

/// <summary>A unit of the demonstration; real kinds of units of a real county.</summary>
public sealed record DemoUnit(string Id, string Code, string Name, string ShortName, UnitKind Kind);

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
        IReadOnlyList<DemoItem> items
    )
    {
        People = people;
        Units = units;
        Items = items;
    }

    public IReadOnlyList<DemoPerson> People { get; }

    public IReadOnlyList<DemoUnit> Units { get; }

    public IReadOnlyList<DemoItem> Items { get; }

    /// <summary>Reads a folder of samples.</summary>
    public static DemoCounty Read(string folder) =>
        new(
            Read<DemoPerson>(Path.Combine(folder, "people.json")),
            Read<DemoUnit>(Path.Combine(folder, "units.json")),
            Read<DemoItem>(Path.Combine(folder, "items.json"))
        );

    /// <summary>The first person whose office carries a power.</summary>
    public DemoPerson Holder(string power) => People.First(person => person.Powers.Contains(power));

    private static IReadOnlyList<T> Read<T>(string file)
    {
        using var stream = File.OpenRead(file);
        return JsonSerializer.Deserialize<List<T>>(stream, s_json)
            ?? throw new InvalidOperationException($"{file} holds nothing.");
    }
}
