using System.Reflection;
using Daylight.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Tests.Web;

/// <summary>A face as a mechanism would bring it: a page from its own assembly, endpoints, navigation.</summary>
internal sealed class ProbeFace : IFace
{
    public Assembly? Pages => typeof(ProbePage).Assembly;

    public IEnumerable<NavigationEntry> Navigation =>
        [
            new(_ => "保密台账", "/probe/sealed", 2, Needs: "sealed"),
            new(language => language == Language.ZhHans ? "探测" : "Probe", "/probe", 1),
        ];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/probe/act", (HttpRequest request) => Results.Text($"done {request.Form["name"]}"));
        routes.MapPost("/api/probe", () => Results.Text("api"));
        routes.MapPost("/probe/machine", () => Results.Text("machine")).WithMetadata(NoFormToken.Instance);
        routes
            .MapPost(
                "/probe/large",
                (HttpRequest request) =>
                    Results.Text(
                        request
                            .Form.Files[0]
                            .Length.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    )
            )
            .WithMetadata(new LargeBody());
        routes.MapGet(
            "/probe/broken",
            IResult () => throw new InvalidOperationException("canary-of-the-exception")
        );
    }

    private sealed class LargeBody : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => 8 * 1024 * 1024;
    }
}

/// <summary>A page with a form, written without Razor.</summary>
[Route("/probe")]
public sealed class ProbePage : Component
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Page>(0);
        builder.AddAttribute(1, "Title", "探测");
        builder.AddAttribute(
            2,
            "ChildContent",
            (RenderFragment)(
                content =>
                {
                    content.OpenComponent<PageHead>(0);
                    content.AddAttribute(1, "Title", $"探测 {Visit.Visitor?.Name}");
                    content.CloseComponent();
                    content.OpenElement(2, "form");
                    content.AddAttribute(3, "method", "post");
                    content.AddAttribute(4, "action", "/probe/act");
                    content.OpenComponent<AntiforgeryToken>(5);
                    content.CloseComponent();
                    content.CloseElement();
                }
            )
        );
        builder.CloseComponent();
    }
}
