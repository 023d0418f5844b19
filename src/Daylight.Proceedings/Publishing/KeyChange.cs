using System.Collections.Frozen;
using Daylight.Ledger;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// Changes the key that signs a log: the new one is announced in the log, then both sign for a time, then the old one
/// signs no more. Whatever is cut off is taken up again by asking anew.
/// </summary>
public static class KeyChange
{
    /// <summary>Whoever may open the key folder on this host; not a person of the registry.</summary>
    internal static Mandate Keeper { get; } =
        new("operator", "host", "host", new[] { KeepLog.Power.Name }.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Announces a new key and has it sign beside the present ones. The publisher must be opened anew with the keys returned.</summary>
    /// <exception cref="InDoubtException">when this node holds no key, or the log refuses the announcement.</exception>
    public static async Task<LogKeys> Begin(LogKeys keys, Clerk clerk, CancellationToken cancel = default)
    {
        Demand(keys);
        var next = keys.Next(keys.Origin);
        await Record(clerk, new KeepLog.AddKey(next.Verifier.ToString()), cancel);
        return keys.TakeNext();
    }

    /// <summary>Ends the use of all keys but the newest.</summary>
    /// <exception cref="InDoubtException">when there is no older key, or this node holds none.</exception>
    public static async Task<LogKeys> Finish(LogKeys keys, Clerk clerk, CancellationToken cancel = default)
    {
        Demand(keys);
        if (keys.Signers.Count < 2)
        {
            throw new InDoubtException(
                new(
                    $"账本 {keys.Origin} 现在只用一把密钥，没有可停用的旧密钥。请先执行 daylight log rotate。",
                    $"The log {keys.Origin} signs with one key; there is no older one to retire. Run `daylight log rotate` first."
                )
            );
        }

        foreach (var old in keys.Signers.Skip(1))
        {
            await Record(clerk, new KeepLog.RetireKey(old.Verifier.ToString()), cancel);
        }

        return keys.Retire();
    }

    internal static async Task Record(Clerk clerk, Act act, CancellationToken cancel)
    {
        var id = FactIds.Derived(clerk.Log, act.ToString());
        if (await clerk.Perform(new Submission(id, act, Keeper), cancel) is Outcome.Refused refused)
        {
            throw new InDoubtException(refused.Refusal.Say());
        }
    }

    private static void Demand(LogKeys keys)
    {
        if (keys.Signers.Count == 0)
        {
            throw new InDoubtException(
                new(
                    $"本机没有账本 {keys.Origin} 的私钥，请到持有私钥的主机上办理。",
                    $"This host holds no private key of {keys.Origin}. Do this on the host that does."
                )
            );
        }
    }
}
