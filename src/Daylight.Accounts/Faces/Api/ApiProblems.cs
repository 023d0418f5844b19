using System.Collections.Frozen;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Http;

namespace Daylight.Accounts.Faces.Api;

/// <summary>Tells programs why not.</summary>
public static class ApiProblems
{
    /// <summary>Statuses of refusals that are no conflict with how the matter stands.</summary>
    private static readonly FrozenDictionary<Type, int> s_statuses = new Dictionary<Type, int>
    {
        [typeof(YourOfficeLacksThePower)] = StatusCodes.Status403Forbidden,
        [typeof(YouAreRecused)] = StatusCodes.Status403Forbidden,
        [typeof(SomebodyActedMeanwhile)] = StatusCodes.Status412PreconditionFailed,
        [typeof(ActIdIsTaken)] = StatusCodes.Status422UnprocessableEntity,
        [typeof(ActIdIsMalformed)] = StatusCodes.Status400BadRequest,
        [typeof(TooLongForOneFact)] = StatusCodes.Status413PayloadTooLarge,
        [typeof(LogIsInDoubt)] = StatusCodes.Status503ServiceUnavailable,
        [typeof(PoolIsFull)] = StatusCodes.Status503ServiceUnavailable,
    }.ToFrozenDictionary();

    public static string TypeOf(Type refusal) => $"urn:daylight:refusal:{refusal.Name}";

    /// <summary>A refusal. One that says that a thing does not exist is told like an address that does not exist.</summary>
    public static IResult Refused(ICounter counter, Refusal refusal)
    {
        if (refusal.GetType().Name.StartsWith("NoSuch", StringComparison.Ordinal))
        {
            return Missing();
        }

        var says = refusal.Say();
        return Answer(
            new ApiProblem(
                TypeOf(refusal.GetType()),
                says.Zh,
                s_statuses.GetValueOrDefault(refusal.GetType(), StatusCodes.Status409Conflict),
                says.En,
                Cited(counter.Clerk.Rules, refusal.Under),
                []
            )
        );
    }

    /// <summary>No token, or none that counts.</summary>
    public static IResult NoToken(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Of("no-token", StatusCodes.Status401Unauthorized);
    }

    /// <summary>There is no such thing, or the token may not know of it: both are told alike.</summary>
    public static IResult Missing() => Of("not-found", StatusCodes.Status404NotFound);

    /// <summary>A call that cannot be read.</summary>
    public static IResult Of(string name, int status, params IReadOnlyList<ApiFieldError> errors)
    {
        var says = Say($"api.{name}");
        return Answer(new ApiProblem($"urn:daylight:problem:{name}", says.Zh, status, says.En, null, errors));
    }

    /// <summary>Words of programs' faults, in both languages.</summary>
    internal static Phrase Say(string key, params ReadOnlySpan<(string Name, object Value)> with)
    {
        var words = Ui.Words.Of(typeof(ApiProblems));
        return new Phrase(words.Say(Language.ZhHans, key, with), words.Say(Language.En, key, with));
    }

    private static ApiNorm? Cited(AdoptedRules rules, NormRef? under) =>
        under is { } norm && rules.Find(norm.Id) is { } found
            ? new ApiNorm(found.Id.Text, found.Says, found.Source.Words.Zh, found.Source.Verified)
            : null;

    private static IResult Answer(ApiProblem problem) =>
        TypedResults.Json(problem, ApiJson.Options, ApiJson.ProblemType, problem.Status);
}
