using System.Globalization;
using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings.Audit;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Audit.Unseen;

/// <content>On what lasts beside the facts: keys, contents, the pool, files, credentials, cursors.</content>
internal sealed partial class Attacks
{
    private async Task<Deed> WrapByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT key_id, wrapped FROM case_key"));
        var wrapped = Flipped((byte[])row[1]!);
        await on.Run("UPDATE case_key SET wrapped = @a WHERE key_id = @b", wrapped, row[0]);
        return Deed.OfRow($"a bit of the wrap of {row[0]}", "case_key", $"{row[0]}");
    }

    private async Task<Deed> WrapsSwapped(Attacked on)
    {
        var rows = await on.Read("SELECT key_id, wrapped FROM case_key ORDER BY key_id");
        var at = random.Next(rows.Count - 1);
        await on.Run("UPDATE case_key SET wrapped = @a WHERE key_id = @b", rows[at][1], rows[at + 1][0]);
        await on.Run("UPDATE case_key SET wrapped = @a WHERE key_id = @b", rows[at + 1][1], rows[at][0]);
        return Deed.OfRow(
            $"the wraps of {rows[at][0]} and {rows[at + 1][0]} swapped",
            "case_key",
            $"{rows[at][0]}"
        );
    }

    private async Task<Deed> WrapDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT key_id FROM case_key"));
        await on.Run("DELETE FROM case_key WHERE key_id = @a", row[0]);
        return Deed.OfRow($"the wrap of {row[0]} deleted", "case_key", $"{row[0]}");
    }

    private async Task<Deed> WrapCopied(Attacked on)
    {
        var row = Pick(await on.Read("SELECT key_id, wrapped FROM case_key"));
        await on.Run(
            "INSERT INTO case_key (jurisdiction_id, key_id, wrapped) VALUES (@a, @b, @c)",
            Code,
            "forged",
            row[1]
        );
        return Deed.OfRow($"the wrap of {row[0]} under another name", "case_key", "forged");
    }

    private async Task<Deed> ContentByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT hash, bytes FROM content"));
        await on.Run("UPDATE content SET bytes = @a WHERE hash = @b", Flipped((byte[])row[1]!), row[0]);
        return Deed.OfRow($"a bit of the content {row[0]}", "content", $"{row[0]}");
    }

    private async Task<Deed> ContentDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT hash FROM content"));
        await on.Run("DELETE FROM content WHERE hash = @a", row[0]);
        return Deed.OfRow($"the content {row[0]} deleted", "content", $"{row[0]}");
    }

    private async Task<Deed> ContentAdded(Attacked on)
    {
        var bytes = new byte[20];
        random.NextBytes(bytes);
        var hash = Daylight.Proceedings.ContentHash.Of(bytes);
        await on.Run(
            "INSERT INTO content (jurisdiction_id, hash, bytes) VALUES (@a, @b, @c)",
            Code,
            hash,
            bytes
        );
        return Deed.OfRow("a content added", "content", hash);
    }

    private async Task<Deed> CursorBeyond(Attacked on)
    {
        await on.Run(
            "INSERT INTO subscriber_cursor (jurisdiction_id, subscriber, next) VALUES (@a, 'somebody', @b)",
            Code,
            random.Next(2) == 0 ? -1L : 100_000L
        );
        return Deed.OfRow("a cursor beyond the log", "subscriber_cursor", "somebody");
    }

    private async Task<Deed> CursorAhead(Attacked on)
    {
        var size = await on.Number("SELECT size FROM log_head");
        await on.Run("UPDATE subscriber_cursor SET next = @a", size);
        return Deed.OfRow("a cursor moved to the end of the log", "subscriber_cursor", Echo.Named);
    }

    private static async Task<Deed> PoolDeleted(Attacked on)
    {
        await on.Run("DELETE FROM pool");
        return Deed.OfRow("the pool deleted", "pool", Code);
    }

    private async Task<Deed> PoolByte(Attacked on)
    {
        var row = (await on.Read("SELECT wrapped, box FROM pool"))[0];
        var (column, bytes) = random.Next(2) == 0 ? ("wrapped", row[0]) : ("box", row[1]);
        await on.Run($"UPDATE pool SET {column} = @a", Flipped((byte[])bytes!));
        return Deed.OfRow($"a bit of the {column} of the pool", "pool", Code);
    }

    private async Task<Deed> PoolOlder(Attacked on)
    {
        var older = ground.OlderPool!;
        await on.Run("UPDATE pool SET wrapped = @a, box = @b", older.Wrapped, older.Box);
        return Deed.OfRow("an older pool put back", "pool", Code);
    }

    private Task<Deed> FileByte(Attacked on)
    {
        var file = AnyFile();
        File.WriteAllBytes(file, Flipped(File.ReadAllBytes(file)));
        return Task.FromResult(OfFile($"a bit of the file {file}", file));
    }

    private Task<Deed> FilesSwapped(Attacked on)
    {
        var (one, other) = (AnyFile(), AnyFile());
        other = one == other ? AllFiles().First(file => file != one) : other;
        var bytes = File.ReadAllBytes(one);
        File.WriteAllBytes(one, File.ReadAllBytes(other));
        File.WriteAllBytes(other, bytes);
        return Task.FromResult(OfFile($"the files {one} and {other} swapped", one));
    }

    private Task<Deed> FileDeleted(Attacked on)
    {
        var file = AnyFile();
        File.Delete(file);
        return Task.FromResult(OfFile($"the file {file} deleted", file));
    }

    private async Task<Deed> FileRowDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT hash FROM attachment"));
        await on.Run("DELETE FROM attachment WHERE hash = @a", row[0]);
        return Deed.OfRow($"the row of the file {row[0]} deleted", "attachment", $"{row[0]}");
    }

    private async Task<Deed> FileRowAdded(Attacked on)
    {
        var row = Pick(await on.Read("SELECT jurisdiction_id, key_id FROM attachment"));
        var hash = random.NextInt64().ToString("x64", System.Globalization.CultureInfo.InvariantCulture);
        await on.Run(
            "INSERT INTO attachment (jurisdiction_id, hash, key_id) VALUES (@a, @b, @c)",
            row[0],
            hash,
            row[1]
        );
        return Deed.OfRow($"a row for the file {hash} added", "attachment", hash);
    }

    private async Task<Deed> CredentialByte(Attacked on)
    {
        var row = Pick(await on.Read("SELECT id, material FROM accounts_credential"));
        await on.Run(
            "UPDATE accounts_credential SET material = @a WHERE id = @b",
            Flipped([.. (byte[])row[1]!, 0]),
            row[0]
        );
        return Deed.OfRow($"what credential {row[0]} holds", "accounts_credential", $"{row[0]}");
    }

    private async Task<Deed> CredentialSwapped(Attacked on)
    {
        var rows = await on.Read("SELECT id, found_by FROM accounts_credential ORDER BY id");
        var at = random.Next(rows.Count - 1);
        await on.Run(
            "UPDATE accounts_credential SET found_by = @a WHERE id = @b",
            rows[at + 1][1],
            rows[at][0]
        );
        return Deed.OfRow(
            $"{rows[at][0]} opened by the secret of the next one",
            "accounts_credential",
            $"{rows[at][0]}"
        );
    }

    private async Task<Deed> CredentialDeleted(Attacked on)
    {
        var row = Pick(await on.Read("SELECT id FROM accounts_credential"));
        await on.Run("DELETE FROM accounts_credential WHERE id = @a", row[0]);
        return Deed.OfRow($"the credential {row[0]} deleted", "accounts_credential", $"{row[0]}");
    }

    private async Task<Deed> CredentialAdded(Attacked on)
    {
        await on.Run(
            "INSERT INTO accounts_credential (jurisdiction_id, id, account, kind, material, found_by, since_ms, until_ms) "
                + "SELECT jurisdiction_id, 'forged', account, kind, material, 'x', since_ms, until_ms FROM accounts_credential WHERE id = (SELECT min(id) FROM accounts_credential)"
        );
        return Deed.OfRow("a credential added", "accounts_credential", "forged");
    }

    private async Task<Deed> CredentialLonger(Attacked on)
    {
        var row = Pick(await on.Read("SELECT id FROM accounts_credential"));
        await on.Run(
            "UPDATE accounts_credential SET until_ms = until_ms + @a WHERE id = @b",
            1L + random.Next(1_000_000),
            row[0]
        );
        return Deed.OfRow($"the credential {row[0]} made to last longer", "accounts_credential", $"{row[0]}");
    }

    private string[] AllFiles() => Directory.GetFiles(ground.AttackedFiles, "*", SearchOption.AllDirectories);

    private string AnyFile() => AllFiles() is var files ? files[random.Next(files.Length)] : "";

    private static Deed OfFile(string says, string file) =>
        Deed.OfRow(says, "attachment", Path.GetFileName(file));
}
