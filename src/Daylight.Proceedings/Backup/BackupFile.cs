using System.IO.Pipelines;
using System.Security.Cryptography;
using Daylight.Crypto;
using Daylight.Proceedings.Publishing;

namespace Daylight.Proceedings.Backup;

/// <summary>A backup as a file: header, then one sealed stream.</summary>
internal static class BackupFile
{
    private static readonly PipeOptions s_pipe = new(
        pauseWriterThreshold: 4 << 20,
        resumeWriterThreshold: 2 << 20,
        minimumSegmentSize: 1 << 16
    );

    private static ReadOnlySpan<byte> Label => "daylight backup v1"u8;

    /// <summary>Writes a file that is there whole or not at all.</summary>
    /// <param name="write">Writes the inside; blocks.</param>
    /// <param name="replace">Whether an earlier file gives way; otherwise it is refused.</param>
    public static async Task Write(
        string path,
        BackupPart part,
        Suite suite,
        BackupKey key,
        bool replace,
        Action<RowWriter> write,
        CancellationToken cancel
    )
    {
        if (!replace && File.Exists(path))
        {
            throw new IOException(
                $"There is a file {path} already; no backup is written over another. Name a new one."
            );
        }

        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using (var file = new FileStream(beside, options))
            {
                await Seal(file, part, suite, key, write, cancel);
                file.Flush(flushToDisk: true);
            }

            DurableFile.Move(beside, path);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Reads a backup. What <paramref name="read"/> gets is authentic piece by piece; that it was whole is known when this returns.</summary>
    /// <exception cref="BackupBrokenException">when it is no backup, is damaged, or belongs to another key.</exception>
    public static async Task<T> Read<T>(
        Stream file,
        BackupPart part,
        BackupKey key,
        Func<RowReader, Task<T>> read,
        CancellationToken cancel
    )
    {
        var bytes = new byte[BackupHeader.Length];
        var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        var header = BackupHeader.Parse(bytes.AsSpan(0, length));
        if (header.Part != part)
        {
            throw BackupBrokenException.OtherPart(header.Part);
        }

        using var stream = header.Open(key, bytes);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pipe = new Pipe(s_pipe);
        var opening = Task.Run(
            () => Open(header.Suite, stream, file, pipe.Writer, bytes, stop.Token),
            cancel
        );
        try
        {
            var inside = new BufferedStream(pipe.Reader.AsStream(), 1 << 16);
            return await Task.Run(() => read(new RowReader(inside)), cancel);
        }
        finally
        {
            // Whoever stopped reading early must not leave the other end waiting.
            await pipe.Reader.CompleteAsync();
            await stop.CancelAsync();
            await opening.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static byte[] Context(ReadOnlySpan<byte> header) => [.. Label, .. header];

    private static async Task Seal(
        Stream to,
        BackupPart part,
        Suite suite,
        BackupKey key,
        Action<RowWriter> write,
        CancellationToken cancel
    )
    {
        var (header, secret) = BackupHeader.For(part, suite, key).Seal(key);
        using var stream = secret;
        await to.WriteAsync(header, cancel);
        var pipe = new Pipe(s_pipe);
        var writing = Task.Run(() => Fill(pipe.Writer, write), cancel);
        try
        {
            await StreamSeal.SealAsync(suite, stream, pipe.Reader.AsStream(), to, Context(header), cancel);
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await writing.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await writing;
    }

    private static async Task Fill(PipeWriter to, Action<RowWriter> write)
    {
        try
        {
            var inside = new BufferedStream(to.AsStream(leaveOpen: true), 1 << 16);
            var rows = new RowWriter(inside);
            write(rows);
            rows.Close();
            await to.CompleteAsync();
        }
        catch (Exception fault)
        {
            await to.CompleteAsync(fault);
            throw;
        }
    }

    private static async Task Open(
        Suite suite,
        SecretBytes key,
        Stream file,
        PipeWriter to,
        byte[] header,
        CancellationToken cancel
    )
    {
        try
        {
            await StreamSeal.OpenAsync(
                suite,
                key,
                file,
                to.AsStream(leaveOpen: true),
                Context(header),
                cancel
            );
            await to.CompleteAsync();
        }
        catch (CryptographicException fault)
        {
            await to.CompleteAsync(BackupBrokenException.Damaged(fault));
        }
        catch (Exception fault)
        {
            await to.CompleteAsync(fault);
        }
    }
}
