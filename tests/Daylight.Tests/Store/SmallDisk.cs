using System.Diagnostics;

namespace Daylight.Tests.Store;

/// <summary>A disk in memory of a few megabytes, which can be filled, freed and made read-only. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Skips the test where this process may not mount.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only root may mount the small disk that this test fills."
        );
        var folder = Directory.CreateTempSubdirectory("daylight-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "daylight-test", folder) is { } refusal)
        {
            Directory.Delete(folder);
            Assert.Skip($"This system lets even root mount nothing: {refusal}");
        }

        return new SmallDisk(folder);
    }

    public void Fill()
    {
        using var filler = File.Create(Filler, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(page);
            }
        }
        catch (IOException)
        {
            // Full is what it was to become.
        }
    }

    /// <summary>Fills it up to a few free pages of 4 KiB.</summary>
    public void FillUpTo(int freePages)
    {
        Fill();
        using var filler = File.OpenWrite(Filler);
        filler.SetLength(filler.Length - (freePages * 4096));
    }

    public void Free() => File.Delete(Filler);

    public void MakeReadOnly() => Assert.Null(Run("mount", "-o", "remount,ro", Folder));

    /// <summary>One file only: rights would not hold root back.</summary>
    public static void MakeReadOnly(string file)
    {
        Assert.Null(Run("mount", "--bind", file, file));
        Assert.Null(Run("mount", "-o", "remount,ro,bind", file));
    }

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    /// <summary>What the command complained of, or null where it succeeded.</summary>
    private static string? Run(string command, params IReadOnlyList<string> words)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command, words) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors.Trim();
    }
}
