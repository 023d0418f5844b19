using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Daylight.Norms;

/// <summary>
/// Reads one rule file into nodes. A rule file is plain YAML: maps, lists and scalars. Anchors and aliases
/// (by which ten lines can grow into gigabytes), tags, several documents, deep nesting and oversize are refused.
/// </summary>
internal static class YamlTree
{
    /// <summary>Letters in one file.</summary>
    public const int MostLetters = 1_000_000;

    private const int MostNodes = 200_000;
    private const int MostDepth = 24;

    /// <returns>The root, or null where the file is empty or so broken that nothing can be read from it.</returns>
    public static Node? Read(string file, string text, Faults faults)
    {
        faults.Knows(file, text);
        if (text.Length > MostLetters)
        {
            faults.Add(
                new Place(file, 1, 1),
                1,
                new Phrase(
                    $"文件有{text.Length}个字，最多{MostLetters}个",
                    $"the file has {text.Length} letters, at most {MostLetters} are read"
                ),
                new Phrase("请拆成几个文件", "split it into several files")
            );
            return null;
        }

        var scanner = new Scanner(new StringReader(text), skipComments: true);
        try
        {
            return new Walk(file, scanner, faults).Root();
        }
        catch (YamlException broken)
        {
            Broken(broken.Start, broken.Message);
            return null;
        }
        catch (Refused)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // So YamlDotNet refuses lines of { } and [ ] that are indented no deeper than their key.
            faults.Add(
                At(scanner.CurrentPosition),
                1,
                new Phrase(
                    "{ } 或 [ ] 里换行以后缩进不够",
                    "a line inside { } or [ ] is not indented enough"
                ),
                new Phrase("每一行都要比它的名目缩进更多", "indent every line deeper than its key")
            );
            return null;
        }
        catch (Exception broken) when (broken is ArgumentException or FormatException)
        {
            Broken(scanner.CurrentPosition, broken.Message);
            return null;
        }

        Place At(Mark mark) => new(file, (int)mark.Line, Math.Max(1, (int)mark.Column));

        void Broken(Mark mark, string why) =>
            faults.Add(
                At(mark),
                1,
                new Phrase("从这里起读不懂，不合 YAML 的写法", $"cannot be read on from here: {why}"),
                new Phrase(
                    "检查缩进、冒号后的空格和引号",
                    "check the indent, the space after the colon, the quotes"
                )
            );
    }

    private sealed class Refused : Exception;

    private sealed class Walk(string file, Scanner scanner, Faults faults)
    {
        private readonly Parser _parser = new(scanner);
        private int _nodes;

        public Node? Root()
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _))
            {
                return null;
            }

            _parser.Consume<DocumentStart>();
            var root = Next(0);
            _parser.Consume<DocumentEnd>();
            if (_parser.Accept<DocumentStart>(out var second))
            {
                Refuse(
                    second,
                    new Phrase(
                        "一个文件只写一份内容，这里又开始了一份",
                        "one file holds one document; here a second one begins"
                    )
                );
            }

            return root;
        }

        private Node Next(int depth)
        {
            var current = _parser.Current!;
            if (++_nodes > MostNodes || depth > MostDepth)
            {
                Refuse(
                    current,
                    new Phrase(
                        $"内容过多或嵌套超过{MostDepth}层",
                        $"too much content, or nested deeper than {MostDepth} levels"
                    )
                );
            }

            if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
            {
                Refuse(
                    current,
                    new Phrase(
                        "规则文件不用锚点和引用（& 和 *）",
                        "rule files have no anchors and aliases (& and *)"
                    )
                );
            }

            if (current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
            {
                Refuse(current, new Phrase("规则文件不用类型标记（!）", "rule files have no tags (!)"));
            }

            return current switch
            {
                Scalar => Word(),
                SequenceStart => Sequence(depth),
                MappingStart => Mapping(depth),
                _ => throw new YamlException(
                    current.Start,
                    current.End,
                    "unexpected " + current.GetType().Name
                ),
            };
        }

        private Node.Scalar Word()
        {
            var scalar = _parser.Consume<Scalar>();
            return new Node.Scalar(Place(scalar), scalar.Value, scalar.Style is not ScalarStyle.Plain);
        }

        private Node.List Sequence(int depth)
        {
            var start = _parser.Consume<SequenceStart>();
            var items = ImmutableArray.CreateBuilder<Node>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Next(depth + 1));
            }

            return new Node.List(Place(start), items.ToImmutable());
        }

        private Node.Map Mapping(int depth)
        {
            var start = _parser.Consume<MappingStart>();
            var pairs = ImmutableArray.CreateBuilder<Node.Pair>();
            var keys = new HashSet<string>();
            while (!_parser.TryConsume<MappingEnd>(out _))
            {
                if (Next(depth + 1) is not Node.Scalar key)
                {
                    Refuse(start, new Phrase("名目必须是一个词", "a key must be a single word"));
                    break;
                }

                if (!keys.Add(key.Text))
                {
                    faults.Add(
                        key,
                        new Phrase($"“{key.Text}”写了两次", $"'{key.Text}' stands twice"),
                        new Phrase("留下一个", "keep one of them")
                    );
                }

                pairs.Add(new Node.Pair(key, Next(depth + 1)));
            }

            return new Node.Map(Place(start), pairs.ToImmutable());
        }

        private Place Place(ParsingEvent node) => new(file, (int)node.Start.Line, (int)node.Start.Column);

        private void Refuse(ParsingEvent at, Phrase what)
        {
            faults.Add(Place(at), 1, what);
            throw new Refused();
        }
    }
}
