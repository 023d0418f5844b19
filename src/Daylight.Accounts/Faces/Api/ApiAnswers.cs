using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Ui.Api;

namespace Daylight.Accounts.Faces.Api;

/// <summary>What operations have in common, as the document of the interface tells it.</summary>
public static class ApiAnswers
{
    private static readonly ApiProblem s_example = new(
        "urn:daylight:refusal:SomebodyActedMeanwhile",
        "在您打开页面以后，别人已经办理过本事项。请刷新后再办。",
        412,
        "Somebody acted on this matter after you opened the page. Load it anew and try again.",
        null,
        []
    );

    /// <summary>The content of every no.</summary>
    public static ApiContent Problem { get; } = ApiJson.Content(s_example, ApiJson.ProblemType);

    /// <summary>What every operation with a token may answer.</summary>
    public static IReadOnlyList<ApiAnswer> Token { get; } =
    [
        No(401, "没有令牌，或者令牌无效、已到期、已停用", "No token, or none that counts"),
        No(403, "令牌没有这项操作所需的范围", "The token lacks the scope"),
    ];

    /// <summary>What reading one thing may answer besides.</summary>
    public static IReadOnlyList<ApiAnswer> OneThing { get; } =
    [.. Token, No(404, "没有这件事项，或者您无权知道", "There is no such thing, or not for this token")];

    /// <summary>What an act may answer besides.</summary>
    public static IReadOnlyList<ApiAnswer> Acting { get; } =
    [
        No(400, "请求有误，逐项说明在 errors 中", "The call cannot be read; errors names each field"),
        .. OneThing,
        No(409, "不能办理，类型即理由，附依据", "Refused: the type is the reason, with its norm"),
        No(412, "If-Match 所写版本已变，请重新读取", "The version of If-Match is no longer the present one"),
        No(415, "请求正文须为 application/json", "The body must be application/json"),
        No(422, "同一 Idempotency-Key 已用于其他内容", "The Idempotency-Key was used for something else"),
    ];

    /// <summary>The header that makes a call safe to send again.</summary>
    public static ApiParameter Key { get; } =
        new(
            ApiCall.KeyHeader,
            ApiPlace.Header,
            new Phrase(
                "本次办理的唯一编号，1至64位字母、数字及 - _ . : 。同一编号同一内容再次发送，只记录一次，回答相同",
                "Names this act: 1 to 64 letters, digits, hyphens, underscores, points and colons. Sent again with the same content it is recorded once and answered alike"
            ),
            new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9_.:-]{1,64}$" },
            "oa-2026-000123",
            Required: true
        );

    /// <summary>The header by which nobody acts on what he did not see.</summary>
    public static ApiParameter Version { get; } =
        new(
            "If-Match",
            ApiPlace.Header,
            new Phrase(
                "读取时得到的 ETag；其间别人办理过，则不予办理并说明",
                "The ETag as it was read; the act is refused where somebody acted meanwhile"
            ),
            new JsonObject { ["type"] = "string" },
            "\"12\""
        );

    public static ApiAnswer No(int status, string zh, string en) => new(status, new Phrase(zh, en), Problem);
}
