using System.Text;
using Daylight.Ui;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web.Programs;

/// <summary>
/// What programs may call, as a document and as pages. On the desk below <c>/desk/api</c>; on the portal, which has nothing but what is
/// public, below <c>/open/api</c>.
/// </summary>
/// <param name="Address">Where the readable pages lie.</param>
/// <param name="Needs">The power that shows them in the navigation; null leaves them out of it.</param>
public sealed record ProgramsFace(string Address, string? Needs) : IFace
{
    public const string Desk = "/desk/api";

    public const string Portal = "/open/api";

    public IEnumerable<NavigationEntry> Navigation =>
        Needs is null
            ? []
            : [new(Words.Of(typeof(ProgramsFace)).Later("api.title"), Address, 82, Needs) { Daily = [] }];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OpenApiDocument.Route, Document);
        if (Address == Portal)
        {
            // Under the address of a desk the portal's own document is found beside its pages.
            routes.MapGet($"{Portal}/v1.json", Document);
        }

        routes.MapGet(
            Address,
            (EndpointDataSource endpoints) =>
                new RazorComponentResult<ProgramsPage>(
                    new { Address, Operations = OpenApiDocument.Of(endpoints.Endpoints) }
                )
        );
        routes.MapGet($"{Address}/{{operation}}", Operation);
    }

    private IResult Operation(string operation, EndpointDataSource endpoints) =>
        OpenApiDocument.Of(endpoints.Endpoints).FirstOrDefault(placed => placed.Operation.Id == operation)
            is { } found
            ? new RazorComponentResult<OperationPage>(new { Address, Placed = found })
            : Results.NotFound();

    private static IResult Document(EndpointDataSource endpoints, DaylightWebOptions options) =>
        TypedResults.Text(
            OpenApiDocument
                .Write(OpenApiDocument.Of(endpoints.Endpoints), options.Place)
                .ToJsonString(ApiJson.Options),
            ApiJson.Type,
            Encoding.UTF8
        );
}
