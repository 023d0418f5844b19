namespace Daylight.Proceedings.Attachments;

/// <summary>
/// Files of one log, encrypted per case. A file is taken first, and is durable then; the act that names it follows. A file
/// that no fact names is removed after some days.
/// </summary>
/// <remarks>
/// Thread safe. Who may read a file is for the caller to ask: nothing here knows of permissions. Show only what
/// <see cref="AttachmentRef.MayBeShown"/> allows; HTML, SVG and everything else is handed out as a download.
/// </remarks>
public interface IAttachments
{
    /// <summary>Reads a file to its end, without holding it, and keeps it under the key of a case.</summary>
    /// <param name="caseId">Id of the case or matter whose erasure erases the file: a pseudonym.</param>
    /// <param name="name">As the user named it; a path in front of it is dropped.</param>
    /// <param name="content">Read from where it stands; not closed.</param>
    /// <returns>What a fact names, or why the file is not taken.</returns>
    /// <exception cref="IOException">when the disk fails or is full; nothing is kept then.</exception>
    Task<Intake> Take(string caseId, string name, Stream content, CancellationToken cancel = default);

    /// <summary>Whether the file is there; it is not compared.</summary>
    bool Has(AttachmentRef file);

    /// <summary>Writes the file as it was handed in. Nothing is written unless all of it is as it was taken.</summary>
    /// <exception cref="AttachmentGoneException">when it, or the key of its case, is gone, or its bytes were changed.</exception>
    Task CopyTo(AttachmentRef file, Stream destination, CancellationToken cancel = default);
}

/// <summary>What became of a file that was handed in.</summary>
public abstract record Intake
{
    private Intake() { }

    /// <summary>Durable. A fact may name it.</summary>
    public sealed record Taken(AttachmentRef File) : Intake;

    /// <summary>Nothing was kept, and why.</summary>
    public sealed record Refused(Refusal Refusal) : Intake;
}

/// <summary>Limits of one file.</summary>
/// <param name="MostBytes">Largest file, in bytes.</param>
/// <param name="MostName">Longest name, in UTF-16 units.</param>
public sealed record AttachmentLimits(long MostBytes = 50 * 1024 * 1024, int MostName = 120);

/// <summary>A file that facts name cannot be handed out.</summary>
public sealed class AttachmentGoneException(AttachmentRef file, string why, Exception? inner = null)
    : Exception($"The file {file.Hash} cannot be handed out: {why}.", inner)
{
    public AttachmentRef File { get; } = file;
}

[NoNorm("a limit of this program")]
public sealed record AttachmentIsTooLarge(string Name, long Most) : Refusal;

[NoNorm("an empty file shows nothing")]
public sealed record AttachmentIsEmpty(string Name) : Refusal;

[NoNorm("names stand in lists and in downloads")]
public sealed record AttachmentNameIsBad(int Most) : Refusal;

[NoNorm("only kinds of files that offices use are taken")]
public sealed record AttachmentTypeIsUnknown(string Name) : Refusal;

/// <summary>The name says one kind, the bytes another.</summary>
[NoNorm("a file that is not what its name says misleads whoever opens it")]
public sealed record AttachmentTypeDiffers(string Name, string Type) : Refusal;

[NoNorm("a program is no evidence that can be read here")]
public sealed record AttachmentIsProgram(string Name) : Refusal;

/// <summary>A fact names a file that is not there.</summary>
[NoNorm("what a fact names must be there before it is recorded")]
public sealed record AttachmentIsMissing(string Name) : Refusal;
