using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Daylight.Supervision.KeyWork.Faces;

/// <summary>
/// Files that come with a form: looked at for marks of secrecy before a byte is kept, then taken one after the other. Where one
/// is refused nothing of the form is recorded, and what the others left is removed as files that no fact names.
/// </summary>
internal static class EvidenceFiles
{
    /// <summary>Files in one form.</summary>
    public const int Most = 10;

    /// <summary>A form with files, all of them together: it is held in memory until it was looked at.</summary>
    public static IRequestSizeLimitMetadata Limit { get; } = new FormLimit();

    /// <summary>Id of the key under which an item's files lie: erasing the case erases them.</summary>
    public static string CaseOf(string item) => $"item-{item}";

    public static Task<(IReadOnlyList<AttachmentRef> Files, Refusal? No)> Take(
        IFormCollection form,
        ICounter counter,
        string item
    ) =>
        Take(
            [
                .. form
                    .Files.Where(file => file.FileName.Length > 0)
                    .Select(file => (file.FileName, (Func<Stream>)file.OpenReadStream)),
            ],
            counter,
            item
        );

    /// <param name="sent">Each with its name, and opened as often as it is read.</param>
    public static async Task<(IReadOnlyList<AttachmentRef> Files, Refusal? No)> Take(
        IReadOnlyList<(string Name, Func<Stream> Open)> sent,
        ICounter counter,
        string item
    )
    {
        if (sent.Count == 0)
        {
            return ([], null);
        }

        if (counter.Attachments is not { } attachments)
        {
            return ([], new FilesAreNotKept());
        }

        if (sent.Count > Most)
        {
            return ([], new TooManyFiles(sent.Count, Most));
        }

        foreach (var file in sent)
        {
            if (await SecretFiles.MarkIn(file.Name, file.Open) is { } mark)
            {
                return ([], new FileBearsASecrecyMark(file.Name, mark));
            }
        }

        var taken = new List<AttachmentRef>();
        foreach (var file in sent)
        {
            await using var content = file.Open();
            await using var bare = await PhotoTraces.Without(content);
            switch (await attachments.Take(CaseOf(item), file.Name, bare))
            {
                case Proceedings.Attachments.Intake.Refused refused:
                    return ([], refused.Refusal);
                case Proceedings.Attachments.Intake.Taken kept:
                    taken.Add(kept.File);
                    break;
            }
        }

        return (taken, null);
    }

    private sealed class FormLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => 25L * 1024 * 1024;
    }
}
