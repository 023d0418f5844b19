using System.Globalization;

namespace Daylight.Ledger;

/// <summary>A log that a policy accepts.</summary>
public sealed record PolicyLog(VerifierKey Key, string? Url);

/// <summary>A witness that a policy knows, by its name within the policy.</summary>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);

/// <summary>A group: it has witnessed when at least <paramref name="Needed"/> of its members have.</summary>
public sealed record PolicyGroup(string Name, int Needed, IReadOnlyList<string> Members);

/// <summary>Whom a verifier trusts: which logs, which witnesses, and how many of them must have cosigned (c2sp.org/tlog-policy).</summary>
/// <remarks>Unlike the specification, which allows any octets, a policy here is UTF-8.</remarks>
public sealed class Policy
{
    /// <summary>The quorum that needs no witness.</summary>
    public const string NoQuorum = "none";

    private readonly Dictionary<string, PolicyWitness> witnesses;
    private readonly Dictionary<string, PolicyGroup> groups;

    internal Policy(
        IReadOnlyList<PolicyLog> logs,
        Dictionary<string, PolicyWitness> witnesses,
        Dictionary<string, PolicyGroup> groups,
        string quorum
    ) => (Logs, this.witnesses, this.groups, Quorum) = (logs, witnesses, groups, quorum);

    public IReadOnlyList<PolicyLog> Logs { get; }

    public IReadOnlyCollection<PolicyWitness> Witnesses => witnesses.Values;

    public IReadOnlyCollection<PolicyGroup> Groups => groups.Values;

    /// <summary>Name of the witness or group that must have witnessed, or <see cref="NoQuorum"/>.</summary>
    public string Quorum { get; }

    /// <exception cref="MalformedPolicyException">at the first line that is not allowed.</exception>
    public static Policy Parse(ReadOnlySpan<byte> file) => PolicyFile.Parse(file);

    /// <summary>Verifies a checkpoint against logs, witnesses and quorum.</summary>
    /// <exception cref="UnprovenException">when a signature does not hold, none of the logs signed, or the quorum is missed.</exception>
    /// <exception cref="MalformedException">when the bytes are no checkpoint.</exception>
    public SignedCheckpoint Open(ReadOnlySpan<byte> note)
    {
        var signed = SignedCheckpoint.Open(note, LogKeys, WitnessKeys);
        RequireQuorum(signed);
        return signed;
    }

    /// <summary>Keys of all logs.</summary>
    public IReadOnlyCollection<VerifierKey> LogKeys => [.. Logs.Select(log => log.Key)];

    /// <summary>Keys of all witnesses.</summary>
    public IReadOnlyCollection<VerifierKey> WitnessKeys => [.. Witnesses.Select(witness => witness.Key)];

    /// <exception cref="QuorumMissedException">when too few of the witnesses cosigned.</exception>
    public void RequireQuorum(SignedCheckpoint checkpoint)
    {
        var keys = checkpoint.Cosignatures.Select(one => one.Key).ToHashSet();
        string[] cosigned =
        [
            .. Witnesses.Where(witness => keys.Contains(witness.Key)).Select(witness => witness.Name),
        ];
        if (!IsReachedBy(cosigned))
        {
            throw new QuorumMissedException(Quorum, cosigned);
        }
    }

    /// <summary>Whether these witnesses, by their names within the policy, reach the quorum.</summary>
    public bool IsReachedBy(IEnumerable<string> cosigned)
    {
        var names = cosigned.ToHashSet();
        return Quorum == NoQuorum || Witnessed(Quorum);

        // A group names only what stands above it in the file, so this ends.
        bool Witnessed(string name) =>
            groups.TryGetValue(name, out var group)
                ? group.Members.Count(Witnessed) >= group.Needed
                : names.Contains(name);
    }
}

/// <summary>Reads a policy file line by line.</summary>
internal sealed class PolicyFile
{
    private readonly List<PolicyLog> logs = [];
    private readonly Dictionary<string, PolicyWitness> witnesses = [];
    private readonly Dictionary<string, PolicyGroup> groups = [];
    private readonly HashSet<string> members = [];
    private readonly HashSet<string> logKeys = [];
    private readonly HashSet<string> witnessKeys = [];
    private string? quorum;
    private int number;
    private string line = "";

    internal static Policy Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length > Limits.PolicyBytes)
        {
            throw new MalformedPolicyException(
                $"{file.Length} bytes; at most {Limits.PolicyBytes} are read",
                0,
                ""
            );
        }

        // Tab is the one control character that other ledger texts do not allow.
        var untabbed = file.ToArray();
        untabbed.AsSpan().Replace((byte)'\t', (byte)' ');
        var text =
            LedgerText.OrNull(untabbed) is { } read && !read.Contains('\x7f')
                ? read
                : throw new MalformedPolicyException(
                    "the file is no UTF-8 or holds a control character",
                    0,
                    ""
                );
        var policy = new PolicyFile();
        foreach (var next in text.Split('\n'))
        {
            policy.Read(next);
        }

        return policy.quorum is { } quorum
            ? new(policy.logs, policy.witnesses, policy.groups, quorum)
            : throw policy.Wrong("the file has no quorum line; \"quorum none\" asks for no witness");
    }

    private void Read(string text)
    {
        (number, line) = (number + 1, text);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case []:
            case [['#', ..], ..]:
                break;
            case ["log", var key]:
                AddLog(key, null);
                break;
            case ["log", var key, var url]:
                AddLog(key, url);
                break;
            case ["witness", var name, var key]:
                AddWitness(name, key, null);
                break;
            case ["witness", var name, var key, var url]:
                AddWitness(name, key, url);
                break;
            case ["group", var name, var needed, _, ..]:
                AddGroup(name, needed, words[3..]);
                break;
            case ["quorum", var name]:
                SetQuorum(name);
                break;
            default:
                throw Wrong(
                    "is no line of a policy: log, witness, group or quorum with the right number of words"
                );
        }
    }

    private void AddLog(string key, string? url)
    {
        var log = new PolicyLog(Key(key, KeyType.Ed25519), url);
        if (!logKeys.Add(PublicKeyOf(log.Key)))
        {
            throw Wrong("the same log key stands twice");
        }

        logs.Add(log);
    }

    private void AddWitness(string name, string key, string? url)
    {
        var witness = new PolicyWitness(NewName(name), Key(key, KeyType.Cosignature), url);
        if (!witnessKeys.Add(PublicKeyOf(witness.Key)))
        {
            throw Wrong("the same witness key stands twice");
        }

        witnesses.Add(name, witness);
    }

    private void AddGroup(string name, string needed, string[] names)
    {
        NewName(name);
        foreach (var member in names)
        {
            if (!IsDefined(member))
            {
                throw Wrong($"\"{member}\" is no witness or group of an earlier line");
            }

            if (!members.Add(member))
            {
                throw Wrong($"\"{member}\" is a member of a group already");
            }
        }

        groups.Add(name, new(name, Needed(needed, names.Length), names));
    }

    private int Needed(string needed, int count) =>
        needed switch
        {
            "any" => 1,
            "all" => count,
            _ => int.TryParse(needed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= count
                ? number
                : throw Wrong($"\"{needed}\" is not any, all or a number from 1 to {count}"),
        };

    private void SetQuorum(string name)
    {
        if (quorum is not null)
        {
            throw Wrong("a second quorum line");
        }

        quorum =
            name == Policy.NoQuorum || IsDefined(name)
                ? name
                : throw Wrong($"\"{name}\" is no witness or group of an earlier line");
    }

    private string NewName(string name) =>
        name == Policy.NoQuorum || IsDefined(name) ? throw Wrong($"the name \"{name}\" is taken") : name;

    private bool IsDefined(string name) => witnesses.ContainsKey(name) || groups.ContainsKey(name);

    private VerifierKey Key(string text, KeyType type)
    {
        try
        {
            var key = VerifierKey.Parse(text);
            return key.Type == type
                ? key
                : throw Wrong(
                    type == KeyType.Ed25519
                        ? "this is a witness key, not a log key"
                        : "this is a log key, not a witness key"
                );
        }
        catch (MalformedKeyException fault)
        {
            throw Wrong(fault.Message.TrimEnd('.'));
        }
    }

    private MalformedPolicyException Wrong(string problem) => new(problem, number, line);

    private static string PublicKeyOf(VerifierKey key) => Convert.ToHexString(key.PublicKey.Span);
}
