using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>The trees of a pack's files and every scalar of them that is a parameter, for mutation.</summary>
internal sealed record PackSource(
    ImmutableArray<(string Path, Node Root)> Trees,
    ImmutableArray<Node.Scalar> Numerals
)
{
    public static PackSource None { get; } = new([], []);
}

/// <summary>Reads the files of one pack into norms, words, cases and faults.</summary>
internal static class PackReading
{
    private const string HeadFile = "pack.yaml";
    private const string WordsFile = "words.yaml";
    private const string NotCarriedFile = "not-carried.yaml";
    private const string CasesFolder = "cases/";
    private const int MostFiles = 500;

    public static Loaded Read(IEnumerable<PackFile> files)
    {
        var faults = new Faults();
        var trees = new List<(string Path, Node Root)>();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (trees.Count == MostFiles)
            {
                faults.Add(
                    new Place(file.Path, 0, 0),
                    1,
                    new Phrase($"一个规则包最多{MostFiles}个文件", $"a pack has at most {MostFiles} files")
                );
                break;
            }

            if (YamlTree.Read(file.Path, file.Text, faults) is { } root)
            {
                trees.Add((file.Path, root));
            }
        }

        // While a file cannot be read its norms are unknown: nothing is said about what refers to them.
        return faults.Any ? new Loaded(null, faults.All) : Read(trees, faults);
    }

    public static Loaded Reopen(string content)
    {
        var faults = new Faults();
        if (CanonicalText.Read(content) is { } trees)
        {
            return Read(trees, faults);
        }

        faults.Add(
            default,
            1,
            new Phrase("这不是一个规则包的内容", "this is not the content of a rule pack")
        );
        return new Loaded(null, faults.All);
    }

    public static Loaded Read(IReadOnlyList<(string Path, Node Root)> trees, Faults faults)
    {
        var reader = new Reader(faults);
        var head = Head(trees, reader);
        var words = ReadWords(trees, reader);
        var norms = Norms(trees, reader);
        var numerals = reader.Numerals.ToImmutableArray();
        CheckTerms(reader, words);
        var content = CanonicalText.Of(trees.Where(IsContent));
        var cases = CaseReading.Read(trees.Where(IsCases), norms, reader, Written(trees));
        var notCarried = ReadNotCarried(trees, reader);
        if (faults.Any || head is null)
        {
            return new Loaded(null, faults.All);
        }

        var pack = new RulePack(head, CanonicalText.Hash(content), content, words, norms)
        {
            Cases = cases,
            NotCarried = notCarried,
            Files = new PackSource([.. trees.Where(IsContent)], numerals),
        };
        return new Loaded(pack, faults.All);
    }

    private static bool IsCases((string Path, Node Root) file) =>
        file.Path.StartsWith(CasesFolder, StringComparison.Ordinal);

    private static bool IsContent((string Path, Node Root) file) =>
        !IsCases(file) && file.Path != NotCarriedFile;

    // A norm that could not be read still exists: its cases are no second fault.
    private static ImmutableHashSet<string> Written(IEnumerable<(string Path, Node Root)> trees) =>
        [
            .. trees
                .Where(IsContent)
                .SelectMany(file => Fields.Items(file.Root))
                .OfType<Node.Map>()
                .Select(map => map.Find("norm"))
                .OfType<Node.Scalar>()
                .Select(id => id.Text),
        ];

    private static PackHead? Head(IReadOnlyList<(string Path, Node Root)> trees, Reader reader)
    {
        if (trees.FirstOrDefault(file => file.Path == HeadFile).Root is not Node.Map map)
        {
            reader.Faults.Add(
                new Place(HeadFile, 0, 0),
                1,
                new Phrase("规则包里没有 pack.yaml", "the pack has no pack.yaml"),
                new Phrase("写上 pack、title、says", "write pack, title, says")
            );
            return null;
        }

        var fields = new Fields(map, reader);
        var head = new PackHead(fields.NeedText("pack"), fields.NeedText("title"), fields.Text("says") ?? "");
        if (!NormId.TryParse(head.Name, out _))
        {
            fields.Wrong(
                fields.Find("pack") ?? map,
                "小写字母的短名，如 xiangshan",
                "a short name in small letters, such as xiangshan"
            );
        }

        fields.Done();
        return head;
    }

    private static Words ReadWords(IReadOnlyList<(string Path, Node Root)> trees, Reader reader)
    {
        if (trees.FirstOrDefault(file => file.Path == WordsFile).Root is not { } root)
        {
            return Words.None;
        }

        if (root is not Node.Map map)
        {
            reader.Faults.Add(
                root,
                new Phrase("words.yaml 应是“词: 中文”", "words.yaml holds 'term: words'")
            );
            return Words.None;
        }

        var words = new List<KeyValuePair<string, Phrase>>();
        foreach (var pair in map.Pairs)
        {
            if (pair.Value is Node.Scalar { Text.Length: > 0 } scalar)
            {
                words.Add(
                    new(
                        pair.Key.Text,
                        new Phrase(scalar.Text, pair.Key.Text.Replace('-', ' ').Replace('.', ' '))
                    )
                );
            }
            else if (pair.Value is Node.Map inner)
            {
                var fields = new Fields(inner, reader);
                words.Add(new(pair.Key.Text, new Phrase(fields.NeedText("zh"), fields.NeedText("en"))));
                fields.Done();
            }
            else
            {
                reader.Faults.Add(
                    pair.Key,
                    new Phrase($"“{pair.Key.Text}”没有中文", $"'{pair.Key.Text}' has no words")
                );
            }
        }

        return Words.Of(words);
    }

    private static ImmutableArray<Norm> Norms(IReadOnlyList<(string Path, Node Root)> trees, Reader reader)
    {
        var norms = ImmutableArray.CreateBuilder<Norm>();
        var seen = new Dictionary<NormId, Place>();
        foreach (
            var (path, root) in trees.Where(IsContent).Where(file => file.Path is not (HeadFile or WordsFile))
        )
        {
            if (root is not Node.List list)
            {
                reader.Faults.Add(
                    root,
                    new Phrase("规则文件应是一列“- norm: …”", "a rule file is a list of '- norm: ...'"),
                    new Phrase("每条规则前加“- ”", "begin each norm with '- '")
                );
                continue;
            }

            foreach (var item in list.Items)
            {
                if (item is not Node.Map map)
                {
                    reader.Faults.Add(
                        item,
                        new Phrase("这里应是一条规则（- norm: …）", "a norm stands here (- norm: ...)")
                    );
                }
                else if (NormReading.Read(map, reader) is { } norm)
                {
                    if (!seen.TryAdd(norm.Id, norm.At))
                    {
                        reader.Faults.Add(
                            map,
                            new Phrase(
                                $"规则“{norm.Id}”已在 {seen[norm.Id]} 写过",
                                $"norm '{norm.Id}' already stands at {seen[norm.Id]}"
                            ),
                            new Phrase(
                                "换一个编号，或把两条并成一条的两个版本",
                                "give it another id, or make the two into versions of one"
                            )
                        );
                        continue;
                    }

                    norms.Add(norm);
                }
            }
        }

        return norms.ToImmutable();
    }

    // Pages show words, not ids: a term without Chinese words is a blemish that does not bar.
    private static void CheckTerms(Reader reader, Words words)
    {
        foreach (var (term, at) in reader.Terms.Where(pair => pair.Key.Length > 0 && !words.Knows(pair.Key)))
        {
            reader.Faults.Add(
                at,
                new Phrase($"“{term}”没有中文词", $"'{term}' has no Chinese words"),
                Nearest.To(term, words.Terms) is { } near
                    ? new Phrase(
                        $"是不是“{near}”？否则写进 words.yaml",
                        $"did you mean '{near}'? Otherwise add it to words.yaml"
                    )
                    : new Phrase(
                        $"在 words.yaml 里写：{term}: 中文",
                        $"write in words.yaml: {term}: Chinese words"
                    ),
                bars: false
            );
        }
    }

    private static ImmutableArray<NotCarried> ReadNotCarried(
        IReadOnlyList<(string Path, Node Root)> trees,
        Reader reader
    )
    {
        if (trees.FirstOrDefault(file => file.Path == NotCarriedFile).Root is not { } root)
        {
            return [];
        }

        var rows = ImmutableArray.CreateBuilder<NotCarried>();
        foreach (var item in Fields.Items(root))
        {
            if (item is not Node.Map map)
            {
                reader.Faults.Add(
                    item,
                    new Phrase("这里应是 { row: 000-001, why: … }", "here stands { row: 000-001, why: ... }")
                );
                continue;
            }

            var fields = new Fields(map, reader);
            rows.Add(new NotCarried(fields.NeedText("row"), fields.NeedText("why")));
            fields.Done();
        }

        return rows.ToImmutable();
    }
}
