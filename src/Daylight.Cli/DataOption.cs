using System.CommandLine;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>The options by which every verb on a node finds its data.</summary>
internal sealed class DataOption
{
    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "数据目录。 Folder of the data.",
        DefaultValueFactory = _ => new DirectoryInfo("data"),
    };

    private readonly Option<DirectoryInfo?> _keys = new("--keys")
    {
        Description =
            "密钥目录，默认为数据目录下的keys；最好放在单独的介质上。 Folder of the keys; by default keys below the data.",
    };

    private readonly Option<bool> _clock = new("--clock-confirmed")
    {
        Description =
            "已核对本机时钟无误（距上一条记录超过三天时需要）。 This host's clock was checked; needed when the last fact is more than three days away.",
    };

    public void AddTo(Command verb)
    {
        verb.Options.Add(_data);
        verb.Options.Add(_keys);
        verb.Options.Add(_clock);
    }

    /// <param name="verb">What this process does, for a second one that wants the same folder.</param>
    public NodeOptions Read(ParseResult parsed, string verb) =>
        NodeOptions.FromEnvironment(parsed.GetValue(_data)!.FullName) with
        {
            KeysFolder = parsed.GetValue(_keys)?.FullName,
            ClockConfirmed = parsed.GetValue(_clock),
            Verb = verb,
            PublishEvery = null,
        };
}
