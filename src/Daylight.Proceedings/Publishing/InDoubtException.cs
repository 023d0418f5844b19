using Daylight.Norms;

namespace Daylight.Proceedings.Publishing;

/// <summary>Something about a log or its keys is not as it must be, so nothing is started or signed. Says what and the way out.</summary>
public class InDoubtException(Phrase says, Exception? inner = null) : Exception($"{says.Zh} {says.En}", inner)
{
    /// <summary>For people, in both languages.</summary>
    public Phrase Says { get; } = says;
}

/// <summary>A key that is missing, malformed or open to others.</summary>
public sealed class KeyFaultException(string file, Phrase says, Exception? inner = null)
    : InDoubtException(says, inner)
{
    /// <summary>Path of the file that it is about.</summary>
    public string File { get; } = file;
}
