namespace Daylight.Norms;

/// <summary>What the reading of one pack gathers on its way: faults, terms that need words, numbers that can be nudged.</summary>
internal sealed class Reader(Faults faults)
{
    public Faults Faults { get; } = faults;

    /// <summary>Terms met, each at the place where it first stood.</summary>
    public Dictionary<string, Node.Scalar> Terms { get; } = [];

    /// <summary>Every scalar that was read as a number, a share, a span or a window: the parameters of a pack.</summary>
    public List<Node.Scalar> Numerals { get; } = [];

    /// <summary>Whether the norm being read proposes only after a hearing, unless a consequence says otherwise.</summary>
    public bool AfterHearing { get; set; }

    public void Term(Node.Scalar at) => Terms.TryAdd(at.Text, at);
}
