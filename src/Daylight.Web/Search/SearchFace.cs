using Daylight.Accounts.Faces.Api;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web.Search;

/// <summary>One field for all that the visitor may see: each mechanism answers for its own.</summary>
internal sealed class SearchFace : IFace
{
    public const string Address = "/desk/search";

    /// <summary>Hits of a kind on the page of all kinds.</summary>
    public const int Few = 5;

    public const int PageSize = 20;

    /// <summary>UTF-16 units of what is looked for; the rest is left out.</summary>
    private const int MostWords = 60;

    private static readonly ApiOperation s_operation = new(
        "search",
        ApiChapter.Search,
        new Phrase("在令牌看得到的范围内查找", "Looks for words in all that the token may see")
    )
    {
        Parameters =
        [
            Query("q", "要找的文字", "The words", Text(), "电梯", required: true),
            Query("kind", "只找一类，如 items", "One kind only, such as items", Text(), "items"),
            Query(
                "page",
                "第几页，须同时给出 kind",
                "Which page, with kind",
                new System.Text.Json.Nodes.JsonObject { ["type"] = "integer", ["minimum"] = 1 },
                1
            ),
        ],
        Answers =
        [
            new(
                200,
                new Phrase("各类找到的内容，新的在前", "What was found of each kind, the newest first"),
                ApiJson.Content(
                    new List<KindFound>
                    {
                        new(
                            "items",
                            1,
                            false,
                            [
                                new(
                                    "0199f0c4a7b87c1e9d4f2b6a8c0e1357",
                                    "老旧小区加装电梯审批提速",
                                    "督2026-0012",
                                    "/desk/items/0199f0c4a7b87c1e9d4f2b6a8c0e1357"
                                ),
                            ]
                        ),
                    }
                )
            ),
            .. ApiAnswers.Token,
        ],
    };

    public string SearchHref => Address;

    public void Add(IServiceCollection services) =>
        services.AddScoped<ISearchSource, NormSearch>().AddScoped<Searching>();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, () => new RazorComponentResult<SearchPage>());
        routes.MapGet("/api/search", Found).WithMetadata(s_operation);
    }

    /// <summary>What was typed, as it is looked for.</summary>
    public static string Trimmed(string? words)
    {
        var trimmed = (words ?? "").Trim();
        return trimmed.Length > MostWords ? trimmed[..MostWords] : trimmed;
    }

    private static async Task<IResult> Found(
        HttpContext http,
        ICounter counter,
        Searching searching,
        CancellationToken cancel
    )
    {
        if (counter.Mandate is not { } mandate)
        {
            return ApiProblems.NoToken(http);
        }

        if (mandate.Powers.Count == 0)
        {
            return ApiProblems.Refused(counter, new YourOfficeLacksThePower(mandate.Office, "*"));
        }

        var query = http.Request.Query;
        var page = int.TryParse(query["page"], out var asked) ? Math.Clamp(asked, 1, 500) : 1;
        var found = await searching.Find(
            mandate,
            Trimmed(query["q"]),
            query["kind"].ToString() is { Length: > 0 } kind ? kind : null,
            page,
            cancel
        );
        return TypedResults.Json(
            found
                .Select(one => new KindFound(
                    one.Source.Kind,
                    one.Found.Total,
                    one.Found.AtLeast,
                    one.Found.Hits
                ))
                .ToList(),
            ApiJson.Options
        );
    }

    private static ApiParameter Query(
        string name,
        string zh,
        string en,
        System.Text.Json.Nodes.JsonNode schema,
        System.Text.Json.Nodes.JsonNode example,
        bool required = false
    ) => new(name, ApiPlace.Query, new Phrase(zh, en), schema, example, required);

    private static System.Text.Json.Nodes.JsonObject Text() => new() { ["type"] = "string" };
}

/// <summary>What was found of one kind, for programs.</summary>
internal sealed record KindFound(string Kind, long Total, bool AtLeast, IReadOnlyList<SearchHit> Hits);

/// <summary>Asks every source, or one of them.</summary>
internal sealed class Searching(IEnumerable<ISearchSource> sources)
{
    /// <param name="kind">One kind, a page of it; null asks all for a few.</param>
    public async Task<IReadOnlyList<(ISearchSource Source, SearchFound Found)>> Find(
        Mandate mandate,
        string words,
        string? kind,
        int page,
        CancellationToken cancel
    )
    {
        var found = new List<(ISearchSource, SearchFound)>();
        foreach (
            var source in sources
                .Where(source => kind is null || source.Kind == kind)
                .OrderBy(source => source.Order)
        )
        {
            found.Add(
                (
                    source,
                    words.Length == 0
                        ? SearchFound.Nothing
                        : await source.Find(
                            new SearchAsked(
                                mandate,
                                words,
                                kind is null ? 1 : page,
                                kind is null ? SearchFace.Few : SearchFace.PageSize
                            ),
                            cancel
                        )
                )
            );
        }

        return found;
    }
}
