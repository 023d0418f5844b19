using Daylight.Ui;

namespace Daylight.Web.Log;

/// <summary>The logs below <c>/log/</c> and the witness below <c>/witness/</c>. Read by programs; needs no sign-in.</summary>
internal sealed class LogFace(Node node) : IFace
{
    public void Map(IEndpointRouteBuilder routes)
    {
        new LogEndpoints(node).Map(routes);
        new WitnessEndpoints(node).Map(routes);
    }
}
