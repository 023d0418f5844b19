using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Supervision.Levels;

namespace Daylight.Web.Levels;

/// <summary>Another level's Daylight.</summary>
/// <param name="Url">Where it listens, without a path.</param>
/// <param name="Keys">The keys of its log, by which its letters and requests prove themselves.</param>
public sealed record Peer(string Code, string Name, Uri Url, IReadOnlyList<VerifierKey> Keys);

/// <summary>
/// The levels that this node exchanges letters with: the file <c>levels</c> of the data folder, a line each of code, name, address and log
/// key, parted by spaces; <c>#</c> begins a comment. Two lines with the same code give a level two keys.
/// </summary>
public sealed class PeerList
{
    private PeerList(IReadOnlyList<Peer> peers) => Peers = peers;

    public IReadOnlyList<Peer> Peers { get; }

    public KnownLevels Known => new([.. Peers.Select(peer => (peer.Code, peer.Name))]);

    /// <exception cref="InDoubtException">when a line cannot be read.</exception>
    public static PeerList Read(string file)
    {
        if (!File.Exists(file))
        {
            return new([]);
        }

        var lines = File.ReadAllLines(file)
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Line(file, line))
            .GroupBy(peer => peer.Code, StringComparer.Ordinal);
        return new([
            .. lines.Select(peer => peer.First() with { Keys = [.. peer.SelectMany(one => one.Keys)] }),
        ]);
    }

    public Peer? Find(string code) => Peers.FirstOrDefault(peer => peer.Code == code);

    private static Peer Line(string file, string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return parts.Length == 4 && Uri.TryCreate(parts[2], UriKind.Absolute, out var url)
                ? new Peer(parts[0], parts[1], url, [VerifierKey.Parse(parts[3])])
                : throw Unclear(file, line);
        }
        catch (MalformedException)
        {
            throw Unclear(file, line);
        }
    }

    private static InDoubtException Unclear(string file, string line) =>
        new(
            new(
                $"{file} 中有一行看不懂：{line}。每行写：代码 名称 网址 账本公钥。",
                $"{file} has a line that is unclear: {line}. Each line is: code, name, address, log key."
            )
        );
}
