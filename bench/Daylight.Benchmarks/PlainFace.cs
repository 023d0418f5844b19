using Daylight.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Benchmarks;

/// <summary>What pages are measured against: 10 KB of text under the same steps of a request.</summary>
internal sealed class PlainFace : IFace
{
    private static readonly string s_text = new('x', 10 * 1024);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/plain", () => Results.Text(s_text, "text/html; charset=utf-8"));
}
