using System.CommandLine;
using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Cli;

/// <summary><c>daylight verify RECEIPT|FOLDER|URL</c>. Exit codes: 0 it holds, 1 it does not, 2 the input is not understood.</summary>
internal static class VerifyVerb
{
    private const string KeyFile = "vkey";

    public static Command Build()
    {
        var what = new Argument<string>("RECEIPT|FOLDER|URL")
        {
            Description =
                "回执文件、账本目录或者账本网址。 A receipt, a log in a folder, or the address of a log.",
        };
        var keys = new Option<string[]>("--vkey")
        {
            Description =
                "账本公钥（从可信处取得），可给出多把。 Public key of the log, from a place that you trust.",
        };
        var policy = new Option<FileInfo?>("--policy")
        {
            Description = "见证策略文件（c2sp.org/tlog-policy）。 Logs, witnesses and quorum that you trust.",
        };
        var earlier = new Option<FileInfo[]>("--earlier")
        {
            Description =
                "以前保存的检查点，账本必须包含它。 A checkpoint kept from before, which the log must contain.",
        };
        var json = new Option<bool>("--json") { Description = "以JSON输出。 Print JSON." };
        var verb = new Command("verify", "核验回执或者整个账本。 Verify a receipt or a whole log.")
        {
            what,
            keys,
            policy,
            earlier,
            json,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var error = parsed.InvocationConfiguration.Error;
                try
                {
                    var (verdict, note) = await Verify(
                        parsed.GetRequiredValue(what),
                        parsed.GetValue(keys) ?? [],
                        parsed.GetValue(policy),
                        parsed.GetValue(earlier) ?? [],
                        cancel
                    );
                    VerdictText.Show(
                        parsed.InvocationConfiguration.Output,
                        verdict,
                        note,
                        parsed.GetValue(json)
                    );
                    return verdict.Good ? Guarded.Good : Guarded.NotGood;
                }
                catch (NotUnderstoodException fault)
                {
                    error.Say(fault.Says);
                }
                catch (Exception fault)
                    when (fault
                            is MalformedException
                                or UnprovenException
                                or IOException
                                or UnauthorizedAccessException
                                or HttpRequestException
                    )
                {
                    error.Say(new($"无法核验：{fault.Message}", $"This cannot be verified: {fault.Message}"));
                }

                return Guarded.NotUnderstood;
            }
        );
        return verb;
    }

    private static async Task<(Verdict Verdict, Phrase? Note)> Verify(
        string what,
        string[] keys,
        FileInfo? policyFile,
        FileInfo[] earlier,
        CancellationToken cancel
    )
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var log = Log(what, client);
        var policy = policyFile is null
            ? null
            : Policy.Parse(await File.ReadAllBytesAsync(policyFile.FullName, cancel));
        List<VerifierKey> known = [.. keys.Select(VerifierKey.Parse), .. policy?.LogKeys ?? []];
        Phrase? note = null;
        if (known.Count == 0 && log is not null && await OwnKeys(what, log, cancel) is { } found)
        {
            known.AddRange(
                Encoding
                    .UTF8.GetString(found)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(VerifierKey.Parse)
            );
            note = new(
                "注意：公钥取自被核验处自身，未经另行核对。请用 --vkey 给出从可信处取得的公钥。",
                "Note: the public key was taken from the place that is verified. Give one from a place that you trust with --vkey."
            );
        }

        if (known.Count == 0)
        {
            throw new NotUnderstoodException(
                new(
                    "缺账本公钥：请用 --vkey 给出，或者用 --policy 给出含有 log 行的策略文件。",
                    "The log's public key is needed: --vkey KEY, or --policy FILE with a log line."
                )
            );
        }

        var verification = new Verification(known, policy)
        {
            Earlier =
            [
                .. earlier.Select(file =>
                    SignedCheckpoint.Open(File.ReadAllBytes(file.FullName), known).Checkpoint
                ),
            ],
        };
        return log is null
            ? (verification.OfReceipt(await File.ReadAllBytesAsync(what, cancel)), note)
            : (await verification.OfLog(log, new Progressing(), cancel), note);
    }

    /// <summary>The log that is meant, or null where it is a receipt.</summary>
    private static ILogReader? Log(string what, HttpClient client)
    {
        if (Uri.TryCreate(what, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return new LogBehind(
                (path, cancel) => Get(client, new Uri($"{what.TrimEnd('/')}/{path}"), cancel)
            );
        }

        return Directory.Exists(what) ? new FolderLog(what)
            : File.Exists(what) ? null
            : throw new NotUnderstoodException(
                new($"没有“{what}”这个文件或者目录。", $"There is no file or folder \"{what}\".")
            );
    }

    /// <summary>The keys that lie beside a log; a folder's reader gives the files of tlog-tiles only.</summary>
    private static async ValueTask<byte[]?> OwnKeys(string what, ILogReader log, CancellationToken cancel) =>
        log is not FolderLog ? await log.ReadAsync(KeyFile, cancel)
        : Path.Combine(what, KeyFile) is var file && File.Exists(file)
            ? await File.ReadAllBytesAsync(file, cancel)
        : null;

    private static async ValueTask<byte[]?> Get(HttpClient client, Uri url, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync(url, cancel);
            return answer.StatusCode == System.Net.HttpStatusCode.NotFound
                ? null
                : await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancel);
        }
        catch (TaskCanceledException slow) when (!cancel.IsCancellationRequested)
        {
            throw new IOException(
                $"{url} did not answer within {client.Timeout.TotalSeconds:0} seconds.",
                slow
            );
        }
    }

    private sealed class NotUnderstoodException(Phrase says) : Exception(says.En)
    {
        public Phrase Says { get; } = says;
    }

    /// <summary>Shows on a terminal how far it is, and nothing elsewhere.</summary>
    private sealed class Progressing : IProgress<long>
    {
        private readonly bool _shown = !Console.IsErrorRedirected;

        public void Report(long value)
        {
            if (_shown && value % (256 * 64) == 0)
            {
                Console.Error.Write($"\r已核验{value}条");
            }
        }
    }
}
