using System.Buffers.Binary;

namespace Daylight.Accounts;

/// <summary>
/// Recovery of an account whose holder lost his factors: proposed by one administrator, confirmed by another, and its link
/// opens only a day later, so that the holder, who is told at once, can stop it.
/// </summary>
public static class Recover
{
    /// <summary>How long the link waits before it opens.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    /// <summary>What the row of a link holds: the instant from which it opens.</summary>
    internal static byte[] Material(DateTimeOffset opens)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, opens.ToUnixTimeMilliseconds());
        return bytes;
    }

    internal static DateTimeOffset OpensAt(CredentialRow link) =>
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(link.Material));
}
