using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>A rule pack came into force, in place of the version adopted before under the same name.</summary>
/// <param name="Pack">Name of the pack, such as national.</param>
/// <param name="Title">Its title, for lists.</param>
/// <param name="Hash">Hash by which norms of this content are cited.</param>
/// <param name="Content">SHA-256 of the canonical content, which is kept.</param>
public sealed record PackAdopted(string Pack, string Title, PackHash Hash, string Content) : Fact
{
    private readonly byte[]? _bytes;

    internal PackAdopted(RulePack pack, byte[] bytes)
        : this(pack.Name, pack.Title, pack.Hash, ContentHash.Of(bytes)) => _bytes = bytes;

    public override IReadOnlyList<string> Streams => [AdoptedRules.Stream];

    public override IReadOnlyList<byte[]> Contents => _bytes is null ? [] : [_bytes];

    public override IReadOnlyList<string> ContentHashes => [Content];
}

/// <summary>Somebody laid a rule pack before a second person.</summary>
/// <param name="Pack">Name of the pack, such as national.</param>
/// <param name="Hash">Hash by which norms of this content would be cited.</param>
/// <param name="Content">SHA-256 of the canonical content, which is kept.</param>
/// <param name="By">Who proposes it; another one must confirm.</param>
public sealed record PackProposed(string Pack, string Title, PackHash Hash, string Content, string By) : Fact
{
    private readonly byte[]? _bytes;

    internal PackProposed(RulePack pack, byte[] bytes, string by)
        : this(pack.Name, pack.Title, pack.Hash, ContentHash.Of(bytes), by) => _bytes = bytes;

    public override IReadOnlyList<string> Streams => [AdoptedRules.Stream];

    public override IReadOnlyList<byte[]> Contents => _bytes is null ? [] : [_bytes];

    public override IReadOnlyList<string> ContentHashes => [Content];
}

/// <summary>A proposed rule pack was laid aside; what was in force stays.</summary>
public sealed record PackDropped(string Pack, string Reason) : Fact
{
    public override IReadOnlyList<string> Streams => [AdoptedRules.Stream];
}

/// <summary>Somebody read a year's holiday notice and laid the year before a second person.</summary>
/// <param name="Notice">Title and number of the State Council's notice.</param>
/// <param name="Content">SHA-256 of the year's content, which is kept.</param>
/// <param name="By">Who read it; another one must confirm.</param>
public sealed record CalendarProposed(int Year, string Notice, string Content, string By) : Fact
{
    private readonly byte[]? _bytes;

    internal CalendarProposed(int year, string notice, byte[] bytes, string by)
        : this(year, notice, ContentHash.Of(bytes), by) => _bytes = bytes;

    public override IReadOnlyList<string> Streams => [AdoptedRules.Stream];

    public override IReadOnlyList<byte[]> Contents => _bytes is null ? [] : [_bytes];

    public override IReadOnlyList<string> ContentHashes => [Content];
}

/// <summary>A year of the work calendar came into force.</summary>
public sealed record CalendarAdopted(int Year, string Notice, string Content) : Fact
{
    private readonly byte[]? _bytes;

    internal CalendarAdopted(int year, string notice, byte[] bytes)
        : this(year, notice, ContentHash.Of(bytes)) => _bytes = bytes;

    public override IReadOnlyList<string> Streams => [AdoptedRules.Stream];

    public override IReadOnlyList<byte[]> Contents => _bytes is null ? [] : [_bytes];

    public override IReadOnlyList<string> ContentHashes => [Content];
}
