using Daylight.Norms;
using Daylight.Openness;
using Daylight.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web.Rules;

/// <summary>Every norm with its source, for everybody: on a desk from its log, on a portal from what was published.</summary>
internal sealed class PublicRulesFace(PublicRecord? published) : IFace
{
    public void Add(IServiceCollection services)
    {
        if (published is null)
        {
            services.AddScoped<IRulesShown, RulesOfLog>();
        }
        else
        {
            services.AddSingleton<IRulesShown>(new RulesPublished(published));
        }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rules", () => new RazorComponentResult<RulesPage>());
        routes.MapGet("/rules/{norm}", Norm);
    }

    private static async Task<IResult> Norm(string norm, IRulesShown rules) =>
        NormId.TryParse(norm, out var id) && (await rules.Book()).Find(id) is not null
            ? new RazorComponentResult<NormPage>(new { Id = id })
            : Results.NotFound();
}
