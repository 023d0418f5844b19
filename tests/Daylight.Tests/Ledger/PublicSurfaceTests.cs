using System.Reflection;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

/// <summary>What others may build on is written down; a change shows in the golden file (DAYLIGHT_GOLDEN=write writes it anew).</summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the compiler adds to records and enums.
    private static readonly HashSet<string> s_implied =
    [
        "Deconstruct",
        "Equals",
        "GetHashCode",
        "ToString",
        "<Clone>$",
        "op_Equality",
        "op_Inequality",
        "value__",
    ];

    [Fact]
    public void The_public_surface_is_the_golden_one()
    {
        var golden = Path.Combine(Repository.Root, "tests/Daylight.Tests/Golden/ledger/public-surface.txt");
        var surface = Write();
        if (Environment.GetEnvironmentVariable("DAYLIGHT_GOLDEN") == "write")
        {
            File.WriteAllText(golden, surface);
        }

        Assert.Equal(File.ReadAllText(golden), surface);
    }

    private static string Write()
    {
        var text = new StringBuilder();
        foreach (
            var type in typeof(Tree)
                .Assembly.GetExportedTypes()
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
        )
        {
            text.Append(Name(type))
                .Append(type.BaseType is { } parent && parent != typeof(object) ? " : " + Name(parent) : "")
                .Append('\n');
            var members =
                from member in type.GetMembers(Declared)
                where
                    !s_implied.Contains(member.Name)
                    && member is not (MethodInfo { IsSpecialName: true } or Type)
                select "    " + Signature(member) + "\n";
            foreach (var member in members.Order(StringComparer.Ordinal))
            {
                text.Append(member);
            }
        }

        return text.ToString();
    }

    private static string Signature(MemberInfo member) =>
        member switch
        {
            MethodInfo method => $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            PropertyInfo property =>
                $"{Name(property.PropertyType)} {property.Name}{(property.GetIndexParameters() is [var key] ? $"[{Name(key.ParameterType)}]" : "")}",
            FieldInfo field =>
                $"{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? " = " + field.GetRawConstantValue() : "")}",
            _ => member.ToString()!,
        };

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}")
        );

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        var name =
            type.IsNested && !type.IsGenericParameter
                ? $"{Name(type.DeclaringType!)}.{type.Name}"
                : type.Name;
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }
}
