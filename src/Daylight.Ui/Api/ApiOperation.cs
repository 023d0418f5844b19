using System.Text.Json.Nodes;
using Daylight.Norms;

namespace Daylight.Ui.Api;

/// <summary>Where a parameter of an operation stands.</summary>
public enum ApiPlace
{
    Path,
    Query,
    Header,
}

/// <summary>What operations are about; chapters of the document and of its page.</summary>
public enum ApiChapter
{
    /// <summary>督办事项</summary>
    Items,

    /// <summary>处理建议</summary>
    Proposals,

    /// <summary>文书</summary>
    Papers,

    /// <summary>督查计划</summary>
    Plans,

    /// <summary>回头看</summary>
    LookBack,

    /// <summary>查找</summary>
    Search,

    /// <summary>上下级转办</summary>
    Handover,

    /// <summary>令牌</summary>
    Token,

    /// <summary>公开数据</summary>
    OpenData,

    /// <summary>机构名录</summary>
    Registry,

    /// <summary>账本与回执</summary>
    Log,
}

/// <summary>
/// What a program may call: metadata of its endpoint, out of which the OpenAPI document and its readable page are made. An endpoint
/// below <c>/api</c> without it fails a test.
/// </summary>
/// <param name="Id">Unique, letters, digits and hyphens; programs that write clients name their functions after it.</param>
public sealed record ApiOperation(string Id, ApiChapter Chapter, Phrase Says)
{
    /// <summary>Powers of which the token needs one; empty where any token will do.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether anybody may call it without a token.</summary>
    public bool Open { get; init; }

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    public ApiContent? Body { get; init; }

    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];
}

/// <param name="Schema">A JSON schema (2020-12).</param>
public sealed record ApiParameter(
    string Name,
    ApiPlace Place,
    Phrase Says,
    JsonNode Schema,
    JsonNode Example,
    bool Required = false
);

/// <param name="Type">Media type.</param>
/// <param name="Schema">A JSON schema (2020-12); null where the content is no JSON.</param>
public sealed record ApiContent(string Type, JsonNode? Schema = null, JsonNode? Example = null);

public sealed record ApiAnswer(int Status, Phrase Says, ApiContent? Content = null);
