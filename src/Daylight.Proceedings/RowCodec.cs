using System.Collections.Frozen;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Turns a positional record into a row of columns and back; compiled once per record type.</summary>
internal sealed class RowCodec<TRow>
    where TRow : class
{
    private readonly Func<object?[], TRow> _read;
    private readonly Action<TRow, object?[]> _write;

    private RowCodec()
    {
        var constructor = typeof(TRow)
            .GetConstructors()
            .MaxBy(candidate => candidate.GetParameters().Length)!;
        var parameters = constructor.GetParameters();
        Columns =
        [
            .. parameters.Select(parameter => new Column(
                Snake(parameter.Name!),
                KindOf(parameter.ParameterType)
            )),
        ];
        _read = Reader(constructor, parameters);
        _write = Writer(parameters);
    }

    public static RowCodec<TRow> Instance { get; } = new();

    public IReadOnlyList<Column> Columns { get; }

    public TRow Read(object?[] row) => _read(row);

    public object?[] Write(TRow row)
    {
        var values = new object?[Columns.Count];
        _write(row, values);
        return values;
    }

    private static Func<object?[], TRow> Reader(ConstructorInfo constructor, ParameterInfo[] parameters)
    {
        var row = Expression.Parameter(typeof(object?[]), "row");
        var arguments = parameters.Select(
            (parameter, at) =>
                Expression.Call(
                    typeof(RowValue),
                    nameof(RowValue.From),
                    [parameter.ParameterType],
                    Expression.ArrayIndex(row, Expression.Constant(at))
                )
        );
        return Expression
            .Lambda<Func<object?[], TRow>>(Expression.New(constructor, arguments), row)
            .Compile();
    }

    private static Action<TRow, object?[]> Writer(ParameterInfo[] parameters)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var values = Expression.Parameter(typeof(object?[]), "values");
        var assignments = parameters.Select(
            (parameter, at) =>
                Expression.Assign(
                    Expression.ArrayAccess(values, Expression.Constant(at)),
                    Expression.Call(
                        typeof(RowValue),
                        nameof(RowValue.To),
                        [parameter.ParameterType],
                        Expression.Property(row, parameter.Name!)
                    )
                )
        );
        return Expression
            .Lambda<Action<TRow, object?[]>>(Expression.Block(assignments), row, values)
            .Compile();
    }

    private static ColumnKind KindOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(long)
            || bare == typeof(int)
            || bare == typeof(bool)
            || bare == typeof(DateTimeOffset)
                ? ColumnKind.Number
            : bare == typeof(byte[]) ? ColumnKind.Bytes
            : ColumnKind.Text;
    }

    /// <summary>Snake case; <c>Index</c> is a reserved word of SQL and becomes <c>idx</c>, as in the tables of facts.</summary>
    private static string Snake(string name) =>
        name == "Index"
            ? "idx"
            : string.Concat(
                name.Select(
                    (c, at) =>
                        char.IsUpper(c) ? (at == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()
                )
            );
}

/// <summary>Members of an enum by their names: parsing one costs as much as the rest of its row.</summary>
internal static class EnumNames<T>
{
    private static readonly Type s_type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

    private static readonly FrozenDictionary<string, object> s_members = Enum.GetNames(s_type)
        .ToFrozenDictionary(name => name, name => Enum.Parse(s_type, name), StringComparer.Ordinal);

    public static object Parse(string name) =>
        s_members.TryGetValue(name, out var member) ? member : Enum.Parse(s_type, name);
}

/// <summary>One value of a row: to what a database column holds, and back.</summary>
internal static class RowValue
{
    public static object? To<T>(T value) =>
        value switch
        {
            null => null,
            string or long or byte[] => value,
            int number => (long)number,
            bool yes => yes ? 1L : 0L,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            Enum name => name.ToString(),
            _ => throw new InvalidOperationException(
                $"Bug in Daylight: a view row holds a {value.GetType().Name}."
            ),
        };

    public static T From<T>(object? value)
    {
        if (value is null)
        {
            return default!;
        }

        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        object result =
            type == typeof(string) || type == typeof(long) || type == typeof(byte[]) ? value
            : type == typeof(int) ? (int)(long)value
            : type == typeof(bool) ? (long)value != 0
            : type == typeof(DateOnly)
                ? DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : type == typeof(DateTimeOffset) ? DateTimeOffset.FromUnixTimeMilliseconds((long)value)
            : type == typeof(decimal) ? decimal.Parse((string)value, CultureInfo.InvariantCulture)
            : type.IsEnum ? EnumNames<T>.Parse((string)value)
            : throw new InvalidOperationException($"Bug in Daylight: a view row holds a {type.Name}.");
        return (T)result;
    }
}
