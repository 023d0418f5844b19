using System.Globalization;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Web.Levels;

/// <summary>
/// Asks another level for its letters: a signed note under the asker's log key. Its text begins with a line that no checkpoint begins with,
/// so that neither can stand for the other.
/// </summary>
/// <param name="From">Index from which letters are asked for.</param>
internal sealed record LetterRequest(string Asker, string Asked, long From, DateTimeOffset At)
{
    private const string FirstLine = "daylight letters v1";

    /// <summary>How far the clocks of two levels may be apart.</summary>
    public static readonly TimeSpan Drift = TimeSpan.FromMinutes(10);

    public byte[] Sign(SignerKey key)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{FirstLine}\n{Asker}\n{Asked}\n{From}\n{At.ToUnixTimeSeconds()}\n"
        );
        return Note.Of(text).With(key.Sign(text)).ToBytes();
    }

    /// <summary>The request, where it is one, is new enough, and a known level signed it; else null.</summary>
    public static LetterRequest? Open(ReadOnlySpan<byte> bytes, PeerList peers, DateTimeOffset now)
    {
        try
        {
            var note = Note.Parse(bytes);
            var lines = note.Text.Split('\n');
            return
                lines.Length == 6
                && lines[0] == FirstLine
                && peers.Find(lines[1]) is { } peer
                && note.Verify(peer.Keys).Count > 0
                && long.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                && long.TryParse(lines[4], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && Math.Abs(now.ToUnixTimeSeconds() - at) <= Drift.TotalSeconds
                ? new LetterRequest(lines[1], lines[2], from, DateTimeOffset.FromUnixTimeSeconds(at))
                : null;
        }
        catch (Exception fault) when (fault is MalformedException or UnprovenException)
        {
            return null;
        }
    }
}
