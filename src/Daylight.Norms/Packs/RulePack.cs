using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>What a loading gives: the pack, or null where faults bar it; and all faults at once.</summary>
public sealed record Loaded(RulePack? Pack, ImmutableArray<Fault> Faults);

/// <summary>A row of the inventory that no norm carries, and why.</summary>
public sealed record NotCarried(string Row, string Why);

/// <summary>
/// A rule pack: the norms of one place, or of the country, with the words for their terms and the worked cases that prove them.
/// Loading never throws for bad files: a pack with a fault that bars is not there, and whatever was adopted before stays in force.
/// </summary>
public sealed class RulePack
{
    private readonly FrozenDictionary<NormId, Norm> _byId;

    internal RulePack(PackHead head, PackHash hash, string content, Words words, ImmutableArray<Norm> norms)
    {
        Head = head;
        Hash = hash;
        Content = content;
        Words = words;
        Norms = [.. norms.Select(norm => norm with { Pack = hash })];
        _byId = Norms.ToFrozenDictionary(norm => norm.Id);
    }

    internal PackHead Head { get; }

    /// <summary>The short name: national, xiangshan.</summary>
    public string Name => Head.Name;

    public string Title => Head.Title;

    public string Says => Head.Says;

    /// <summary>SHA-256 over <see cref="Content"/>. Comments, quotes and the order of keys do not change it; cases are no part of it.</summary>
    public PackHash Hash { get; }

    /// <summary>The canonical content, one JSON text; <see cref="Open"/> reads it again. It is what an adoption keeps.</summary>
    public string Content { get; }

    public Words Words { get; }

    public ImmutableArray<Norm> Norms { get; }

    public ImmutableArray<NotCarried> NotCarried { get; internal init; } = [];

    public ImmutableArray<WorkedCase> Cases { get; internal init; } = [];

    internal PackSource Files { get; init; } = PackSource.None;

    public Norm? Find(NormId id) => _byId.GetValueOrDefault(id);

    /// <summary>The norm as YAML, in the order in which the pack's file has it; empty where the pack has none of that id.</summary>
    public string Written(NormId id) =>
        Files
            .Trees.SelectMany(file => Fields.Items(file.Root))
            .OfType<Node.Map>()
            .FirstOrDefault(map => map.Find("norm") is Node.Scalar scalar && scalar.Text == id.Text)
            is { } map
            ? YamlText.Of(map)
            : "";

    /// <summary>Reads the files of one pack: pack.yaml, words.yaml, the norms, cases/, not-carried.yaml. Nothing is read but what is given.</summary>
    public static Loaded Load(IEnumerable<PackFile> files) => PackReading.Read(files);

    /// <summary>Reads a content that an adoption kept.</summary>
    public static Loaded Open(string content) => PackReading.Reopen(content);

    public override string ToString() => $"{Name} {Hash}";
}

/// <summary>What pack.yaml says.</summary>
internal sealed record PackHead(string Name, string Title, string Says);
