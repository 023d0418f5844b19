using Daylight.Ledger;
using Daylight.Proceedings.Publishing;

namespace Daylight.Tests.Publishing;

public sealed class KeyFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private string Keys => Path.Combine(_folder, "keys");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_made_key_is_found_again()
    {
        var made = KeyFolder.OpenOrCreate(Keys);
        var log = made.Create("990101", "daylight.test/log");

        var found = KeyFolder.Open(Keys);

        Assert.Equal(made.Master(), found.Master());
        Assert.Equal(["990101"], found.Jurisdictions);
        Assert.Equal(log.All, found.Log("990101").All);
        Assert.Equal("daylight.test/log", found.Log("990101").Origin);
        Assert.Equal(
            log.Signers[0].ToSecretText(),
            File.ReadAllText(Path.Combine(Keys, "990101", "log.key")).Trim()
        );
    }

    [Fact]
    public void Only_the_owner_may_open_what_is_in_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var keys = KeyFolder.OpenOrCreate(Keys);
        keys.Create("990101", "daylight.test/log");
        keys.CreateWitness("daylight.test/witness");

        foreach (var file in Directory.EnumerateFiles(Keys, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.SetUnixFileMode(
            Path.Combine(Keys, "990101", "log.key"),
            UnixFileMode.UserRead | UnixFileMode.GroupRead
        );
        var fault = Assert.Throws<KeyFaultException>(() => keys.Log("990101"));
        Assert.Contains("chmod 600", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_never_overwritten()
    {
        var keys = KeyFolder.OpenOrCreate(Keys);
        keys.Create("990101", "daylight.test/log");
        keys.CreateWitness("daylight.test/witness");

        Assert.Throws<KeyFaultException>(() => keys.Create("990101", "daylight.test/log"));
        Assert.Throws<KeyFaultException>(() => keys.CreateWitness("daylight.test/witness"));
        Assert.Equal(keys.Master(), KeyFolder.OpenOrCreate(Keys).Master());
    }

    [Fact]
    public void A_key_made_half_is_made_to_the_end()
    {
        var keys = KeyFolder.OpenOrCreate(Keys);
        var first = keys.Create("990101", "daylight.test/log").Signers[0].ToSecretText();
        File.Delete(Path.Combine(Keys, "990101", "log.vkey"));

        Assert.Equal(first, keys.Create("990101", "daylight.test/log").Signers[0].ToSecretText());
    }

    [Theory]
    [InlineData("https://daylight.test/log")]
    [InlineData("daylight.test/log/")]
    [InlineData("daylight test")]
    [InlineData("a+b")]
    [InlineData("")]
    public void What_is_no_origin_is_refused(string origin) =>
        Assert.Throws<KeyFaultException>(() => KeyFolder.OpenOrCreate(Keys).Create("990101", origin));

    [Theory]
    [InlineData("33022")]
    [InlineData("../330225")]
    [InlineData("3302251234567")]
    [InlineData("33022x")]
    public void What_is_no_code_is_refused(string code) =>
        Assert.Throws<KeyFaultException>(() =>
            KeyFolder.OpenOrCreate(Keys).Create(code, "daylight.test/log")
        );

    [Theory]
    [InlineData("990101/log.key", "PRIVATE+KEY+x")]
    [InlineData("990101/log.key", "")]
    [InlineData("990101/log.vkey", "x")]
    [InlineData("990101/log.vkey", "")]
    public void A_broken_file_is_named_and_nothing_secret_is_shown(string file, string content)
    {
        var keys = KeyFolder.OpenOrCreate(Keys);
        keys.Create("990101", "daylight.test/log");
        DurableFile.Write(Path.Combine(Keys, file), content);

        var fault = Assert.Throws<KeyFaultException>(() => keys.Log("990101"));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_of_another_log_is_refused()
    {
        var keys = KeyFolder.OpenOrCreate(Keys);
        keys.Create("990101", "daylight.test/log");
        keys.Create("990102", "daylight.test/other");
        File.Copy(
            Path.Combine(Keys, "990102", "log.key"),
            Path.Combine(Keys, "990101", "log.key"),
            overwrite: true
        );

        Assert.Throws<KeyFaultException>(() => keys.Log("990101"));
    }

    [Fact]
    public void A_missing_master_key_says_what_to_do()
    {
        var fault = Assert.Throws<KeyFaultException>(() => KeyFolder.Open(Keys));

        Assert.Contains("daylight log init", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checkpoint_beside_the_keys_is_verified_when_it_is_read()
    {
        var keys = KeyFolder.OpenOrCreate(Keys).Create("990101", "daylight.test/log");
        Assert.Null(keys.Checkpoint());
        var checkpoint = new Checkpoint(keys.Origin, 3, Tree.LeafHash("x"u8));
        keys.Keep(checkpoint.Sign(keys.Signers[0]));

        Assert.Equal(checkpoint, keys.Checkpoint()!.Checkpoint);

        var file = Path.Combine(Keys, "990101", "checkpoint");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\n3\n", "\n2\n", StringComparison.Ordinal));
        Assert.Throws<KeyFaultException>(() => keys.Checkpoint());
    }
}
