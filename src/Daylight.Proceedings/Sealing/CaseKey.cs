using System.Text;
using Daylight.Crypto;
using Daylight.Store;

namespace Daylight.Proceedings.Sealing;

/// <summary>The opened key of one case, with the module that it belongs to.</summary>
internal sealed record CaseKey(string Id, ICryptoModule Module, SecretBytes Secret, WrappedKey Wrap)
{
    /// <summary>A key for one purpose.</summary>
    public SecretBytes Derive(string purpose) => Module.DeriveKey(Secret, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Never the key.</summary>
    public override string ToString() => $"(key of case {Id})";
}

/// <summary>The case's key was erased: nothing is sealed for it any more.</summary>
public sealed class CaseErasedException(string keyId)
    : Exception($"The key of case {keyId} was erased; nothing can be sealed under it again.")
{
    public string KeyId { get; } = keyId;
}
