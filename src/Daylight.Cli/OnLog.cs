using System.CommandLine;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>A verb on one log of a data folder: its options, and the node that is opened for it.</summary>
internal sealed class OnLog
{
    private readonly DataOption _data = new();

    private readonly Option<string?> _jurisdiction = new("--jurisdiction")
    {
        Description = "行政区划代码；只有一个账本时可省略。 Code of the jurisdiction.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "以JSON输出。 Print JSON." };

    public void AddTo(Command verb)
    {
        verb.Options.Add(_jurisdiction);
        verb.Options.Add(_json);
        _data.AddTo(verb);
    }

    public bool AsJson(ParseResult parsed) => parsed.GetValue(_json);

    public string? Jurisdiction(ParseResult parsed) => parsed.GetValue(_jurisdiction);

    public NodeOptions Read(ParseResult parsed, string verb) => _data.Read(parsed, verb);

    /// <summary>Opens a node, does the work on the log that is meant, and publishes what was recorded.</summary>
    /// <param name="verb">What this process does, for a second one that wants the same folder.</param>
    public Task<int> Run(
        ParseResult parsed,
        string verb,
        Func<Node, NodeLog, Task<int>> work,
        CancellationToken cancel
    ) =>
        Guarded.Run(
            parsed.InvocationConfiguration.Error,
            async () =>
            {
                await using var node = await Node.Open(Read(parsed, verb), cancel);
                var named = Jurisdiction(parsed);
                var log = named is null && node.Logs is [var only] ? only : node.Log(named ?? "");
                if (log is null)
                {
                    parsed.InvocationConfiguration.Error.Say(
                        new(
                            $"请用 --jurisdiction 指明：{string.Join("、", node.Logs.Select(one => one.Jurisdiction))}",
                            "Name one of these with --jurisdiction."
                        )
                    );
                    return Guarded.NotUnderstood;
                }

                var result = await work(node, log);
                await log.Publisher.Publish(cancel);
                return result;
            }
        );
}
