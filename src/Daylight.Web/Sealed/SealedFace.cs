using System.Text;
using Daylight.Proceedings;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Sealing;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web.Sealed;

/// <summary>Erasing what a case sealed, by two persons; and what a unit does about refused notices. It holds no rule.</summary>
internal sealed class SealedFace : IFace
{
    private const string Erasures = "/desk/erasures";
    private const string Notices = "/desk/notices";

    public IEnumerable<NavigationEntry> Navigation =>
        [
            Entry("erasures.title", Erasures, 61, EraseCase.Power),
            Entry("notices.title", Notices, 62, SettleNotice.Power),
        ];

    public void Add(IServiceCollection services) => services.AddScoped<IDutySource, SealedWaiting>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Erasures, () => new RazorComponentResult<ErasuresPage>());
        routes.MapGet($"{Erasures}/case", ErasurePageOf);
        routes.MapGet($"{Erasures}/receipt", ReceiptOf);
        routes.MapPost($"{Erasures}/{{verb}}", Settle);
        routes.MapGet(Notices, () => new RazorComponentResult<NoticesPage>());
        routes.MapPost(Notices, SettleRefused);
    }

    private static NavigationEntry Entry(string title, string href, int order, Power needs) =>
        new(language => Ui.Words.Of(typeof(SealedFace)).Say(language, title), href, order, needs.Name)
        {
            Daily = [],
        };

    private static RazorComponentResult<ErasurePage> ErasurePageOf(HttpContext http) =>
        new(new { Case = http.Request.Query["case"].ToString().Trim() });

    /// <summary>The receipt of the newest fact about an erasure, for whoever may erase.</summary>
    private static async Task<IResult> ReceiptOf(
        HttpContext http,
        ICounter counter,
        CancellationToken cancel
    ) =>
        counter.Mandate?.Lacks(EraseCase.Power) is null
        && counter.Mandate is not null
        && await SealedReading.Erasure(
            counter.Store,
            counter.Clerk.Jurisdiction,
            http.Request.Query["case"].ToString(),
            cancel
        )
            is { } row
        && await counter.Receipt(row.Fact, cancel) is { } receipt
            ? Results.File(Encoding.UTF8.GetBytes(receipt), "text/plain", $"erasure-{row.Fact}.receipt")
            : Results.NotFound();

    private static async Task<IResult> Settle(string verb, HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var (id, norm) = (form["case"].ToString().Trim(), form["norm"].ToString());
        var known = Enum.TryParse<ErasureReason>(form["reason"].ToString(), out var reason);
        Act? act = verb switch
        {
            "propose" when known => new EraseCase.ProposeAct(
                id,
                reason,
                norm,
                KeptByLaw: form["kept"].ToString() != "no"
            ),
            "confirm" when known => new EraseCase.ConfirmAct(id, reason, norm),
            "drop" => new EraseCase.DropAct(id),
            _ => null,
        };
        if (act is null)
        {
            return verb is "propose" or "confirm" ? Results.BadRequest() : Results.NotFound();
        }

        return await Perform(counter, form, act, mandate) is Outcome.Refused refused
            ? new RazorComponentResult<ErasurePage>(
                new
                {
                    Case = id,
                    Sent = Back(http, form, refused.Refusal),
                    SentVerb = verb,
                }
            )
            : Results.Redirect($"{Erasures}/case?case={Uri.EscapeDataString(id)}");
    }

    private static async Task<IResult> SettleRefused(HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync();
        var cause = long.TryParse(form["cause"].ToString(), out var index) ? index : -1;
        var act = new SettleNotice.Act(form["subscriber"].ToString(), cause, form["how"].ToString());
        return await Perform(counter, form, act, mandate) is Outcome.Refused refused
            ? new RazorComponentResult<NoticesPage>(
                new { Sent = Back(http, form, refused.Refusal), SentCause = cause }
            )
            : Results.Redirect(Notices);
    }

    private static Task<Outcome> Perform(ICounter counter, IFormCollection form, Act act, Mandate mandate) =>
        counter.Clerk.Perform(new Submission(form["act-id"].ToString(), act, mandate));

    private static Sent Back(HttpContext http, IFormCollection form, Refusal refusal)
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return Sent.Of(form, [new FieldFault(null, refusal.Say().In(language))], "act-id");
    }
}
