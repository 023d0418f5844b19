using System.Data.Common;
using System.Globalization;
using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Registry.Views;

/// <summary>An office that somebody holds on a day.</summary>
/// <param name="Office">Id of the stretch in time.</param>
/// <param name="Post">Id of the post: what a mandate names as its office.</param>
/// <param name="Unit">The unit to which the post belonged on that day; the one that carries on where that was merged.</param>
/// <param name="To">The last day; null while it lasts.</param>
public sealed record HeldOffice(
    string Office,
    string Post,
    string PostName,
    PostLevel Level,
    bool InTeam,
    string Unit,
    string Person,
    OfficeKind Kind,
    DateOnly From,
    DateOnly? To
);

/// <summary>Answers who held a post on a day.</summary>
public static class Holders
{
    /// <summary>Who held the post on that day, in whatever way; null where nobody did. There is never a second answer.</summary>
    public static async Task<HeldOffice?> Of(
        ILogStore store,
        string jurisdiction,
        string post,
        DateOnly day,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        var held = await OfficesRead.On(connection, jurisdiction, "AND post = @id", post, day);
        return held.Count == 0 ? null : held[0];
    }
}

/// <summary>Answers which offices a person held on a day.</summary>
public static class Offices
{
    /// <summary>Most offices that one reading returns.</summary>
    public const int Most = 50;

    /// <summary>The offices that the person held on that day, the regular one first; empty where he held none.</summary>
    public static async Task<IReadOnlyList<HeldOffice>> Of(
        ILogStore store,
        string jurisdiction,
        string person,
        DateOnly day,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await OfficesRead.On(connection, jurisdiction, "AND person = @id", person, day);
    }
}

/// <summary>Reads stretches of office with their posts.</summary>
internal static class OfficesRead
{
    private static readonly OfficeView s_offices = new();
    private static readonly PostView s_posts = new();

    public static async Task<IReadOnlyList<HeldOffice>> On(
        DbConnection connection,
        string jurisdiction,
        string condition,
        string id,
        DateOnly day
    )
    {
        var rows = await s_offices.Read(
            connection,
            jurisdiction,
            condition
                + " AND from_day <= @day AND (to_day IS NULL OR to_day >= @day) ORDER BY from_day, office LIMIT 50",
            new { id, day = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }
        );
        var held = new List<HeldOffice>(rows.Count);
        foreach (var row in rows)
        {
            var post = (
                await s_posts.Read(connection, jurisdiction, "AND post = @id LIMIT 1", new { id = row.Post })
            )[0];
            var unit = await Successors.Of(connection, jurisdiction, post.UnitOn(day), day);
            held.Add(
                new(
                    row.Office,
                    row.Post,
                    post.Name,
                    post.Level,
                    post.InTeam,
                    unit,
                    row.Person,
                    row.Kind,
                    row.FromDay,
                    row.ToDay
                )
            );
        }

        return [.. held.OrderBy(each => each.Kind)];
    }
}
