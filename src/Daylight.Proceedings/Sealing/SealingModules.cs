using Daylight.Crypto;

namespace Daylight.Proceedings.Sealing;

/// <summary>The modules of both suites, as the host registered them, and the suite in which new keys are made.</summary>
/// <remarks>What was sealed under one suite stays readable when a site goes over to the other.</remarks>
public sealed record SealingModules(ICryptoModule International, ICryptoModule National, Suite Makes)
{
    /// <summary>Both software modules.</summary>
    public static SealingModules Software(Suite makes = Suite.International) =>
        new(CryptoModule.International, CryptoModule.National, makes);

    public ICryptoModule Of(Suite suite) =>
        suite switch
        {
            Suite.International => International,
            Suite.National => National,
        };
}
