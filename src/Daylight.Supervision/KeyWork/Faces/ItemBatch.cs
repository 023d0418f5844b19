using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>What became of one item of a batch.</summary>
/// <param name="Refused">Why not, in the user's words; null where it was done.</param>
public sealed record BatchLine(string Item, string? Refused);

/// <summary>
/// Batch sign, approve, assign and remind: each item is an act of its own with its own id, so that a batch sent twice happens once and one
/// refusal stops no other.
/// </summary>
internal static class ItemBatch
{
    private const int Most = 500;

    /// <summary>The batches that this mandate may hand in.</summary>
    public static IEnumerable<string> Offered(Mandate mandate) =>
        mandate.Lacks(SupervisionPowers.Run) is null ? ["assign", "remind"]
        : mandate.Lacks(SupervisionPowers.Approve) is null ? ["approve"]
        : mandate.Lacks(SupervisionPowers.Answer) is null ? ["sign"]
        : [];

    public static async Task<IResult> Acting(
        string verb,
        HttpContext http,
        ICounter counter,
        Views.ItemReading reading
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (!Offered(mandate).Contains(verb))
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        var rows = new Dictionary<string, Views.ItemRow>(StringComparer.Ordinal);
        var scope = Views.ItemScope.Of(mandate);
        foreach (var item in form["items"].OfType<string>().Distinct(StringComparer.Ordinal).Take(Most))
        {
            if (await reading.Find(scope, item) is { } row)
            {
                rows.Add(item, row);
            }
        }

        var year = Shanghai.DayOf(counter.Time.GetUtcNow()).Year;
        var lines = await Perform(
            http,
            counter,
            verb,
            form["act-id"].ToString(),
            [.. rows.Keys],
            item =>
                verb switch
                {
                    "approve" => new Approve.Act(item, year),
                    "assign" => new Assign.Act(item, ""),
                    "sign" => new Sign.Act(item, mandate.Unit, SigningWay.Screen, null),
                    _ => new Remind.Act(item, rows[item].Lead, "批量提醒", "请按期办理并及时反馈。"),
                }
        );
        return new RazorComponentResult<BatchPage>(new { Verb = verb, Lines = lines });
    }

    /// <summary>All acts are handed in at once, so that they are decided and written in groups.</summary>
    public static async Task<IReadOnlyList<BatchLine>> Perform(
        HttpContext http,
        ICounter counter,
        string verb,
        string actId,
        IReadOnlyList<string> items,
        Func<string, Act> act
    )
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        return await Task.WhenAll(
            items.Select(async item =>
            {
                var id = FactIds.Derived("batch", $"{actId}\n{verb}\n{item}");
                var outcome = await counter.Clerk.Perform(new Submission(id, act(item), counter.Mandate!));
                return new BatchLine(
                    item,
                    outcome is Outcome.Refused refused ? refused.Refusal.Say().In(language) : null
                );
            })
        );
    }
}
