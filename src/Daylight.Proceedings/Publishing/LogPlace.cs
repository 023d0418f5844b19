using System.Globalization;
using System.Runtime.InteropServices;

namespace Daylight.Proceedings.Publishing;

/// <summary>Which of a jurisdiction's logs: 1 is the first, 2 the one that continues it after a loss.</summary>
/// <remarks><c>default</c> has number 0 and is no log.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogPlace(string Jurisdiction, int Number)
{
    /// <summary>Under what the store keeps its checkpoints and tiles. Facts are kept by jurisdiction alone.</summary>
    internal string Key =>
        Number == 1 ? Jurisdiction : string.Create(CultureInfo.InvariantCulture, $"{Jurisdiction}/{Number}");
}
