using System.Text.Json.Serialization;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// What was recorded, for good. A positional record, so that no field is forgotten; its properties are the payload.
/// </summary>
public abstract record Fact
{
    /// <summary>Streams that it belongs to; each must be one that its act names.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Streams { get; }

    /// <summary>Opaque ids of those whom it is about.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> Subjects => [];

    /// <summary>Norms that it rests on, with the pack that held them.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<NormRef> Norms => [];

    /// <summary>Content that the fact names by hash and that is kept with it, such as a rule pack.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<byte[]> Contents => [];

    /// <summary>Files that it names; they are durable before it is recorded.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<AttachmentRef> Attachments => [];

    /// <summary>Hashes of that content, also where the fact was read back; an audit holds the content against them.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> ContentHashes => [];
}

/// <summary>Name and version of a fact's kind where they are not the type's name and 1.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactKindAttribute(string name, int version) : Attribute
{
    public string Name { get; } = name;

    public int Version { get; } = version;
}

/// <summary>An old shape of a fact. It is lifted on reading and never written again.</summary>
public interface ILifted
{
    /// <summary>The same fact in its present shape.</summary>
    Fact Lift();
}

/// <summary>
/// A fact whose payload is exactly the text that the public reads; it may be opened on the portal. Its envelope names no
/// mandate and no cause, and it belongs to no stream but its own: who did it and to which matter it belongs stands in an
/// internal fact of the same act.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PublicFactAttribute : Attribute;

/// <summary>
/// On a <see cref="SealedFact"/>: nobody may order or time such facts finer than the day, the holder of the key included. See
/// <see cref="Act.OfDayPrecision"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DayPrecisionAttribute : Attribute;

/// <summary>
/// A fact of which only log, index and day are in the clear. Its streams and subjects are pseudonyms of the case.
/// </summary>
public abstract record SealedFact : Fact
{
    /// <summary>The case whose key seals it; erasing that key erases it.</summary>
    [JsonIgnore]
    public abstract string Case { get; }
}
