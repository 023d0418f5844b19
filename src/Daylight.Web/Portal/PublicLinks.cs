using Daylight.Openness.Faces;
using Daylight.Ui;

namespace Daylight.Web.Portal;

/// <summary>The way from the desk to the public pages, where both are called under one address.</summary>
public sealed class PublicLinks : IFace
{
    public IEnumerable<NavigationEntry> Navigation => [OpennessFace.Column(order: 71) with { Daily = [] }];

    public IEnumerable<Door> Doors =>
        [
            new(
                Words.Of(typeof(PublicLinks)).Later("door.check"),
                Words.Of(typeof(PublicLinks)).Later("door.check.what"),
                "/check",
                73,
                "desk"
            ),
        ];
}
