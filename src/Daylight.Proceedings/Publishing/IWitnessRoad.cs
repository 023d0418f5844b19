using Daylight.Ledger;

namespace Daylight.Proceedings.Publishing;

/// <summary>The way to one witness.</summary>
public interface IWitnessRoad
{
    /// <summary>Asks it to cosign.</summary>
    /// <exception cref="HttpRequestException">when it cannot be reached.</exception>
    /// <exception cref="MalformedException">when it answers what the protocol does not know.</exception>
    Task<WitnessAnswer> Add(WitnessRequest request, CancellationToken cancel);

    /// <summary>The checkpoint that it cosigned last for a log, or null where it knows none.</summary>
    /// <exception cref="HttpRequestException">when it cannot be reached.</exception>
    Task<byte[]?> Held(string origin, CancellationToken cancel);
}
