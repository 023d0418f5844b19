using Daylight.Norms;

namespace Daylight.Accounts.Faces.Api;

/// <summary>
/// A no as programs read it (RFC 9457). Every refusal is one: its type is its name, it cites its norm, and its words say what to do.
/// </summary>
/// <param name="Type"><c>urn:daylight:refusal:NAME</c>, or <c>urn:daylight:problem:NAME</c> where the call itself is at fault.</param>
/// <param name="Title">In Chinese: what it is and what to do.</param>
/// <param name="Detail">The same in English.</param>
/// <param name="Norm">The norm that it rests on; null where none does.</param>
/// <param name="Errors">Fields that cannot be read, each with its reason.</param>
public sealed record ApiProblem(
    string Type,
    string Title,
    int Status,
    string Detail,
    ApiNorm? Norm,
    IReadOnlyList<ApiFieldError> Errors
);

/// <summary>A norm as programs are told of it.</summary>
/// <param name="Says">The words of the rule.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="Verified">Whether its words were held against the text.</param>
public sealed record ApiNorm(string Id, string Says, string Source, bool Verified);

/// <summary>What is wrong with one field of a body or with one condition of a list.</summary>
public sealed record ApiFieldError(string Field, string Zh, string En)
{
    /// <summary>There is no such field; those that there are.</summary>
    public static ApiFieldError Unknown(string field, IEnumerable<string> known) =>
        Of(field, ApiProblems.Say("api.field-unknown", ("known", string.Join(", ", known))));

    public static ApiFieldError Missing(string field) => Of(field, ApiProblems.Say("api.field-missing"));

    public static ApiFieldError NoCursor(string field) => Of(field, ApiProblems.Say("api.field-cursor"));

    /// <summary>It must be one of these.</summary>
    public static ApiFieldError NoneOf(string field, IEnumerable<string> names) =>
        Of(field, ApiProblems.Say("api.field-names", ("names", string.Join(", ", names))));

    /// <summary>It must be written otherwise.</summary>
    public static ApiFieldError Unlike(string field, ApiForm form, int most) =>
        Of(field, ApiProblems.Say($"api.form.{form}", ("most", most)));

    private static ApiFieldError Of(string field, Phrase says) => new(field, says.Zh, says.En);
}

/// <summary>How a value of a body is written.</summary>
public enum ApiForm
{
    Day,
    Flag,
    Whole,
    Texts,
    Text,
    Rows,
}
