namespace Daylight.Crypto;

/// <summary>The two software modules, and the check that this machine can run them.</summary>
public static class CryptoModule
{
    private static readonly Lazy<string> s_tested = new(KnownAnswers.Check);

    /// <summary>SHA-256, Ed25519, AES-256-GCM, HPKE.</summary>
    public static ICryptoModule International { get; } = new InternationalModule();

    /// <summary>SM3, SM2, SM4-CTR with HMAC-SM3.</summary>
    public static ICryptoModule National { get; } = new NationalModule();

    public static ICryptoModule Of(Suite suite) =>
        suite switch
        {
            Suite.International => International,
            Suite.National => National,
        };

    /// <summary>
    /// Every host calls this before it opens anything: loads OpenSSL and compares each algorithm with a published
    /// vector. Runs once; later calls cost nothing.
    /// </summary>
    /// <returns>The version of OpenSSL in its own words.</returns>
    /// <exception cref="CryptographyMissingException">
    /// The library or an algorithm is missing or answers wrongly; the message says what to install.
    /// </exception>
    public static string SelfTest() => s_tested.Value;
}
