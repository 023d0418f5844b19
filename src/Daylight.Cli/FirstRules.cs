using System.Collections.Frozen;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// A log without rules counts no day: whoever serves it for the first time founds it on the country's pack and the calendar
/// that ship with the program, or on the packs that he names. Whatever comes later takes two persons.
/// </summary>
internal static class FirstRules
{
    /// <param name="folders">Folders of packs, the country's first; empty for the shipped one of the country.</param>
    /// <exception cref="InDoubtException">when a pack has faults.</exception>
    public static async Task Adopt(Node node, IReadOnlyList<string> folders, CancellationToken cancel)
    {
        foreach (var log in node.Logs.Where(log => log.Clerk.Rules.Calendar.Years.IsEmpty))
        {
            var packs = (folders.Count > 0 ? folders : [Shipped.Folder("rulepacks", "national")])
                .SelectMany(folder => PackFolders.Read(folder))
                .ToList();
            if (packs.Find(pack => pack.Loaded.Pack is null) is { } faulty)
            {
                throw new InDoubtException(
                    new(
                        $"规则包 {faulty.Name} 有错误，没有采用。请先执行 daylight norms check {faulty.Path}",
                        $"The rule pack {faulty.Name} has faults and was not adopted. Run daylight norms check {faulty.Path} first."
                    )
                );
            }

            var outcome = await log.Clerk.Perform(
                new Submission(
                    FactIds.New(Envelope.WholeMillisecond(node.Options.Time.GetUtcNow())),
                    new FoundRules.Act([.. packs.Select(pack => pack.Loaded.Pack!.Content)]),
                    new Mandate("host", "host", "host", new[] { AdoptPack.Power.Name }.ToFrozenSet())
                ),
                cancel
            );
            await Console.Out.WriteLineAsync(
                outcome is Outcome.Refused refused
                    ? refused.Refusal.Say().Zh
                    : $"已采用工作日历和规则包：{string.Join("、", packs.Select(pack => pack.Name))}。地方的规则以后由两人提请、核对采用。"
            );
        }
    }
}
