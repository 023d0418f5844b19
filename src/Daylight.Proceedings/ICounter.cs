using Daylight.Proceedings.Attachments;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>The counter at which acts are handed in: who acts on this request, and on which log. Made by the host.</summary>
public interface ICounter
{
    /// <summary>Who acts, or null where nobody is signed in.</summary>
    Mandate? Mandate { get; }

    Clerk Clerk { get; }

    ILogStore Store { get; }

    TimeProvider Time { get; }

    /// <summary>Files of this log; null where the host keeps none.</summary>
    IAttachments? Attachments => null;

    /// <summary>Receipts of this log, as a page may offer them; null while nothing was published yet.</summary>
    Task<string?> Receipt(long index, CancellationToken cancel = default);
}

/// <summary>Names behind opaque ids of units, offices and persons.</summary>
public interface INames
{
    /// <summary>The name, or the id itself where it is unknown.</summary>
    string Of(string id);

    /// <summary>The open units with their names, in the order of lists.</summary>
    IReadOnlyList<(string Id, string Name)> Units { get; }

    /// <summary>The offices that may give items, with their names.</summary>
    IReadOnlyList<(string Id, string Name)> Givers { get; }
}
