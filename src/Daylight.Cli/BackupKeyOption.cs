using System.CommandLine;
using Daylight.Norms;
using Daylight.Proceedings.Backup;
using Daylight.Proceedings.Publishing;
using Spectre.Console;

namespace Daylight.Cli;

/// <summary>How a backup is locked: a key file, a passphrase in a file, or one that is typed.</summary>
internal sealed class BackupKeyOption
{
    /// <summary>Shorter ones fall to guessing, whatever the derivation.</summary>
    private const int LeastLetters = 12;

    private readonly Option<FileInfo?> _file = new("--key-file")
    {
        Description =
            "备份密钥文件，用 daylight backup key 生成；须与备份分开保管。 Key file; keep it apart from the backup.",
    };

    private readonly Option<FileInfo?> _passphrase = new("--passphrase-file")
    {
        Description =
            "内容第一行为口令的文件；两项都不写时在终端询问。 File whose first line is the passphrase; without either option it is asked for.",
    };

    public void AddTo(Command verb)
    {
        verb.Options.Add(_file);
        verb.Options.Add(_passphrase);
    }

    /// <param name="twice">Whether a typed passphrase is asked for again, because something will be locked with it.</param>
    /// <exception cref="InDoubtException">when there is no key, or it is too short.</exception>
    public BackupKey Read(ParseResult parsed, bool twice) =>
        parsed.GetValue(_file) is { } file ? BackupKey.ReadFile(file.FullName)
        : parsed.GetValue(_passphrase) is { } passphrase ? Passphrase(FirstLine(passphrase))
        : Passphrase(Typed(twice));

    private static string FirstLine(FileInfo file)
    {
        using var reader = file.OpenText();
        return reader.ReadLine() ?? "";
    }

    private static string Typed(bool twice)
    {
        if (Console.IsInputRedirected)
        {
            throw new InDoubtException(
                new Phrase(
                    "请用 --key-file 或 --passphrase-file 给出备份的密钥。",
                    "Give the key of the backup with --key-file or --passphrase-file."
                )
            );
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
        );
        var typed = console.Prompt(new TextPrompt<string>("备份口令：").Secret());
        return !twice || console.Prompt(new TextPrompt<string>("再输一遍：").Secret()) == typed
            ? typed
            : throw new InDoubtException(new Phrase("两次输入不同。", "The two are not the same."));
    }

    private static BackupKey.Passphrase Passphrase(string text) =>
        text.Length >= LeastLetters
            ? new BackupKey.Passphrase(text)
            : throw new InDoubtException(
                new Phrase(
                    $"口令至少{LeastLetters}个字符；更稳妥的是用 daylight backup key 生成密钥文件。",
                    $"A passphrase needs at least {LeastLetters} characters; a key file made by `daylight backup key` is safer."
                )
            );
}
