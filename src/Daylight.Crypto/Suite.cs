namespace Daylight.Crypto;

/// <summary>
/// The two families of algorithms. The number is the first byte of everything that is sealed (see
/// docs/formats/sealing.md), so it never changes; 0 is no suite.
/// </summary>
public enum Suite : byte
{
    /// <summary>SHA-256, Ed25519, AES-256-GCM, HPKE over P-256.</summary>
    International = 1,

    /// <summary>SM3, SM2, SM4-CTR with HMAC-SM3 (国密).</summary>
    National = 2,
}
