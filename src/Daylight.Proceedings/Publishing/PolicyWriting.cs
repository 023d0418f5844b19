using System.Globalization;
using System.Text;
using Daylight.Ledger;

namespace Daylight.Proceedings.Publishing;

/// <summary>Writes the two policy files of a data folder: whom we ask to cosign, and whose checkpoints we cosign.</summary>
public static class PolicyWriting
{
    private const string Group = "witnesses";

    /// <summary>Adds a witness, or gives one of the same name another key or address.</summary>
    /// <param name="needed">How many of all must cosign before a checkpoint is shown; 0 for none.</param>
    /// <exception cref="InDoubtException">when the file was written by hand in another form, or the result would be no policy.</exception>
    public static Policy AddWitness(string file, string name, VerifierKey key, string url, int needed)
    {
        var policy = Witnesses.Read(file);
        if (
            policy.Groups.Any(group => group.Name != Group) || policy.Quorum is not (Policy.NoQuorum or Group)
        )
        {
            throw new InDoubtException(
                new(
                    $"{file} 是手工编写的见证策略，请直接修改该文件。",
                    $"{file} holds a policy written by hand; edit that file."
                )
            );
        }

        var witnesses = policy
            .Witnesses.Where(one => one.Name != name)
            .Append(new PolicyWitness(name, key, url))
            .ToList();
        var text = new StringBuilder();
        foreach (var log in policy.Logs)
        {
            Line(text, "log", log.Key.ToString(), log.Url);
        }

        foreach (var witness in witnesses)
        {
            Line(text, "witness", witness.Name, witness.Key.ToString(), witness.Url);
        }

        if (needed > 0)
        {
            Line(
                text,
                "group",
                [Group, needed.ToString(CultureInfo.InvariantCulture), .. witnesses.Select(one => one.Name)]
            );
        }

        Line(text, "quorum", needed > 0 ? Group : Policy.NoQuorum);
        return Save(file, text);
    }

    /// <summary>Adds a log whose checkpoints we cosign.</summary>
    /// <exception cref="InDoubtException">when the result would be no policy.</exception>
    public static Policy AddLog(string file, VerifierKey key)
    {
        var text = new StringBuilder();
        foreach (var log in Witnesses.Read(file).Logs.Where(one => !one.Key.Equals(key)))
        {
            Line(text, "log", log.Key.ToString(), log.Url);
        }

        Line(text, "log", key.ToString());
        Line(text, "quorum", Policy.NoQuorum);
        return Save(file, text);
    }

    private static void Line(StringBuilder text, string first, params IEnumerable<string?> words) =>
        text.AppendJoin(' ', words.OfType<string>().Prepend(first)).Append('\n');

    private static Policy Save(string file, StringBuilder text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        try
        {
            var policy = Policy.Parse(bytes);
            DurableFile.Write(file, bytes);
            return policy;
        }
        catch (MalformedPolicyException fault)
        {
            throw new InDoubtException(
                new(
                    $"见证策略不成立，未保存：{fault.Message}",
                    $"That would be no policy; nothing was saved: {fault.Message}"
                ),
                fault
            );
        }
    }
}
