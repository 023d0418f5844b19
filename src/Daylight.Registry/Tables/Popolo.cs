using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Daylight.Registry.Views;
using Daylight.Ui;

namespace Daylight.Registry;

/// <summary>
/// Persons, organisations, posts and memberships in the form of the Popolo specification, so that other civic programs
/// read them. Days are ISO 8601; a membership's last day belongs to it.
/// </summary>
public static class Popolo
{
    private static readonly JsonSerializerOptions s_form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>UTF-8 JSON.</summary>
    public static byte[] Write(RegistryRows rows) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Document(
                [.. rows.Persons.Select(Of)],
                [.. rows.Units.Select(unit => Of(unit, rows))],
                [.. rows.Posts.Select(Of)],
                [.. rows.Offices.Select(office => Of(office, rows))]
            ),
            s_form
        );

    private sealed record Document(
        IReadOnlyList<PersonForm> Persons,
        IReadOnlyList<OrganizationForm> Organizations,
        IReadOnlyList<PostForm> Posts,
        IReadOnlyList<MembershipForm> Memberships
    );

    private sealed record OtherName(string Name, string? Note);

    private sealed record Identifier(string Scheme, [property: JsonPropertyName("identifier")] string Value);

    private sealed record PersonForm(string Id, string Name, IReadOnlyList<OtherName>? OtherNames);

    private sealed record OrganizationForm(
        string Id,
        string Name,
        IReadOnlyList<OtherName> OtherNames,
        IReadOnlyList<Identifier> Identifiers,
        string Classification,
        string? ParentId,
        DateOnly? DissolutionDate
    );

    private sealed record PostForm(string Id, string Label, string OrganizationId, DateOnly? EndDate);

    private sealed record MembershipForm(
        string Id,
        string PersonId,
        string OrganizationId,
        string PostId,
        string Label,
        string Role,
        DateOnly StartDate,
        DateOnly? EndDate
    );

    private static PersonForm Of(PersonRow row) =>
        new(row.Person, row.Name, row.FormerNames.Length == 0 ? null : [.. Former(row.FormerNames)]);

    private static OrganizationForm Of(UnitRow row, RegistryRows rows) =>
        new(
            row.Unit,
            row.Name,
            [new(row.ShortName, "简称"), .. Former(row.FormerNames)],
            [new(row.Code.Length == 18 ? "GB 32100" : "GB/T 2260", row.Code)],
            Word($"kind.{row.Kind}"),
            rows.Places.GetValueOrDefault(row.Unit),
            row.MergedInto is null ? null : row.Since
        );

    private static PostForm Of(PostRow row) => new(row.Post, row.Name, row.Unit, row.AbolishedOn);

    private static MembershipForm Of(OfficeRow row, RegistryRows rows)
    {
        var post = rows.Posts.First(post => post.Post == row.Post);
        return new(
            row.Office,
            row.Person,
            post.UnitOn(row.FromDay),
            row.Post,
            post.Name,
            Word($"way.{row.Kind}"),
            row.FromDay,
            row.ToDay
        );
    }

    private static IEnumerable<OtherName> Former(string names) =>
        names
            .Split(UnitView.Separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(name => new OtherName(name, "曾用名"));

    private static string Word(string key) => Words.Of(typeof(Popolo)).Say(Language.ZhHans, key);
}
