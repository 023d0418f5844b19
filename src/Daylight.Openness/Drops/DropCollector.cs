using Daylight.Proceedings;

namespace Daylight.Openness.Drops;

/// <summary>What a round of pulling did.</summary>
/// <param name="Taken">Drops that a taker kept; they are gone from the box.</param>
/// <param name="Refused">Files that are no drops; they lie in <c>refused</c> below the box.</param>
/// <param name="Left">Drops that no taker wanted, or that could not be read just now.</param>
public sealed record Pulled(int Taken, int Refused, int Left);

/// <summary>
/// Pulls the drop box from the inside: each drop is handed on and, once it is kept durably, removed. A drop that was kept
/// just before a power cut comes again with the same id.
/// </summary>
public sealed class DropCollector(DropBox box, IReadOnlyList<IDropTaker> takers)
{
    private const string RefusedFolder = "refused";

    public async Task<Pulled> Pull(CancellationToken cancel = default)
    {
        var (taken, refused, left) = (0, 0, 0);
        foreach (var file in takers.Count == 0 ? [] : box.Files())
        {
            if (DropBox.Read(file) is not { } bytes)
            {
                var folder = Directory.CreateDirectory(Path.Combine(box.Folder, RefusedFolder));
                File.Move(file, Path.Combine(folder.FullName, Path.GetFileName(file)), overwrite: true);
                refused++;
            }
            else if (await Take(bytes, cancel))
            {
                File.Delete(file);
                taken++;
            }
            else
            {
                left++;
            }
        }

        return new(taken, refused, left);
    }

    private async ValueTask<bool> Take(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var id = DropBox.IdOf(bytes.Span);
        foreach (var taker in takers)
        {
            if (await taker.Take(id, bytes, cancel))
            {
                return true;
            }
        }

        return false;
    }
}
