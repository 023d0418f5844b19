using System.Text.Json;
using Daylight.Tests.Habits;
using Daylight.Ui.Api;
using Daylight.Web.Programs;

namespace Daylight.Tests.Web;

/// <summary>The document of the interface tells what is there, all of it, and nothing else.</summary>
public sealed class OpenApiTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private static readonly string[] s_told = ["/api", "/log", "/open/", "/feed.atom"];

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/open/api/v1.json")]
    public async Task Every_endpoint_for_programs_is_in_the_document_and_every_documented_one_exists(
        string address
    )
    {
        using var walker = await county.As(null);
        var document = JsonDocument.Parse((await walker.Get(address)).Body).RootElement;
        var told = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(verb => $"{verb.Name.ToUpperInvariant()} {path.Name}")
            )
            .ToHashSet();
        var there = county
            .RoutesOf(address.StartsWith("/open/", StringComparison.Ordinal))
            .Select(route =>
                $"{route.Method} {System.Text.RegularExpressions.Regex.Replace(route.Pattern, @"\{\**([a-zA-Z]+)[^}]*\}", "{$1}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))}"
            )
            .ToHashSet();

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Found.None(told.Where(one => !there.Contains(one)));
        Found.None(
            there
                .Where(one =>
                    s_told.Any(start => one.Split(' ')[1].StartsWith(start, StringComparison.Ordinal))
                )
                .Where(one =>
                    !one.StartsWith("HEAD", StringComparison.Ordinal)
                    && !one.Contains("/open/api", StringComparison.Ordinal)
                )
                .Where(one => one != "* /open")
                .Where(one => !told.Contains(one))
        );
    }

    [Fact]
    public async Task Every_operation_is_whole_and_its_examples_fit_their_schemas()
    {
        using var walker = await county.As(null);
        var faults = new List<string>();
        var ids = new HashSet<string>();
        foreach (var address in new[] { "/openapi/v1.json", "/open/api/v1.json" })
        {
            var document = JsonDocument.Parse((await walker.Get(address)).Body).RootElement;
            foreach (var path in document.GetProperty("paths").EnumerateObject())
            {
                foreach (var verb in path.Value.EnumerateObject())
                {
                    var id = verb.Value.GetProperty("operationId").GetString()!;
                    ids.Add(id);
                    faults.AddRange(
                        Examples(verb.Value)
                            .SelectMany(one => SchemaCheck.Faults(one.Example, one.Schema))
                            .Select(fault => $"{id}: {fault}")
                    );
                    var named = Parameters(verb.Value)
                        .Where(one => one.In == "path")
                        .Select(one => one.Name)
                        .Order();
                    var inPath = path
                        .Name.Split('/')
                        .Where(part => part.StartsWith('{'))
                        .Select(part => part.Trim('{', '}'))
                        .Order();
                    faults.AddRange(named.SequenceEqual(inPath) ? [] : [$"{id}: parameters of {path.Name}"]);
                    faults.AddRange(
                        verb.Value.GetProperty("responses").EnumerateObject().Any()
                            ? []
                            : [$"{id}: no answer"]
                    );
                }
            }
        }

        Found.None(faults);
        Assert.True(ids.Count > 50, $"{ids.Count}");
    }

    [Fact]
    public async Task What_is_answered_is_what_the_document_says()
    {
        using var program = county.Program("p-wang");
        var document = (await program.Get("/openapi/v1.json")).Ok().Body;
        var item = (await program.Get("/api/items"))
            .Ok()
            .Body.GetProperty("items")[0]
            .GetProperty("id")
            .GetString()!;
        foreach (
            var (path, told) in new[]
            {
                ("/api/me", "/api/me"),
                ("/api/items?names=yes", "/api/items"),
                ($"/api/items/{item}", "/api/items/{item}"),
                ($"/api/items/{item}/timeline", "/api/items/{item}/timeline"),
                ($"/api/items/{item}/explanation", "/api/items/{item}/explanation"),
                ($"/api/items/{item}/files", "/api/items/{item}/files"),
                ("/open/column.json", ""),
                ("/open/standing.json", ""),
            }
        )
        {
            var schemas = told.Length > 0 ? document : (await program.Get("/open/api/v1.json")).Ok().Body;
            var schema = schemas
                .GetProperty("paths")
                .GetProperty(told.Length > 0 ? told : path)
                .GetProperty("get")
                .GetProperty("responses")
                .GetProperty("200")
                .GetProperty("content")
                .GetProperty("application/json")
                .GetProperty("schema");
            Found.None(
                SchemaCheck
                    .Faults((await program.Get(path)).Ok().Body, schema)
                    .Select(fault => $"{path} {fault}")
            );
        }

        var missing = await program.Get("/api/items/none");
        var problem = document
            .GetProperty("paths")
            .GetProperty("/api/items/{item}")
            .GetProperty("get")
            .GetProperty("responses")
            .GetProperty("404")
            .GetProperty("content")
            .GetProperty(ApiJson.ProblemType)
            .GetProperty("schema");
        Found.None(SchemaCheck.Faults(missing.Body, problem));
    }

    [Fact]
    public async Task People_can_read_it_on_desk_and_portal_without_script()
    {
        using var officer = await county.As("p-wang");
        var desk = await officer.Open(ProgramsFace.Desk);
        Assert.Contains("/api/items/{item}/approve", desk.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "department",
            (await officer.Open($"{ProgramsFace.Desk}/assign-item")).Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(404, (await officer.Get($"{ProgramsFace.Desk}/no-such-operation")).Status);

        using var anybody = await county.As(null);
        var portal = (await anybody.Open(ProgramsFace.Portal)).Body!.TextContent;
        Assert.Contains("/open/column.json", portal, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/items", portal, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string In)> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("in").GetString()!))
            : [];

    private static IEnumerable<(JsonElement Example, JsonElement Schema)> Examples(JsonElement operation)
    {
        if (operation.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray())
            {
                yield return (parameter.GetProperty("example"), parameter.GetProperty("schema"));
            }
        }

        var contents = operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Value);
        if (operation.TryGetProperty("requestBody", out var body))
        {
            contents = contents.Append(body);
        }

        foreach (
            var media in contents
                .Where(one => one.TryGetProperty("content", out _))
                .SelectMany(one => one.GetProperty("content").EnumerateObject())
        )
        {
            if (media.Value.TryGetProperty("schema", out var schema))
            {
                yield return (media.Value.GetProperty("example"), schema);
            }
        }
    }
}
