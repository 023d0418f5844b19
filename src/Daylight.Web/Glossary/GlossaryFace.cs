using Daylight.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web.Glossary;

/// <summary>The words of the whole system, for everybody: on the desk and, among what is public, on the portal.</summary>
internal sealed class GlossaryFace(string address) : IFace
{
    public const string Desk = "/desk/glossary";

    public const string Portal = "/about/glossary";

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(address, () => new RazorComponentResult<GlossaryPage>());
}
