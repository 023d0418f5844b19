using Microsoft.Extensions.Primitives;

namespace Daylight.Ui.Forms;

/// <summary>One fault of a form: the field by name, or none for the form as a whole, and what to do about it.</summary>
public sealed record FieldFault(string? Name, string Says);

/// <summary>
/// What somebody sent, and what is wrong with it. A form that comes back shows his own words again: nothing typed is lost.
/// </summary>
public sealed record Sent(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Values,
    IReadOnlyList<FieldFault> Faults
)
{
    /// <summary>A form that was not sent yet.</summary>
    public static Sent Nothing { get; } = new(new Dictionary<string, IReadOnlyList<string>>(), []);

    /// <summary>What a form sent. Fields that must not come back, e.g. a password, are named in <paramref name="except"/>.</summary>
    public static Sent Of(
        IEnumerable<KeyValuePair<string, StringValues>> form,
        IReadOnlyList<FieldFault> faults,
        params IReadOnlyCollection<string> except
    ) =>
        new(
            form.Where(field => !except.Contains(field.Key))
                .ToDictionary(
                    field => field.Key,
                    field => (IReadOnlyList<string>)[.. field.Value.Select(value => value ?? "")]
                ),
            faults
        );

    public bool Has(string name) => Values.ContainsKey(name);

    public string? this[string name] =>
        Values.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    public IReadOnlyList<string> All(string name) => Values.TryGetValue(name, out var values) ? values : [];

    public string? FaultOf(string name) =>
        Faults.Where(fault => fault.Name == name).Select(fault => fault.Says).FirstOrDefault();
}
