using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Daylight.Ledger;

namespace Daylight.Proceedings;

/// <summary>The kinds of facts that this program knows, found in the assemblies of its mechanisms.</summary>
public sealed class FactKinds
{
    private readonly FrozenDictionary<(string Name, int Version), Type> _types;
    private readonly FrozenDictionary<Type, (string Name, int Version)> _names;
    private readonly FrozenDictionary<Type, FactShape> _shapes;

    public FactKinds(params IReadOnlyList<Assembly> assemblies)
    {
        var found = assemblies
            .Prepend(typeof(FactKinds).Assembly)
            .Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(Fact)))
            .Select(type => (Type: type, Kind: KindOf(type)))
            .ToList();
        var twice = found.GroupBy(entry => entry.Kind).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException(
                $"Bug in Daylight: {twice.Key.Name} version {twice.Key.Version} is the kind of {string.Join(" and ", twice.Select(entry => entry.Type.FullName))}."
            );
        }

        _types = found.ToFrozenDictionary(entry => entry.Kind, entry => entry.Type);
        _names = found.ToFrozenDictionary(entry => entry.Type, entry => entry.Kind);
        _shapes = found.ToFrozenDictionary(
            entry => entry.Type,
            entry => FactShape.Of(entry.Type, entry.Kind)
        );
    }

    /// <summary>Every kind with its type.</summary>
    public IEnumerable<KeyValuePair<Type, (string Name, int Version)>> All => _names;

    /// <summary>Name and version under which a fact is written.</summary>
    public (string Name, int Version) KindOf(Fact fact) => (ShapeOf(fact).Name, ShapeOf(fact).Version);

    /// <summary>What is known of a fact by its type alone.</summary>
    internal FactShape ShapeOf(Fact fact) =>
        _shapes.TryGetValue(fact.GetType(), out var shape)
            ? shape
            : throw new InvalidOperationException(
                $"Bug in Daylight: {fact.GetType().FullName} stands in an assembly whose facts are not registered."
            );

    /// <summary>The type of a kind, or null where this program does not know it.</summary>
    public Type? TypeOf(string name, int version) => _types.GetValueOrDefault((name, version));

    /// <summary>The payload of a fact as canonical JSON.</summary>
    public static byte[] Write(Fact fact) =>
        CanonicalJson.Canonicalize(
            JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), FactJson.InOrder)
        );

    /// <summary>Reads a payload, lifting old shapes.</summary>
    /// <exception cref="UnknownFactException">when this program does not know the kind, or the payload does not fit it.</exception>
    public Fact Read(string name, int version, ReadOnlySpan<byte> payload)
    {
        if (!_types.TryGetValue((name, version), out var type))
        {
            throw new UnknownFactException(
                name,
                version,
                "this program does not know it; a newer one wrote it"
            );
        }

        try
        {
            var fact = (Fact)JsonSerializer.Deserialize(payload, type, FactJson.Options)!;
            return fact is ILifted old ? old.Lift() : fact;
        }
        catch (JsonException fault)
        {
            throw new UnknownFactException(name, version, fault.Message, fault);
        }
    }

    private static (string Name, int Version) KindOf(Type type) =>
        type.GetCustomAttribute<FactKindAttribute>() is { } kind ? (kind.Name, kind.Version) : (type.Name, 1);
}

/// <summary>What the type of a fact says; asked for every fact that is written.</summary>
internal sealed record FactShape(string Name, int Version, bool IsPublic, bool IsOfDayPrecision)
{
    public static FactShape Of(Type type, (string Name, int Version) kind) =>
        new(
            kind.Name,
            kind.Version,
            type.IsDefined(typeof(PublicFactAttribute), inherit: false),
            type.IsDefined(typeof(DayPrecisionAttribute), inherit: false)
        );
}

/// <summary>A fact of the log that cannot be read.</summary>
public sealed class UnknownFactException(string kind, int version, string why, Exception? inner = null)
    : Exception($"A fact of kind {kind}, version {version}, cannot be read: {why}.", inner)
{
    public string Kind { get; } = kind;

    public int Version { get; } = version;
}
