using Daylight.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.Deadlines.Faces;

/// <summary>期限体检 and 堵点上交: what became of dates that were set, and of what was handed up.</summary>
public sealed class DeadlineFace : IFace
{
    public void Add(IServiceCollection services) => services.AddScoped<DeadlineReading>();

    public void Map(IEndpointRouteBuilder routes) { }
}
