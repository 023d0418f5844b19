using System.CommandLine;
using System.Globalization;
using Daylight.Ledger;
using Daylight.Openness;
using Daylight.Openness.Publication;
using Daylight.Web;
using Daylight.Web.Portal;

namespace Daylight.Cli;

/// <summary><c>daylight publish export | import</c>: carries what is public to a portal without a line between them.</summary>
internal static class PublishVerbs
{
    public static Command Build() =>
        new("publish", "以文件传递公开内容：内网导出，外网导入。 Carry what is public across as files.")
        {
            Export(),
            Import(),
        };

    private static Command Export()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "导出到哪个目录。 Where to." };
        var data = new DataOption();
        var verb = new Command("export", "导出公开内容（在内网）。 Write what is public, inside.") { folder };
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        await using var node = await Node.Open(data.Read(parsed, "publish export"), cancel);
                        foreach (var log in node.Logs)
                        {
                            await log.Publisher.Publish(cancel);
                        }

                        var written = await new FolderWriting(parsed.GetRequiredValue(folder).FullName).Write(
                            Exchange.Publication(node),
                            [.. node.Logs.SelectMany(log => log.Keys.Signers)],
                            cancel
                        );
                        parsed.InvocationConfiguration.Output.Say(
                            new(
                                $"已导出{written.Files}个文件，公开记录{written.Facts}条。请整个目录一起传递。",
                                $"{written.Files} files with {written.Facts} public facts. Carry the whole folder."
                            )
                        );
                        return Guarded.Good;
                    }
                )
        );
        return verb;
    }

    private static Command Import()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER")
        {
            Description = "导出的目录。 The folder that was exported.",
        };
        var published = new Option<DirectoryInfo>("--published")
        {
            Description = "公开库目录。 Folder of the published database.",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("data", "published")),
        };
        var keys = new Option<string[]>("--vkey")
        {
            Description =
                "账本公钥（从可信处取得）；第一次导入时必须给出。 Public key of the log; needed the first time.",
        };
        var verb = new Command("import", "核验并导入公开内容（在外网）。 Verify and take what was exported.")
        {
            folder,
            published,
            keys,
        };
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        using var into = PublishedWriting.Open(parsed.GetRequiredValue(published).FullName);
                        IReadOnlyList<VerifierKey> trusted =
                        [
                            .. (parsed.GetValue(keys) ?? []).Select(VerifierKey.Parse),
                        ];
                        var from = PublicationFolder.Open(
                            parsed.GetRequiredValue(folder).FullName,
                            [.. trusted, .. into.AllKeys]
                        );
                        var taken = await new Taking(into, Mechanisms.PublicKinds, Taking.Files).Take(
                            from,
                            trusted,
                            TimeProvider.System.GetUtcNow(),
                            cancel
                        );
                        parsed.InvocationConfiguration.Output.Say(
                            new(
                                $"核验无误，新增记录{taken.Records}条，其中公开原文{taken.Facts}条；数据截至{Norms.Calendar.Shanghai.Of(from.TakenAt):yyyy年M月d日 HH:mm}。",
                                string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"Verified. {taken.Records} new records, {taken.Facts} of them open; as of {from.TakenAt:yyyy-MM-dd'T'HH:mm:ss'Z'}."
                                )
                            )
                        );
                        return Guarded.Good;
                    }
                )
        );
        return verb;
    }
}
