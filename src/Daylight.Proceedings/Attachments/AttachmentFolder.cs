using System.Security.Cryptography;
using System.Text;
using Daylight.Norms.Calendar;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Attachments;

/// <summary>
/// Files in a folder, each under the hash of its ciphertext, in a folder per case:
/// <c>folder/jurisdiction/first 32 digits of SHA-256(case)/hash</c>. A file is written in <c>incoming</c>, flushed, and
/// renamed into its place, which is flushed too.
/// </summary>
/// <remarks>
/// A file never changes and its name is its content, so that several nodes may share the folder over the network, or have it
/// copied by any tool in any order. The time of a file is the midnight of its day, as facts of day precision need it.
/// </remarks>
public sealed class AttachmentFolder(
    string folder,
    string jurisdiction,
    ILogStore store,
    CaseKeys keys,
    TimeProvider time
) : IAttachments
{
    private const string Purpose = "daylight/attachment/v1";

    /// <summary>How long a file may stay that no fact names, and a piece of one that never came to its end.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromDays(3);

    public AttachmentLimits Limits { get; init; } = new();

    private string Root => Path.Combine(folder, jurisdiction);

    private string Incoming => Path.Combine(Root, "incoming");

    /// <inheritdoc/>
    public async Task<Intake> Take(
        string caseId,
        string name,
        Stream content,
        CancellationToken cancel = default
    )
    {
        if (FileName.Clean(name, Limits.MostName) is not { } clean)
        {
            return new Intake.Refused(new AttachmentNameIsBad(Limits.MostName));
        }

        var head = new byte[FileKind.HeadLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (length == 0)
        {
            return new Intake.Refused(new AttachmentIsEmpty(clean));
        }

        var (kind, no) = FileKind.Of(head.AsSpan(0, length), clean);
        if (kind is null)
        {
            return new Intake.Refused(no!);
        }

        try
        {
            var key = await keys.Ensure(store, caseId, cancel);
            await using var source = new MeasuredStream(head.AsMemory(0, length), content, Limits.MostBytes);
            var hash = await Write(key, source, cancel);
            return new Intake.Taken(
                new AttachmentRef(hash, source.Hash(), caseId, clean, kind.Type, source.Length)
            );
        }
        catch (CaseErasedException)
        {
            return new Intake.Refused(new TheCaseIsErased(caseId));
        }
        catch (TooManyBytesException)
        {
            return new Intake.Refused(new AttachmentIsTooLarge(clean, Limits.MostBytes));
        }
    }

    /// <inheritdoc/>
    public bool Has(AttachmentRef file) => PathOf(file) is { } path && File.Exists(path);

    /// <inheritdoc/>
    public async Task CopyTo(AttachmentRef file, Stream destination, CancellationToken cancel = default)
    {
        await keys.Need(store, [file.Case], cancel);
        if (keys.Find(file.Case) is not { } key)
        {
            throw new AttachmentGoneException(file, "the key of its case was erased");
        }

        switch (await Look(file, cancel))
        {
            case AttachmentStanding.Missing:
                throw new AttachmentGoneException(file, "it is missing");
            case AttachmentStanding.Changed:
                throw new AttachmentGoneException(file, "its bytes were changed");
        }

        await using var source = File.OpenRead(PathOf(file)!);
        using var own = key.Derive(Purpose);
        try
        {
            await key.Module.OpenStreamAsync(own, source, destination, Context(file.Case), cancel);
        }
        catch (CryptographicException broken)
        {
            throw new AttachmentGoneException(file, "it belongs to another case or key", broken);
        }
    }

    /// <summary>Whether a file is there and has the hash under which facts name it; needs no key.</summary>
    public async Task<AttachmentStanding> Look(AttachmentRef file, CancellationToken cancel = default)
    {
        if (PathOf(file) is not { } path)
        {
            return AttachmentStanding.Missing;
        }

        try
        {
            await using var content = File.OpenRead(path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) == file.Hash
                ? AttachmentStanding.Whole
                : AttachmentStanding.Changed;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return AttachmentStanding.Missing;
        }
    }

    /// <summary>The refusal of a fact that names a file which is not there, or null.</summary>
    internal Refusal? Missing(Fact fact) =>
        fact.Attachments.FirstOrDefault(file => !Has(file)) is { } file
            ? new AttachmentIsMissing(file.Name)
            : null;

    /// <summary>
    /// Removes what no fact names after three days, and the files of erased cases at once. A worker calls it once a day.
    /// </summary>
    /// <param name="now">The host's real time, since files bear it.</param>
    /// <returns>How many files were removed.</returns>
    public async Task<int> Sweep(DateTimeOffset now, CancellationToken cancel = default)
    {
        if (!Directory.Exists(Root))
        {
            return 0;
        }

        var named = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.Attachments(jurisdiction, cancel))
        {
            named.Add(row.Hash);
        }

        var erased = keys.Erased.Select(FolderOf).ToHashSet(StringComparer.Ordinal);
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            cancel.ThrowIfCancellationRequested();
            var isOld = File.GetLastWriteTimeUtc(path) < (now - s_grace).UtcDateTime;
            if (
                erased.Contains(Path.GetFileName(Path.GetDirectoryName(path)!))
                || (isOld && !named.Contains(Path.GetFileName(path)))
            )
            {
                File.Delete(path);
                removed++;
            }
        }

        return removed;
    }

    private async Task<string> Write(CaseKey key, MeasuredStream source, CancellationToken cancel)
    {
        DurableFile.CreateFolder(Incoming);
        var quarantined = Path.Combine(Incoming, RandomNumberGenerator.GetHexString(32, lowercase: true));
        try
        {
            string hash;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using (var file = new FileStream(quarantined, options))
            await using (var hashing = new HashingStream(file))
            {
                using var own = key.Derive(Purpose);
                await key.Module.SealStreamAsync(own, source, hashing, Context(key.Id), cancel);
                hash = hashing.Hash();
                file.Flush(flushToDisk: true);
            }

            var midnight = Shanghai.StartOf(Shanghai.DayOf(time.GetUtcNow()));
            File.SetLastWriteTimeUtc(quarantined, midnight.UtcDateTime);
            var place = Path.Combine(Root, FolderOf(key.Id));
            DurableFile.CreateFolder(place);
            DurableFile.Move(quarantined, Path.Combine(place, hash));
            return hash;
        }
        catch
        {
            File.Delete(quarantined);
            throw;
        }
    }

    /// <summary>Null where the hash is none, so that no payload names a path.</summary>
    private string? PathOf(AttachmentRef file) =>
        file.Hash.Length == 64 && file.Hash.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(Root, FolderOf(file.Case), file.Hash)
            : null;

    private static string FolderOf(string caseId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caseId)))[..32];

    private byte[] Context(string caseId) => Encoding.UTF8.GetBytes($"{Purpose}\n{jurisdiction}\n{caseId}");
}

/// <summary>How a file stands.</summary>
public enum AttachmentStanding
{
    Whole,
    Missing,
    Changed,
}
