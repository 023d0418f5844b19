using System.Reflection;
using System.Runtime.CompilerServices;

namespace Daylight.Tests.Habits;

/// <summary>The assemblies of src as they were built, and the types that a person wrote in them.</summary>
internal static class Assemblies
{
    internal static IReadOnlyList<Assembly> Own { get; } =
    [
        .. Directory
            .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => IsOwn(Path.GetFileNameWithoutExtension(file)))
            .Order(StringComparer.Ordinal)
            .Select(Assembly.LoadFrom),
    ];

    internal static IEnumerable<Type> Types =>
        Own.SelectMany(assembly => assembly.GetTypes()).Where(IsWritten);

    /// <summary>Razor components are partial and unsealed as the compiler writes them.</summary>
    internal static bool IsComponent(Type type) =>
        Ancestors(type).Any(ancestor => ancestor.FullName == "Microsoft.AspNetCore.Components.ComponentBase");

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    private static bool IsOwn(string name) =>
        name.StartsWith("Daylight.", StringComparison.Ordinal)
            && name is not ("Daylight.Tests" or "Daylight.Writer" or "Daylight.EndToEnd")
        || name == "daylight-cli";

    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        && type.Namespace?.StartsWith("Daylight", StringComparison.Ordinal) == true
        && (type.DeclaringType is null || IsWritten(type.DeclaringType));
}
