using Daylight.Norms;
using Daylight.Proceedings.Publishing;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>Which of its roles one process plays.</summary>
/// <param name="Desk">Pages for staff.</param>
/// <param name="Portal">Pages for the public, in a process of their own beside a desk.</param>
/// <param name="Worker">Lapses duties, publishes the log, exchanges with the portal.</param>
internal sealed record Roles(bool Desk, bool Portal, bool Worker)
{
    private static readonly string[] s_names = ["desk", "portal", "worker", "all"];

    public static Roles All { get; } = new(true, true, true);

    /// <summary>Whether it is a portal and nothing else.</summary>
    public bool OnlyPortal => Portal && !Desk && !Worker;

    /// <summary>Reads <c>all</c>, or roles with commas between them.</summary>
    /// <exception cref="InDoubtException">when one is unknown, or they do not go together on this database.</exception>
    public static Roles Read(string text, NodeOptions options)
    {
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0 || names.Except(s_names).FirstOrDefault() is not null)
        {
            throw new InDoubtException(
                new Phrase(
                    $"不认识角色“{text}”。可以写 desk、portal、worker、all，多个用逗号隔开。",
                    $"\"{text}\" is no role. Write desk, portal, worker or all, with commas between several."
                )
            );
        }

        var all = names.Contains("all", StringComparer.Ordinal);
        var roles = new Roles(
            all || names.Contains("desk", StringComparer.Ordinal),
            all || names.Contains("portal", StringComparer.Ordinal),
            all || names.Contains("worker", StringComparer.Ordinal)
        );
        return roles is { Desk: true, Worker: false } && options.Postgres is null
            ? throw new InDoubtException(
                new Phrase(
                    "SQLite账本只能由一个进程使用，没有worker就没有人让到期事项逾期、公布账本。请写 --role desk,worker 或 all。",
                    "A ledger file belongs to one process, and without a worker nothing would lapse or be published. Write --role desk,worker or all."
                )
            )
            : roles;
    }
}
