using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daylight.Accounts.Faces.Api;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Supervision.KeyWork.Faces.Api;

/// <summary>What programs may read of items: what the holder of the token sees on the pages.</summary>
internal static class ItemQueries
{
    private const int Most = 100;

    /// <summary>A token reads with one of these powers, as far as its office and unit see.</summary>
    public static readonly Power[] Reading =
    [
        SupervisionPowers.Run,
        SupervisionPowers.Approve,
        SupervisionPowers.Give,
        SupervisionPowers.Publish,
        SupervisionPowers.Answer,
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string one = $"{ItemApi.Address}/{{item}}";
        routes.MapGet(ItemApi.Address, List).WithMetadata(ItemOperations.List);
        routes.MapGet(one, One).WithMetadata(ItemOperations.One);
        routes.MapGet($"{one}/timeline", Timeline).WithMetadata(ItemOperations.Timeline);
        routes.MapGet($"{one}/explanation", Explanation).WithMetadata(ItemOperations.Explanation);
        routes.MapGet($"{one}/files", Files).WithMetadata(ItemOperations.Files);
        routes.MapGet($"{one}/files/{{hash}}", File).WithMetadata(ItemOperations.File);
        routes.MapGet($"{one}/receipts/{{index:long}}", Receipt).WithMetadata(ItemOperations.Receipt);
    }

    private static async Task<IResult> List(
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        INames names
    )
    {
        var (mandate, no) = Reader(http, counter);
        if (mandate is null)
        {
            return no!;
        }

        var (wanted, errors) = Wanted(http.Request.Query);
        var query = http.Request.Query;
        var after = Cursor(query["cursor"].ToString());
        if (query["cursor"].Count > 0 && after is null)
        {
            errors.Add(ApiFieldError.NoCursor("cursor"));
        }

        if (errors.Count > 0)
        {
            return ApiProblems.Of("fields", StatusCodes.Status400BadRequest, errors);
        }

        var limit = int.TryParse(
            query["limit"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? Math.Clamp(asked, 1, Most)
            : 20;
        var rows = await reading.After(ItemScope.Of(mandate), wanted, after, limit + 1);
        var name = Naming(query["names"] == "yes" ? names : null);
        return Json(
            new ItemList(
                [.. rows.Take(limit).Select(row => ItemLine.Of(row, name))],
                rows.Count > limit ? CursorAt(rows[limit - 1]) : null
            )
        );
    }

    private static async Task<IResult> One(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        INames names
    )
    {
        // The version comes first: what happens between the reads makes the tag stale and is never overlooked.
        var version = await reading.VersionOf(item);
        var (row, mandate, no) = await Find(item, http, counter, reading);
        if (row is null)
        {
            return no!;
        }

        http.Response.Headers.ETag = ApiCall.Tag(version);
        var name = Naming(names);
        return Json(
            new ItemAnswer(
                ItemLine.Of(row, name),
                row.Reference,
                row.Demand,
                [.. row.Assistants.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name)],
                row.Department,
                Maybe(row.Person, name),
                row.Extensions,
                row.AskedTo,
                Maybe(row.ReturnTo ?? "", name),
                row.CarriedFrom,
                [.. (await reading.Parts(item)).Select(part => Part(part, name))],
                [.. (await reading.Duties(item)).Select(duty => Duty(duty, name))],
                [.. ItemVerb.All.Where(verb => verb.IsOffered(row, mandate!)).Select(verb => verb.Name)],
                version
            )
        );
    }

    private static async Task<IResult> Timeline(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        INames names
    )
    {
        var (row, mandate, no) = await Find(item, http, counter, reading);
        if (row is null)
        {
            return no!;
        }

        var name = Naming(names);
        var words = Words.Of(typeof(ItemQueries));
        var steps = await reading.Steps(item);
        return Json(
            steps
                .Where(ItemWords.IsTold)
                .Select(step => new ItemStepAnswer(
                    step.LogIndex,
                    step.Kind,
                    words.Say(Language.ZhHans, $"step.{step.Kind}"),
                    step.At,
                    name(step.Person),
                    Maybe(step.Unit, name),
                    step.Text,
                    step.Day,
                    MayProve(step, mandate!)
                        ? string.Create(
                            CultureInfo.InvariantCulture,
                            $"{ItemApi.Address}/{item}/receipts/{step.LogIndex}"
                        )
                        : ""
                ))
                .ToList()
        );
    }

    private static async Task<IResult> Explanation(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        INames names
    )
    {
        var (row, _, no) = await Find(item, http, counter, reading);
        if (row is null)
        {
            return no!;
        }

        var rules = counter.Clerk.Rules;
        var close = (await reading.Duties(item)).FirstOrDefault(duty => duty.Duty == ItemDuties.Close);
        var norm = close is not null && Norms.NormId.TryParse(close.Norm, out var id) ? rules.Find(id) : null;
        var name = Naming(names);
        return Json(
            new ItemExplanation(
                row.Due,
                row.OriginalDue,
                norm?.Id.Text ?? "",
                norm?.Says ?? "",
                norm?.Source.Words.Zh ?? "",
                norm?.Source.Verified ?? false,
                close is not null && Span.TryParse(close.Span, out var span, out _)
                    ? [.. rules.Calendar.Due(close.Start, span).Explain()]
                    : [],
                [
                    .. ItemWords
                        .Charges(await reading.Steps(item), row, rules.Calendar, counter.Time.GetUtcNow())
                        .Select(charge => ItemCharge.Of(charge, name)),
                ]
            )
        );
    }

    private static async Task<IResult> Files(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        INames names
    )
    {
        var (row, _, no) = await Find(item, http, counter, reading);
        var name = Naming(names);
        return row is null
            ? no!
            : Json(
                (await reading.Files(item))
                    .Select(file => new ItemFileAnswer(
                        file.Hash,
                        file.Name,
                        file.Type,
                        file.Size,
                        file.Content,
                        file.Kind,
                        name(file.Person),
                        file.At
                    ))
                    .ToList()
            );
    }

    private static async Task<IResult> File(
        string item,
        string hash,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        CancellationToken cancel
    )
    {
        var (row, _, no) = await Find(item, http, counter, reading);
        return row is null ? no!
            : await reading.File(item, hash) is null ? ApiProblems.Missing()
            : await ItemFile.Reading(item, hash, http, counter, reading, cancel);
    }

    /// <summary>The receipt of one fact of the item: a file that proves it without this server.</summary>
    private static async Task<IResult> Receipt(
        string item,
        long index,
        HttpContext http,
        ICounter counter,
        ItemReading reading,
        CancellationToken cancel
    )
    {
        var (row, mandate, no) = await Find(item, http, counter, reading);
        if (row is null)
        {
            return no!;
        }

        return
            (await reading.Steps(item)).FirstOrDefault(step => step.LogIndex == index) is { } step
            && MayProve(step, mandate!)
            && await counter.Receipt(index, cancel) is { } receipt
            ? TypedResults.Text(receipt, "text/plain", Encoding.UTF8)
            : ApiProblems.Missing();
    }

    /// <summary>
    /// A receipt shows the whole fact. A unit gets those of the road and its clocks; papers and what lies before deciders are told
    /// to it in the words of the time line only.
    /// </summary>
    private static bool MayProve(ItemStep step, Mandate mandate) =>
        ItemWords.IsTold(step) && (ItemScope.Of(mandate).All || s_road.Contains(step.Kind));

    private static readonly HashSet<string> s_road =
    [
        .. typeof(ItemFact)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ItemFact)) && type != typeof(ItemCleared))
            .Select(type => type.Name),
        nameof(DutyOpened),
        nameof(DutyLapsed),
    ];

    internal static (Mandate? Mandate, IResult? No) Reader(HttpContext http, ICounter counter) =>
        counter.Mandate is not { } mandate ? (null, ApiProblems.NoToken(http))
        : Reading.All(power => mandate.Lacks(power) is not null)
            ? (null, ApiProblems.Refused(counter, mandate.Lacks(SupervisionPowers.Answer)!))
        : (mandate, null);

    internal static async Task<(ItemRow? Row, Mandate? Mandate, IResult? No)> Find(
        string item,
        HttpContext http,
        ICounter counter,
        ItemReading reading
    )
    {
        var (mandate, no) = Reader(http, counter);
        return mandate is null ? (null, null, no)
            : await reading.Find(ItemScope.Of(mandate), item) is { } row ? (row, mandate, null)
            : (null, mandate, ApiProblems.Missing());
    }

    private static (ItemWanted Wanted, List<ApiFieldError> Errors) Wanted(IQueryCollection query)
    {
        var errors = new List<ApiFieldError>();
        return (
            new ItemWanted(
                query["q"].ToString(),
                query["number"].ToString(),
                Chosen<ItemPhase>(query, "phase", errors),
                Chosen<ItemSource>(query, "source", errors),
                query["lead"].ToString(),
                query["giver"].ToString(),
                query["late"] == "yes"
            ),
            errors
        );
    }

    private static T? Chosen<T>(IQueryCollection query, string name, List<ApiFieldError> errors)
        where T : struct, Enum
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        if (Enum.GetNames<T>().Contains(text))
        {
            return Enum.Parse<T>(text);
        }

        errors.Add(ApiFieldError.NoneOf(name, Enum.GetNames<T>()));
        return null;
    }

    private static string CursorAt(ItemRow row) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(row.Place.ToString(CultureInfo.InvariantCulture)));

    private static long? Cursor(string text) =>
        text.Length is > 0 and <= 200
        && Base64Url.IsValid(text)
        && long.TryParse(
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var place
        )
            ? place
            : null;

    private static Func<string, Named> Naming(INames? names) => id => new Named(id, names?.Of(id));

    private static Named? Maybe(string id, Func<string, Named> name) => id.Length == 0 ? null : name(id);

    private static ItemPartAnswer Part(PartRow part, Func<string, Named> name) =>
        new(
            part.Kind,
            part.Id,
            part.Title,
            Maybe(part.Unit, name),
            part.Due,
            part.Weight,
            part.Evidence,
            part.Standing,
            part.Text
        );

    private static ItemDutyAnswer Duty(DutyRow duty, Func<string, Named> name) =>
        new(duty.Duty, duty.Title, name(duty.Owner), duty.Due, duty.Provisional, duty.Standing, duty.Norm);

    private static IResult Json<T>(T value) => TypedResults.Json(value, ApiJson.Options);
}
