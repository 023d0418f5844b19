using System.Security.Cryptography;
using System.Text;
using Daylight.Ledger;
using Daylight.Openness;
using Daylight.Openness.Publication;

namespace Daylight.Tests.Openness;

/// <summary>
/// A publication whose list or facts were mutated, by a stranger and by somebody who signs with the log's own key: taken as
/// what it says, or refused by name, and the portal goes on showing what it held.
/// </summary>
public sealed class PublicationFuzzTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-open-").FullName;
    private InnerNode _inner = null!;

    private string Outer => Path.Combine(_folder, "published");

    private string Carried => Path.Combine(_folder, "carried");

    private string ListFile => Path.Combine(Carried, "list");

    public async ValueTask InitializeAsync()
    {
        _inner = await InnerNode.Open(Path.Combine(_folder, "inner"));
        await _inner.Published("一", "二");
        await new FolderWriting(Carried).Write(_inner.Publication, _inner.Log.Keys.Signers);
    }

    public async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_strangers_list_is_refused()
    {
        var good = await File.ReadAllBytesAsync(ListFile, TestContext.Current.CancellationToken);
        await Fuzz.Parser(
            "publication list",
            Fuzz.Cases(400),
            [good],
            bytes =>
            {
                File.WriteAllBytes(ListFile, bytes);
                PublicationFolder.Open(Carried, _inner.Keys);
                Assert.True(
                    bytes.AsSpan().StartsWith(good.AsSpan(0, good.AsSpan().IndexOf("\n\n"u8))),
                    "a list was taken that nobody signed"
                );
                return Task.FromResult<byte[]?>(null);
            },
            fault => fault is PublicationRefusedException
        );
    }

    [Fact]
    public async Task A_signed_list_that_makes_no_sense_is_refused()
    {
        var list = await File.ReadAllTextAsync(ListFile, TestContext.Current.CancellationToken);
        await Fuzz.Parser(
            "signed publication list",
            Fuzz.Cases(400),
            [Encoding.UTF8.GetBytes(list[..(list.IndexOf("\n\n", StringComparison.Ordinal) + 1)])],
            async bytes =>
            {
                await File.WriteAllBytesAsync(ListFile, Signed(bytes));
                await Import();
                return null;
            },
            fault => fault is PublicationRefusedException,
            "file ",
            "log ",
            "witness ",
            "taken ",
            "../",
            "990101",
            "99999999999999999999"
        );
    }

    [Fact]
    public async Task Signed_facts_that_make_no_sense_are_refused()
    {
        var facts = Path.Combine(Carried, "990101", "facts", "000000000");
        var good = await File.ReadAllBytesAsync(facts, TestContext.Current.CancellationToken);
        var list = await File.ReadAllTextAsync(ListFile, TestContext.Current.CancellationToken);
        var text = list[..(list.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var line = $"file {Hash(good)} {good.Length} 990101/facts/000000000\n";
        Assert.Contains(line, text, StringComparison.Ordinal);
        await Fuzz.Parser(
            "publication facts",
            Fuzz.Cases(200),
            [good],
            async bytes =>
            {
                await File.WriteAllBytesAsync(facts, bytes);
                var changed = text.Replace(
                    line,
                    $"file {Hash(bytes)} {bytes.Length} 990101/facts/000000000\n",
                    StringComparison.Ordinal
                );
                await File.WriteAllBytesAsync(ListFile, Signed(Encoding.UTF8.GetBytes(changed)));
                if (Directory.Exists(Outer))
                {
                    Directory.Delete(Outer, recursive: true);
                }

                await Import();
                return null;
            },
            fault => fault is PublicationRefusedException,
            "{\"envelope\":\"",
            "0 ",
            "9223372036854775808 "
        );
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>As the host does it: the text, an empty line, and a note over its hash.</summary>
    private byte[] Signed(byte[] text)
    {
        var note = Note.Of($"daylight publication v1\n{Hash(text)}\n");
        foreach (var key in _inner.Log.Keys.Signers)
        {
            note = note.With(key.Sign(note.Text));
        }

        return [.. text, (byte)'\n', .. note.ToBytes()];
    }

    private async Task Import()
    {
        Directory.CreateDirectory(Outer);
        using (var into = PublishedWriting.Open(Outer))
        {
            var from = PublicationFolder.Open(Carried, _inner.Keys);
            await InnerNode.Taking(into).Take(from, _inner.Keys, DateTimeOffset.UnixEpoch);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
