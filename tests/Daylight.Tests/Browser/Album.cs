using System.Globalization;
using Daylight.Tests.Habits;

namespace Daylight.Tests.Browser;

/// <summary>The pictures of a walk, numbered, in <c>artifacts/pictures/</c>; each run takes them anew.</summary>
internal sealed class Album
{
    private readonly string _folder;
    private int _taken;

    public Album(string walk)
    {
        _folder = Path.Combine(Tree.Root, "artifacts", "pictures", walk);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        Directory.CreateDirectory(_folder);
    }

    /// <param name="most">Where the picture is cut, in CSS px.</param>
    public async Task Take(Window window, string name, int? most = null) =>
        await File.WriteAllBytesAsync(
            Path.Combine(
                _folder,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Interlocked.Increment(ref _taken):00}-{name}.png"
                )
            ),
            await window.Picture(most)
        );
}
