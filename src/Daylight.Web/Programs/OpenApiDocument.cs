using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daylight.Norms;
using Daylight.Ui.Api;

namespace Daylight.Web.Programs;

/// <summary>One operation at its address.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With the names of its parameters in braces and nothing more.</param>
public sealed record PlacedOperation(string Method, string Path, ApiOperation Operation);

/// <summary>
/// The OpenAPI 3.1 document of a host, made of the metadata of its own endpoints: what is mapped is in it, and what is in it is mapped.
/// </summary>
public static partial class OpenApiDocument
{
    public const string Route = "/openapi/v1.json";

    [GeneratedRegex(@"\{\*{0,2}(?<name>[a-zA-Z]+)[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter { get; }

    /// <summary>The operations of a host, by path and method.</summary>
    public static IReadOnlyList<PlacedOperation> Of(IEnumerable<Endpoint> endpoints) =>
        [
            .. endpoints
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>() is not null)
                .Select(endpoint => new PlacedOperation(
                    endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0],
                    Parameter.Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "{${name}}"),
                    endpoint.Metadata.GetMetadata<ApiOperation>()!
                ))
                .OrderBy(placed => placed.Path, StringComparer.Ordinal)
                .ThenBy(placed => placed.Method, StringComparer.Ordinal),
        ];

    public static JsonObject Write(IReadOnlyList<PlacedOperation> operations, string place)
    {
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(placed => placed.Path))
        {
            paths[path.Key] = new JsonObject(
                path.Select(placed =>
                    KeyValuePair.Create(placed.Method.ToLowerInvariant(), (JsonNode?)Write(placed.Operation))
                )
            );
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = $"{place}阳光 Daylight",
                ["version"] = "1",
                ["description"] =
                    "办理都是 POST，带 Idempotency-Key；不能办理时回答 problem+json，写明理由、依据和办法。 Acts are posts with an Idempotency-Key; a no is problem details with reason, norm and what to do.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([
                .. operations.Select(placed => placed.Operation.Chapter).Distinct().Order().Select(Tag),
            ]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                },
            },
        };
    }

    /// <summary>A chapter's name in the document; its words are on the page.</summary>
    public static string NameOf(ApiChapter chapter) => chapter.ToString();

    private static JsonNode Tag(ApiChapter chapter) => new JsonObject { ["name"] = NameOf(chapter) };

    private static JsonObject Write(ApiOperation operation)
    {
        var written = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["tags"] = new JsonArray(NameOf(operation.Chapter)),
            ["summary"] = Both(operation.Says),
            ["security"] = operation.Open
                ? new JsonArray()
                : new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
        };
        if (operation.Scopes.Count > 0)
        {
            written["x-scopes"] = new JsonArray([.. operation.Scopes.Select(scope => (JsonNode)scope)]);
        }

        if (operation.Parameters.Count > 0)
        {
            written["parameters"] = new JsonArray([.. operation.Parameters.Select(Write)]);
        }

        if (operation.Body is { } body)
        {
            written["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Write(body) };
        }

        written["responses"] = new JsonObject(
            operation.Answers.Select(answer =>
                KeyValuePair.Create(
                    answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    (JsonNode?)Write(answer)
                )
            )
        );
        return written;
    }

    private static JsonNode Write(ApiParameter parameter) =>
        new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.Place.ToString().ToLowerInvariant(),
            ["required"] = parameter.Required,
            ["description"] = Both(parameter.Says),
            ["schema"] = parameter.Schema.DeepClone(),
            ["example"] = parameter.Example.DeepClone(),
        };

    private static JsonObject Write(ApiAnswer answer)
    {
        var written = new JsonObject { ["description"] = Both(answer.Says) };
        if (answer.Content is { } content)
        {
            written["content"] = Write(content);
        }

        return written;
    }

    private static JsonObject Write(ApiContent content)
    {
        var media = new JsonObject();
        if (content.Schema is not null)
        {
            media["schema"] = content.Schema.DeepClone();
            media["example"] = content.Example?.DeepClone();
        }

        return new JsonObject { [content.Type] = media };
    }

    private static string Both(Phrase says) => $"{says.Zh} {says.En}";
}
