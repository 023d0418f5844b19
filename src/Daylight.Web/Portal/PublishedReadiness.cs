using System.Globalization;
using Daylight.Openness;
using Daylight.Ui;

namespace Daylight.Web.Portal;

/// <summary>
/// A portal is ready once it has something to show. How old that is, it says for whoever watches it: a portal that is cut
/// off goes on answering, with its last data.
/// </summary>
internal sealed class PublishedReadiness(PublicRecord record, TimeProvider time) : IReadiness
{
    private volatile bool _shows;

    public string? NotReadyBecause => _shows ? null : "nothing published yet";

    public async ValueTask<string?> Note()
    {
        var standing = await record.Standing();
        _shows = standing is not null;
        if (standing is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"published {Math.Max(0, (long)(now - standing.ExchangedAt).TotalSeconds)} s ago{(standing.IsCutOff(now) ? ", cut off" : "")}"
        );
    }
}
