using System.CommandLine;
using Daylight.Accounts;
using Daylight.Norms;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// Links for the first administrators. They are shown on a terminal and nowhere else: whoever reads the messages that a
/// service manager collects must not become administrator by it.
/// </summary>
internal static class FirstLinks
{
    /// <summary><c>daylight accounts links</c>: shows new links for the roles that nobody holds.</summary>
    public static Command Build()
    {
        var on = new OnLog();
        var address = new Option<string>("--address")
        {
            Description = "对外的网址。 Address under which the server is called.",
            DefaultValueFactory = _ => DaylightWebOptions.DefaultUrl,
        };
        var verb = new Command(
            "links",
            "首任三员的一次性链接，24小时内有效；以前发出的随即失效。 Links for the first administrators."
        )
        {
            address,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "accounts links",
                    async (node, _) =>
                    {
                        await Show(node, parsed.GetValue(address)!, hidden: false, cancel);
                        return Guarded.Good;
                    },
                    cancel
                )
        );
        return new Command("accounts", "账号。 Accounts.") { verb };
    }

    /// <param name="hidden">Nobody looks: only says what to do.</param>
    public static async Task Show(Node node, string address, bool hidden, CancellationToken cancel)
    {
        if (hidden)
        {
            if ((await node.Accounts.Reading.Administrators(cancel)).Count == 0)
            {
                Console.Error.Say(
                    new Phrase(
                        $"还没有管理员。请停止服务，在终端上执行：daylight accounts links --data {node.Options.DataFolder}",
                        $"There is no administrator yet. Stop the server and run on a terminal: daylight accounts links --data {node.Options.DataFolder}"
                    )
                );
            }

            return;
        }

        var links = await new Invitations(node.Accounts).First(cancel);
        if (links.Count == 0)
        {
            return;
        }

        await Console.Out.WriteLineAsync(
            "首任管理员链接（一次有效，24小时内打开；系统、安全、审计须由三人分别担任，请当面转交，勿留存）："
        );
        foreach (var link in links)
        {
            await Console.Out.WriteLineAsync(
                $"  {Titles.Of(link.Role!.Value).Zh}  {address.TrimEnd('/')}{link.Path}"
            );
        }
    }
}
