using System.Text.RegularExpressions;

namespace Daylight.Tests.Store;

/// <summary>
/// Reads what strace saw of the writer and says which acknowledgements came before their bytes were flushed. The system
/// calls of all threads stand in one file in the order in which they began and ended.
/// </summary>
internal static partial class SyncTrace
{
    /// <summary>For one client: its act is in the write-ahead log, of which no byte may be unflushed when it is acknowledged.</summary>
    public static IReadOnlyList<string> UnflushedAtAll(IEnumerable<string> lines) =>
        Faults(
            lines,
            (wal, act) =>
                !wal.Of.ContainsKey(act) ? "its bytes are not in the log"
                : wal.Flushed < wal.Written ? "bytes of the log are not flushed"
                : null
        );

    /// <summary>For many clients: the bytes that carry the act's own id must be flushed; later groups may be under way.</summary>
    public static IReadOnlyList<string> UnflushedItself(IEnumerable<string> lines) =>
        Faults(
            lines,
            (wal, act) =>
                !wal.Of.TryGetValue(act, out var written) ? "its bytes are not in the log"
                : wal.Flushed < written ? "its bytes are not flushed"
                : null
        );

    private static List<string> Faults(IEnumerable<string> lines, Func<Wal, string, string?> fault)
    {
        var wal = new Wal();
        var found = new List<string>();
        foreach (var line in lines)
        {
            if (Acknowledgement().Match(line) is { Success: true } said)
            {
                var act = said.Groups["act"].Value;
                if (fault(wal, act) is { } what)
                {
                    found.Add($"{act}: {what}");
                }
            }
            else
            {
                wal.See(line);
            }
        }

        return found;
    }

    /// <summary>What is known of the write-ahead log up to a line, in counts of its writes.</summary>
    private sealed class Wal
    {
        private readonly Dictionary<string, int> _flushing = new(StringComparer.Ordinal);

        public int Written { get; private set; }

        public int Flushed { get; private set; }

        /// <summary>The first write that carried the id of an act.</summary>
        public Dictionary<string, int> Of { get; } = new(StringComparer.Ordinal);

        public void See(string line)
        {
            var thread = line.Split(' ', 2)[0];
            if (WalWrite().IsMatch(line))
            {
                Written++;
                foreach (Match act in ActId().Matches(line))
                {
                    Of.TryAdd(act.Value, Written);
                }
            }
            else if (WalFlush().IsMatch(line))
            {
                // A flush covers what was written before it began, once it has ended well.
                _flushing[thread] = Written;
                Ended(thread, line);
            }
            else if (line.Contains("sync resumed>", StringComparison.Ordinal))
            {
                Ended(thread, line);
            }
        }

        private void Ended(string thread, string line)
        {
            if (line.EndsWith("= 0", StringComparison.Ordinal) && _flushing.Remove(thread, out var covered))
            {
                Flushed = Math.Max(Flushed, covered);
            }
        }
    }

    [GeneratedRegex(
        @"^\d+ +write\(\d+<[^>]*>, ""ack (?<act>[^\\""]+)\\n""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Acknowledgement();

    [GeneratedRegex(
        @"^\d+ +p?write(64)?\(\d+<[^>]*-wal>,",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex WalWrite();

    [GeneratedRegex(
        @"^\d+ +f(data)?sync\(\d+<[^>]*-wal>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex WalFlush();

    [GeneratedRegex(@"w\d{4}-\d{2}-\d{6}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActId();
}
