using Daylight.Proceedings;
using Daylight.Registry.Faces;
using Daylight.Ui;

namespace Daylight.Registry;

/// <summary>Reads the rows of one import: what stands in earlier rows counts as known for later ones.</summary>
internal sealed class ImportReading(ImportKnown known, IReadOnlyList<string> heads)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);
    private readonly List<(string Post, string Person, bool Regular, DateOnly From, DateOnly? To)> _offices =
    [];
    private HandedRow _row = new(0, []);
    private int _before;

    public List<ImportFault> Faults { get; } = [];

    public List<(int Row, Act Act)> Acts { get; } = [];

    private bool IsGood => Faults.Count == _before;

    public void Begin(HandedRow row)
    {
        _row = row;
        _before = Faults.Count;
    }

    public string Cell(string head)
    {
        var at = Column(head);
        return at >= 0 && at < _row.Cells.Count ? _row.Cells[at].Trim() : "";
    }

    public void Fault(string head, string zh, string en) =>
        Faults.Add(new(_row.Number, Letters(Column(head)), head, Import.Both(zh, en)));

    public void Take(TableKind kind)
    {
        switch (kind)
        {
            case TableKind.Units:
                Unit();
                break;
            case TableKind.Persons:
                Person();
                break;
            case TableKind.Posts:
                Post();
                break;
            case TableKind.Offices:
                Office();
                break;
        }
    }

    private void Unit()
    {
        var (id, code) = (Cell("单位编号"), Cell("代码"));
        New("单位编号", id, known.UnitIds);
        if (code.Length > 0 && UnitCode.Fault(code) is { } fault)
        {
            Fault(
                "代码",
                $"代码不正确：{Words.Of(typeof(Import)).Say(Language.ZhHans, $"code.{fault}")}",
                $"The code is wrong ({fault})."
            );
        }
        else if (code.Length > 0 && (known.Codes.Contains(code) || !_codes.Add(code)))
        {
            Fault("代码", "这个代码已有单位使用。", "Another unit bears this code.");
        }

        var kind = Choice<UnitKind>("单位类别", default);
        var above =
            Cell("上级单位") is { Length: > 0 } name && !_ids.Contains(name)
                ? UnitOf("上级单位")
                : Cell("上级单位");
        if (!IsGood)
        {
            return;
        }

        Acts.Add((_row.Number, new Register.UnitAct(id, code, Cell("名称"), Cell("简称"), kind)));
        if (above is { Length: > 0 })
        {
            Acts.Add((_row.Number, new PlaceUnit.Act(id, above)));
        }
    }

    private void Person()
    {
        New("人员编号", Cell("人员编号"), known.Persons);
        if (IsGood)
        {
            Acts.Add((_row.Number, new EnterPerson.Act(Cell("人员编号"), Cell("姓名"))));
        }
    }

    private void Post()
    {
        New("职位编号", Cell("职位编号"), known.Posts);
        var unit = UnitOf("单位");
        var traits = new PostTraits(
            Choice<PostLevel>("层级", PostLevel.Staff),
            Flag("班子成员"),
            Flag("重点岗位"),
            Choice("分管", PostFunction.General),
            Flag("专业岗位")
        );
        if (IsGood)
        {
            Acts.Add((_row.Number, new CreatePost.Act(Cell("职位编号"), unit!, Cell("职位名称"), traits)));
        }
    }

    private void Office()
    {
        var (post, person) = (Cell("职位编号"), Cell("人员编号"));
        Known("职位编号", post, known.Posts, "职位");
        Known("人员编号", person, known.Persons, "人员");
        var kind = Choice("任职方式", OfficeKind.Regular);
        var (from, to) = (Day("开始日期"), Day("结束日期"));
        if (to < from)
        {
            Fault("结束日期", "结束日期早于开始日期。", "The last day is before the first.");
        }
        else if (to is null && kind is OfficeKind.Detached or OfficeKind.OnLoan)
        {
            Fault("结束日期", "借调、挂职要写明结束日期。", "A loan or detachment needs its last day.");
        }

        if (IsGood && from is { } first)
        {
            Overlap(post, person, kind, first, to);
        }

        if (IsGood)
        {
            _offices.Add((post, person, kind is OfficeKind.Regular, from!.Value, to));
            Acts.Add((_row.Number, new Appoint.Act(post, person, kind, from.Value, to, Cell("任免文件"))));
        }
    }

    private void Overlap(string post, string person, OfficeKind kind, DateOnly from, DateOnly? to)
    {
        var held = known
            .Offices[post]
            .Concat(_offices.Where(each => each.Post == post).Select(each => (each.From, each.To)));
        if (held.Any(each => Meet(each.From, each.To, from, to)))
        {
            Fault("开始日期", "这段时间该职位已有人任职。", "The post is held in this time.");
        }

        var regular = known
            .RegularOffices[person]
            .Concat(
                _offices
                    .Where(each => each.Person == person && each.Regular)
                    .Select(each => (each.From, each.To))
            );
        if (kind is OfficeKind.Regular && regular.Any(each => Meet(each.From, each.To, from, to)))
        {
            Fault(
                "任职方式",
                "此人这段时间已有主职，请写“兼任”或者核对日期。",
                "The person holds a regular office in this time."
            );
        }
    }

    private static bool Meet(DateOnly from, DateOnly? to, DateOnly other, DateOnly? until) =>
        (until is not { } last || from <= last) && (to is not { } end || other <= end);

    private void New(string head, string id, IReadOnlySet<string> taken)
    {
        if (id.Length == 0)
        {
            return;
        }

        if (!RegistryIds.IsId(id))
        {
            Fault(
                head,
                "只能用字母、数字、点、横线、下划线，最多64个。",
                "Letters, digits, dots, hyphens, underscores; at most 64."
            );
        }
        else if (taken.Contains(id))
        {
            Fault(head, "这个编号已经登记。", "This id is taken.");
        }
        else if (!_ids.Add(id))
        {
            Fault(head, "这个编号在表中重复。", "This id stands in the table twice.");
        }
    }

    private void Known(string head, string id, IReadOnlySet<string> held, string what)
    {
        if (id.Length > 0 && !held.Contains(id))
        {
            Fault(head, $"没有登记这个{what}，请先登记。", "This is not registered: enter it first.");
        }
    }

    private string? UnitOf(string head)
    {
        var name = Cell(head);
        var found = known.Units[name].Distinct().ToList();
        if (name.Length > 0 && found.Count != 1)
        {
            Fault(
                head,
                found.Count == 0
                    ? "没有这个单位，请核对名称。"
                    : "有不止一个单位用过这个名称，请写单位编号。",
                found.Count == 0 ? "There is no such unit." : "More than one unit bears or bore this name."
            );
        }

        return found.Count == 1 ? found[0] : null;
    }

    private T Choice<T>(string head, T otherwise)
        where T : struct, Enum
    {
        var word = Cell(head);
        if (word.Length == 0)
        {
            return otherwise;
        }

        if (Import.Member<T>(word) is { } member)
        {
            return member;
        }

        var allowed = string.Join('、', Import.WordsOf<T>());
        Fault(head, $"“{word}”不认识，可以写：{allowed}。", $"'{word}' is not known.");
        return otherwise;
    }

    private bool Flag(string head)
    {
        var word = Cell(head);
        if (word is not ("" or "是" or "否"))
        {
            Fault(head, "请写“是”或者“否”。", "Write 是 or 否.");
        }

        return word == "是";
    }

    private DateOnly? Day(string head)
    {
        var text = Cell(head);
        if (text.Length == 0)
        {
            return null;
        }

        if (Dates.TryRead(text, out var day))
        {
            return day;
        }

        Fault(head, $"“{text}”不是日期，例如2026-03-01。", $"'{text}' is no day, such as 2026-03-01.");
        return null;
    }

    private int Column(string head)
    {
        for (var i = 0; i < heads.Count; i++)
        {
            if (heads[i] == head)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Letters(int at)
    {
        var letters = "";
        for (var rest = at + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return letters;
    }
}
