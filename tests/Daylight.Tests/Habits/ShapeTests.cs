using System.Reflection;

namespace Daylight.Tests.Habits;

/// <summary>Sealed, immutable, plainly named.</summary>
public sealed class ShapeTests
{
    private static readonly string[] s_emptyEndings =
    [
        "Manager",
        "Helper",
        "Helpers",
        "Service",
        "Services",
        "Impl",
        "Dto",
        "Util",
        "Utils",
    ];

    /// <summary>Static state that may change, with the reason. Nothing stands here without one.</summary>
    private static readonly Dictionary<string, string> s_mutableStatics = new(StringComparer.Ordinal);

    [Fact]
    public void The_assemblies_of_src_are_all_looked_at()
    {
        var names = Assemblies
            .Own.Select(assembly => assembly.GetName().Name)
            .ToHashSet(StringComparer.Ordinal);

        Found.None(
            Tree.Files("src", "*.csproj")
                .Select(project => Path.GetFileNameWithoutExtension(project))
                .Where(project => project != "Daylight.Cli" && !names.Contains(project))
        );
        Assert.Contains("daylight-cli", names);
    }

    /// <summary>Open is what one of our own types derives from, and nothing else.</summary>
    [Fact]
    public void Classes_are_sealed_or_abstract()
    {
        var bases = Assemblies
            .Types.Select(type =>
                type.BaseType is { IsGenericType: true } open
                    ? open.GetGenericTypeDefinition()
                    : type.BaseType
            )
            .ToHashSet();

        Found.None(
            Assemblies
                .Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
                .Where(type =>
                    !bases.Contains(type) && !Assemblies.IsComponent(type) && type.Name != "_Imports"
                )
                .Select(type => type.FullName)
        );
    }

    [Fact]
    public void Static_fields_do_not_change() =>
        Found.None(
            from type in Assemblies.Types
            from field in type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
            )
            where field is { IsInitOnly: false, IsLiteral: false }
            where IsWrittenOrAutoProperty(field)
            let name = $"{type.FullName}.{field.Name}"
            where !s_mutableStatics.ContainsKey(name)
            select name
        );

    [Fact]
    public void Type_names_say_what_a_thing_is() =>
        Found.None(
            Assemblies
                .Types.Where(type =>
                    Array.Exists(
                        s_emptyEndings,
                        ending => type.Name.Split('`')[0].EndsWith(ending, StringComparison.Ordinal)
                    )
                )
                .Select(type => type.FullName)
        );

    /// <summary>The compiler caches lambdas in static fields of its own; the field of an automatic property is ours.</summary>
    private static bool IsWrittenOrAutoProperty(FieldInfo field) =>
        !field.Name.StartsWith('<') || field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal);
}
