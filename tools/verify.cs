#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:project ../src/Daylight.Ledger

// Verifies a receipt, or a whole log, with Daylight.Ledger alone: no database, no server, no configuration.
//
//   dotnet run tools/verify.cs -- receipt FILE --key VKEY [--policy FILE]
//   dotnet run tools/verify.cs -- log FOLDER|URL --key VKEY [--policy FILE] [--earlier CHECKPOINT]...
//
// VKEY is the log's verifier key (name+id+base64) or a file that holds it. Get it from a place you trust,
// not from the log that you verify. Exit: 0 all holds, 1 something does not hold, 2 the command is not understood.

using System.Text;
using Daylight.Ledger;
using Daylight.Tools;

try
{
    return args switch
    {
        ["receipt", var file, .. var rest] => VerifyReceipt(file, Options.Parse(rest)),
        ["log", var place, .. var rest] => await VerifyLogAsync(place, Options.Parse(rest)),
        _ => throw new UsageException("say receipt or log"),
    };
}
catch (UsageException fault)
{
    Console.Error.WriteLine($"命令有误 / not understood: {fault.Message}");
    Console.Error.WriteLine("  dotnet run tools/verify.cs -- receipt FILE --key VKEY [--policy FILE]");
    Console.Error.WriteLine(
        "  dotnet run tools/verify.cs -- log FOLDER|URL --key VKEY [--policy FILE] [--earlier CHECKPOINT]..."
    );
    return 2;
}
catch (Exception fault)
    when (fault is MalformedException or UnprovenException or IOException or UnauthorizedAccessException)
{
    Console.WriteLine($"不成立 / does not hold: {fault.Message}");
    return 1;
}

static int VerifyReceipt(string file, Options options)
{
    var receipt = Receipt.Parse(File.ReadAllBytes(file));
    var verified = receipt.Verify(options.LogKeys, options.WitnessKeys);
    options.Policy?.RequireQuorum(verified.Checkpoint);
    Console.WriteLine("成立 / holds");
    ShowCheckpoint(verified.Checkpoint);
    Console.WriteLine($"  序号 / index       {verified.Index}");
    if (verified.Open is { } open)
    {
        Console.WriteLine($"  记录 / fact        {open.Kind} ({open.Id})");
        Console.WriteLine($"  记录时间 / recorded {open.RecordedAt:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
        Console.WriteLine($"  内容 / payload     {Encoding.UTF8.GetString(open.Payload.Span)}");
    }

    if (verified.Sealed is { } closed)
    {
        Console.WriteLine(
            $"  密封记录 / sealed   {closed.Day:yyyy-MM-dd}, {closed.Sealed.Alg}, key {closed.Sealed.Key}"
        );
    }

    return 0;
}

static async Task<int> VerifyLogAsync(string place, Options options)
{
    // The largest file of a log is a bundle of 256 entries of 64 KiB.
    using var client = new HttpClient
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = 32 << 20,
    };
    ILogReader log = IsUrl(place)
        ? new LogBehind((path, cancel) => GetAsync(client, place, path, cancel))
        : new FolderLog(place);
    var verifier = new LogVerifier(log, options.LogKeys)
    {
        Witnesses = options.WitnessKeys,
        Earlier = options.Earlier,
    };
    var report = await verifier.VerifyAsync(new Counter());
    if (report.Checkpoint is { } checkpoint)
    {
        ShowCheckpoint(checkpoint);
    }

    foreach (var fault in report.Faults)
    {
        Console.WriteLine($"  {fault}");
    }

    if (report is { Holds: true, Checkpoint: { } held })
    {
        options.Policy?.RequireQuorum(held);
        Console.WriteLine($"成立 / holds: {report.EntriesRead} 条 / entries");
        return 0;
    }

    Console.WriteLine($"不成立 / does not hold: {report.Faults.Count} 处 / faults");
    return 1;
}

static void ShowCheckpoint(SignedCheckpoint signed)
{
    Console.WriteLine($"  日志 / log         {signed.Checkpoint.Origin}");
    Console.WriteLine($"  条数 / size        {signed.Checkpoint.Size}");
    Console.WriteLine($"  根 / root          {signed.Checkpoint.Root.ToBase64()}");
    foreach (var cosignature in signed.Cosignatures)
    {
        Console.WriteLine(
            $"  见证 / witness     {cosignature.Key.Name} {cosignature.Time:yyyy-MM-dd'T'HH:mm:ss'Z'}"
        );
    }

    if (!signed.Cosignatures.Any())
    {
        Console.WriteLine(
            "  见证 / witness     仅本县记录，尚无外部见证 / none known: this county's own record only"
        );
    }

    foreach (var line in CheckpointWords.ToText(signed.Checkpoint).Split('\n'))
    {
        Console.WriteLine($"  {line}");
    }
}

static bool IsUrl(string place) =>
    place.StartsWith("http://", StringComparison.Ordinal)
    || place.StartsWith("https://", StringComparison.Ordinal);

static async ValueTask<byte[]?> GetAsync(HttpClient client, string url, string path, CancellationToken cancel)
{
    try
    {
        using var answer = await client.GetAsync(new Uri($"{url.TrimEnd('/')}/{path}"), cancel);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancel);
    }
    catch (TaskCanceledException fault) when (!cancel.IsCancellationRequested)
    {
        throw new IOException($"no answer from {url} within {client.Timeout.TotalSeconds} seconds", fault);
    }
}

namespace Daylight.Tools
{
    /// <summary>What the command line says after the receipt or log.</summary>
    internal sealed record Options(
        IReadOnlyCollection<VerifierKey> LogKeys,
        IReadOnlyCollection<VerifierKey> WitnessKeys,
        Policy? Policy,
        IReadOnlyCollection<Checkpoint> Earlier
    )
    {
        internal static Options Parse(string[] words)
        {
            List<VerifierKey> keys = [];
            List<string> earlier = [];
            Policy? policy = null;
            for (var i = 0; i < words.Length; i += 2)
            {
                var value =
                    i + 1 < words.Length
                        ? words[i + 1]
                        : throw new UsageException($"{words[i]} needs a value");
                switch (words[i])
                {
                    case "--key":
                        keys.Add(
                            VerifierKey.Parse(File.Exists(value) ? File.ReadAllText(value).Trim() : value)
                        );
                        break;
                    case "--policy":
                        policy = Policy.Parse(File.ReadAllBytes(value));
                        break;
                    case "--earlier":
                        earlier.Add(value);
                        break;
                    default:
                        throw new UsageException($"\"{words[i]}\" is no option");
                }
            }

            keys.AddRange(policy?.LogKeys ?? []);
            return keys.Count > 0
                ? new(
                    keys,
                    policy?.WitnessKeys ?? [],
                    policy,
                    [
                        .. earlier.Select(file =>
                            SignedCheckpoint.Open(File.ReadAllBytes(file), keys).Checkpoint
                        ),
                    ]
                )
                : throw new UsageException(
                    "the log's key is needed: --key VKEY, or --policy FILE with a log line"
                );
        }
    }

    /// <summary>Shows progress on a terminal, and nothing elsewhere.</summary>
    internal sealed class Counter : IProgress<long>
    {
        private readonly bool shown = !Console.IsErrorRedirected;

        public void Report(long value)
        {
            if (shown && value % (256 * 64) == 0)
            {
                Console.Error.Write($"\r{value} 条 / entries ");
            }
        }
    }

    internal sealed class UsageException(string message) : Exception(message);
}
