using System.CommandLine;
using Daylight.Crypto;
using Daylight.Norms;
using Daylight.Proceedings.Backup;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Rebuild;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight backup TO</c>, <c>backup key FILE</c> and <c>restore FROM</c>. Exit codes: 0 done (and, for a restore,
/// proven), 1 not done, 2 not understood, 3 restored, but facts after the backup are lost.
/// </summary>
internal static class BackupVerbs
{
    private const int RestoredOlder = 3;

    public static IReadOnlyList<Command> Build() => [Backup(), Restore()];

    private static Command Backup()
    {
        var to = new Argument<FileInfo?>("TO")
        {
            Description = "备份文件，不得已存在。 The backup; it must not be there yet.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var wraps = new Option<FileInfo?>("--wraps")
        {
            Description =
                "案件密钥（封装）另存于此，覆盖旧的；不得与备份放在一处。 Where the wrapped keys of cases go, in the place of the file before; never beside the backup.",
        };
        var national = new Option<bool>("--national")
        {
            Description = "用国密算法SM4、SM3加密。 Seal with SM4 and SM3.",
        };
        var json = new Option<bool>("--json") { Description = "以JSON输出。 Print JSON." };
        var (data, key) = (new DataOption(), new BackupKeyOption());
        var verb = new Command(
            "backup",
            "在服务运行时备份账本，加密；不含任何密钥。 Back the ledger up while it is served, encrypted and without any key."
        )
        {
            to,
            wraps,
            national,
            json,
        };
        verb.Subcommands.Add(NewKey());
        key.AddTo(verb);
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        if (parsed.GetValue(to) is not { } file)
                        {
                            parsed.InvocationConfiguration.Error.Say(
                                new Phrase("请写明备份文件。", "Name the file of the backup.")
                            );
                            return Guarded.NotUnderstood;
                        }

                        var locked = key.Read(parsed, twice: true);
                        var manifest = await Progressing.Run(
                            parsed.InvocationConfiguration.Error,
                            says =>
                                Node.Backup(
                                    data.Read(parsed, "backup"),
                                    file.FullName,
                                    parsed.GetValue(wraps)?.FullName,
                                    locked,
                                    setup =>
                                        setup with
                                        {
                                            Suite = parsed.GetValue(national)
                                                ? Suite.National
                                                : Suite.International,
                                            Progress = new Rows(says),
                                        },
                                    cancel
                                )
                        );
                        Show(parsed, manifest, file, parsed.GetValue(json));
                        return Guarded.Good;
                    }
                )
        );
        return verb;
    }

    private static Command NewKey()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "密钥文件。 The key file." };
        var verb = new Command("key", "生成备份密钥文件。 Make a key file for backups.") { file };
        verb.SetAction(
            (parsed, _) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    () =>
                    {
                        BackupKey.MakeFile(parsed.GetRequiredValue(file).FullName);
                        parsed.InvocationConfiguration.Output.Say(
                            new Phrase(
                                "已生成。没有它，备份无法打开：请与备份分开、至少保管两份。",
                                "Made. Without it no backup opens: keep two copies, apart from the backups."
                            )
                        );
                        return Task.FromResult(Guarded.Good);
                    }
                )
        );
        return verb;
    }

    private static Command Restore()
    {
        var from = new Argument<FileInfo>("FROM") { Description = "备份文件。 The backup." };
        var wraps = new Option<FileInfo?>("--wraps")
        {
            Description = "案件密钥的备份。 The backup of the wrapped keys of cases.",
        };
        var without = new Option<bool>("--without-wraps")
        {
            Description = "不恢复案件密钥，密封内容从此读不出。 What is sealed may stay unreadable.",
        };
        var erased = new Option<FileInfo?>("--erased")
        {
            Description =
                "备份以后销毁的案件密钥，每行一个。 File with the ids of keys erased after the backup, one a line.",
        };
        var despite = new Option<bool>("--despite-faults")
        {
            Description = "核对有差异也恢复。 Restore although the audit finds differences.",
        };
        var json = new Option<bool>("--json") { Description = "以JSON输出。 Print JSON." };
        var (data, key) = (new DataOption(), new BackupKeyOption());
        var verb = new Command(
            "restore",
            "把备份恢复到空的数据目录或数据库，逐条核对后启用。 Restore a backup into an empty place; it is used only after it proved itself."
        )
        {
            from,
            wraps,
            without,
            erased,
            despite,
            json,
        };
        key.AddTo(verb);
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        var opens = key.Read(parsed, twice: false);
                        try
                        {
                            var restored = await Progressing.Run(
                                parsed.InvocationConfiguration.Error,
                                says =>
                                    Node.Restore(
                                        data.Read(parsed, "restore"),
                                        new BackupSource(parsed.GetRequiredValue(from).FullName, opens),
                                        setup =>
                                            setup with
                                            {
                                                Wraps = parsed.GetValue(wraps) is { } file
                                                    ? new BackupSource(file.FullName, opens)
                                                    : null,
                                                WithoutWraps = parsed.GetValue(without),
                                                Erased = Lines(parsed.GetValue(erased)),
                                                DespiteFaults = parsed.GetValue(despite),
                                                Progress = new Rows(says),
                                                Rebuilding = new Views(says),
                                            },
                                        cancel
                                    )
                            );
                            return Show(parsed, restored, parsed.GetValue(json));
                        }
                        catch (UnprovenBackupException unproven)
                        {
                            foreach (var audit in unproven.Audits)
                            {
                                AuditVerb.Show(parsed.InvocationConfiguration.Error, audit);
                            }

                            throw;
                        }
                    }
                )
        );
        return verb;
    }

    private static HashSet<string> Lines(FileInfo? file) =>
        file is null
            ? []
            : [.. File.ReadLines(file.FullName).Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static void Show(ParseResult parsed, BackupManifest manifest, FileInfo file, bool json)
    {
        var to = parsed.InvocationConfiguration.Output;
        file.Refresh();
        if (json)
        {
            to.Json(
                new
                {
                    File = file.FullName,
                    Bytes = file.Length,
                    manifest.MadeAt,
                    manifest.Driver,
                    manifest.Logs,
                }
            );
            return;
        }

        foreach (var log in manifest.Logs)
        {
            to.Say(
                new Phrase(
                    $"已备份 {log.Jurisdiction}：{log.Size}条记录，根哈希{log.Root}。",
                    $"Backed up {log.Jurisdiction}: {log.Size} facts, root {log.Root}."
                )
            );
        }

        to.Say(
            new Phrase(
                $"{file.FullName}，{file.Length}字节。密钥目录和见证记录不在其中，请另行保管。",
                $"{file.FullName}, {file.Length} bytes. The key folder and the witness's memory are not in it; keep the keys apart, and never a copy of the memory."
            )
        );
    }

    private static int Show(ParseResult parsed, Restored restored, bool json)
    {
        var to = parsed.InvocationConfiguration.Output;
        if (json)
        {
            to.Json(
                new
                {
                    restored.Manifest.MadeAt,
                    Logs = restored.Audits.Select(audit => new
                    {
                        audit.Jurisdiction,
                        audit.Size,
                        audit.Root,
                        Clean = audit.IsClean,
                        Lost = restored.Lost.GetValueOrDefault(audit.Jurisdiction),
                    }),
                    restored.Notes,
                }
            );
        }
        else
        {
            foreach (var audit in restored.Audits)
            {
                AuditVerb.Show(to, audit);
            }

            foreach (var note in restored.Notes)
            {
                to.Say(note);
            }
        }

        foreach (var (jurisdiction, lost) in restored.Lost)
        {
            parsed.InvocationConfiguration.Error.Say(
                new Phrase(
                    $"{jurisdiction}：备份以后公布过的{lost}条记录不在备份中。能找到更新的备份，请改用它；确已丢失的，执行 daylight log succeed。",
                    $"{jurisdiction}: {lost} facts that were published after the backup are not in it. Use a newer backup if there is one; after a real loss run `daylight log succeed`."
                )
            );
        }

        return restored.Lost.Count == 0 ? Guarded.Good : RestoredOlder;
    }

    private sealed class Rows(Action<string, double, double> says) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => says(value.Table, value.Done, value.Total);
    }

    private sealed class Views(Action<string, double, double> says) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) =>
            says($"{value.Jurisdiction} 数据表", value.Folded, value.Size);
    }
}
