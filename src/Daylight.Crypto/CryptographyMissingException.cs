namespace Daylight.Crypto;

/// <summary>The machine lacks a library or an algorithm that Daylight needs; raised at start, before any request.</summary>
public sealed class CryptographyMissingException : Exception
{
    /// <summary>The Debian package that brings what is missing.</summary>
    public const string Package = "libssl3";

    private CryptographyMissingException(string what, string message)
        : base(message) => What = what;

    /// <summary>The library file or the algorithm that was not found, or that gave a wrong answer.</summary>
    public string What { get; }

    internal static CryptographyMissingException Library(string file) =>
        new(
            file,
            $"The OpenSSL 3 library {file} cannot be loaded. Install it (Debian: apt-get install {Package}), then start Daylight again."
        );

    internal static CryptographyMissingException Algorithm(string name, string version) =>
        new(
            name,
            $"{version} does not offer {name}. Install Debian's own build (apt-get install --reinstall {Package}) and check that no openssl.cnf switches the default provider off."
        );

    internal static CryptographyMissingException WrongAnswer(string name, string version) =>
        new(
            name,
            $"{version} gives a wrong answer for the published test vector of {name}. Do not use this machine for Daylight; reinstall the package {Package} and compare its checksum."
        );
}
