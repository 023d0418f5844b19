using Daylight.Norms;
using Daylight.Tests.Habits;
using Daylight.Ui;
using Daylight.Ui.Charts;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Components;
using static Daylight.Tests.Ui.Drawn;

namespace Daylight.Tests.Ui;

/// <summary>
/// The HTML of each component as people get it, under Golden/Ui. Run with DAYLIGHT_GOLDEN=write to take the present
/// output, and review the difference.
/// </summary>
public sealed class ComponentTests
{
    private static readonly DateOnly s_due = new(2026, 11, 25);
    private static readonly DateTimeOffset s_at = new(2026, 10, 14, 9, 20, 0, TimeSpan.FromHours(8));

    /// <summary>Drawn as parts of others, never alone.</summary>
    private static readonly Type[] s_parts =
    [
        typeof(ChartFrame),
        typeof(Legend),
        typeof(RowName),
        typeof(FieldFrame),
        typeof(FaultSummary),
        typeof(Late),
        typeof(Header),
        typeof(Column<>),
        typeof(DataTable<>),
    ];

    private static readonly Sent s_sent = new(
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["name"] = ["渔港<整治>"],
            ["due"] = ["2026-11-25"],
            ["kind"] = ["b"],
        },
        [new("name", "名称最多60字。"), new(null, "事项已更新。")]
    );

    private static readonly IReadOnlyList<Choice> s_choices =
    [
        new("a", "实名"),
        new("b", "匿名", "不留任何身份信息"),
    ];

    private static readonly Dictionary<string, Func<Task<string>>> s_samples = new()
    {
        ["BarChart"] = () =>
            Html<BarChart>(
                ("Title", "各单位在办事项"),
                ("CategoryName", "单位"),
                ("ValueName", "在办"),
                ("Unit", "项"),
                ("Bars", (Bar[])[new("县财政局", 6, 8), new("县教育局", 3, Href: "/x")])
            ),
        ["Button"] = async () =>
            await Html<Button>(("ChildContent", Text("签收")), ("Kind", ButtonKind.Primary))
            + await Html<Button>(("ChildContent", Text("导出")), ("Href", "/x"), ("Download", ""))
            + await Html<Button>(
                ("ChildContent", Text("存草稿")),
                ("Name", "draft"),
                ("Value", "yes"),
                ("NoCheck", true)
            )
            + await Html<Button>(
                ("ChildContent", Text("撤项")),
                ("Kind", ButtonKind.Danger),
                ("Disabled", true)
            ),
        ["ChoiceField"] = async () =>
            await Html<ChoiceField>(
                ("Name", "kind"),
                ("Label", "是否实名"),
                ("Choices", s_choices),
                ("Required", true),
                ("InRow", true)
            )
            + await Html<ChoiceField>(
                ("Name", "several"),
                ("Label", "节点"),
                ("Choices", s_choices),
                ("Several", true),
                ("Values", (string[])["a"])
            ),
        ["QrCode"] = () =>
            Html<QrCode>(("Text", "https://daylight.example/slip/7F3K"), ("Label", "凭条二维码")),
        ["CopyButton"] = () => Html<CopyButton>(("Text", "7F3K-92QX")),
        ["DataTable"] = () => TableHtml(["渔港整治", "药品采购"]),
        ["DataTable-empty"] = () => TableHtml([]),
        ["Day"] = () =>
            Html<Day>(
                ("Value", s_due),
                ("Original", new DateOnly(2026, 11, 18)),
                ("Provisional", true),
                ("WorkingDays", 3)
            ),
        ["DayField"] = () =>
            Html<DayField>(
                ("Name", "due"),
                ("Label", "办结期限"),
                ("Value", s_due),
                ("From", new DateOnly(2026, 11, 1))
            ),
        ["DonutChart"] = () =>
            Html<DonutChart>(
                ("Title", "状态"),
                ("CategoryName", "状态"),
                ("ValueName", "项"),
                ("Parts", (Bar[])[new("办理中", 3), new("已销号", 1, Tone: Tone.Good)])
            ),
        ["DonutChart-empty"] = () =>
            Html<DonutChart>(
                ("Title", "状态"),
                ("CategoryName", "状态"),
                ("ValueName", "项"),
                ("Parts", (Bar[])[new("办理中", 0)])
            ),
        ["Empty"] = () =>
            Html<Empty>(
                ("Title", "没有事项"),
                ("ChildContent", Text("放宽条件。")),
                ("Actions", Text("清除"))
            ),
        ["Figure"] = () => FigureHtml(),
        ["FileField"] = () =>
            Html<FileField>(
                ("Name", "evidence"),
                ("Label", "佐证材料"),
                ("Several", true),
                ("Accept", ".pdf"),
                ("Camera", true)
            ),
        ["Filter"] = () =>
            Html<Filter>(("Action", "/items"), ("Filtered", true), ("ChildContent", Text("…"))),
        ["Filter-post"] = () =>
            Html<Filter>(("Action", "/items"), ("Post", true), ("ChildContent", Text("…"))),
        ["Gantt"] = () =>
            Html<Gantt>(
                ("Title", "进度"),
                ("CategoryName", "事项"),
                ("From", new DateOnly(2026, 9, 15)),
                ("To", new DateOnly(2026, 11, 30)),
                ("Today", new DateOnly(2026, 11, 22)),
                (
                    "Rows",
                    (GanttRow[])
                        [new("渔港整治", [new(new(2026, 9, 1), new(2026, 9, 30), Tone.Going, "牵头")], s_due)]
                )
            ),
        ["HeatTable"] = () =>
            Html<HeatTable>(
                ("Title", "覆盖"),
                ("CategoryName", "单位"),
                ("ColumnNames", (string[])["督查", "审计"]),
                ("Rows", (HeatRow[])[new("县财政局", [4, 1]), new("石浦镇", [0, null])])
            ),
        ["IntervalChart"] = () =>
            Html<IntervalChart>(
                ("Title", "满意度"),
                ("CategoryName", "单位"),
                ("ValueName", "满意"),
                ("Unit", "%"),
                (
                    "Rows",
                    (Estimate[])
                        [new("县民政局", 86, 74.7m, 92.7m, 57), new("爵溪街道", 0, 0, 0, 4, TooSmall: true)]
                )
            ),
        ["LineChart"] = () =>
            Html<LineChart>(
                ("Title", "办结率"),
                ("CategoryName", "月份"),
                ("Unit", "%"),
                ("Target", 95m),
                ("Categories", (string[])["9月", "10月", "11月"]),
                ("Series", (Series[])[new("原定", [70, null, 74]), new("现行", [90, 93, 92])])
            ),
        ["LineChart-empty"] = () =>
            Html<LineChart>(
                ("Title", "办结率"),
                ("CategoryName", "月份"),
                ("Categories", (string[])["11月"]),
                ("Series", (Series[])[new("原定", [null])])
            ),
        ["LongText"] = () =>
            Html<LongText>(
                ("Name", "says"),
                ("Label", "进展说明"),
                ("Most", 200),
                ("Hint", "写明原因"),
                ("Value", "已完成")
            ),
        ["Notice"] = () =>
            Html<Notice>(
                ("Tone", Tone.Bad),
                ("Title", "不能办理"),
                ("ChildContent", Text("已过期限。")),
                ("Actions", Text("…"))
            ),
        ["Page"] = () => Html<Page>(AVisit(), ("Title", "事项"), ("ChildContent", Text("正文"))),
        ["Page-english-care-dark"] = () =>
            Html<Page>(
                new Visit
                {
                    Display = new(Language.En, Shade.Dark, TextSize.Care30),
                    SignInHref = "/sign-in",
                },
                ("Title", "Items"),
                ("ChildContent", Text("Text"))
            ),
        ["PageHead"] = () =>
            Html<PageHead>(
                ("Title", "渔港整治"),
                ("Crumbs", (Crumb[])[new("督查督办", "/items"), new("督办2026-0120")]),
                ("Lede", Text("来源")),
                ("Actions", Text("…"))
            ),
        ["Pager"] = () =>
            Html<Pager>(
                ("Query", Query.Read("/items?state=open&page=7")),
                ("Number", 7),
                ("Size", 20),
                ("Total", 431)
            ),
        ["Pager-one"] = () =>
            Html<Pager>(("Query", Query.Empty("/items")), ("Number", 1), ("Size", 20), ("Total", 0)),
        ["Panel"] = () => Html<Panel>(("Title", "基本信息"), ("First", true), ("ChildContent", Text("…"))),
        ["PostForm"] = () =>
            Html<PostForm>(
                ("Action", "/items"),
                ("Id", "item"),
                ("Files", true),
                ("ActId", "01J"),
                ("Version", "7"),
                ("Sent", s_sent),
                (
                    "ChildContent",
                    Both(
                        Child<TextField>(("Name", "name"), ("Label", "事项名称"), ("Required", true)),
                        Child<DayField>(("Name", "due"), ("Label", "办结期限")),
                        Child<ChoiceField>(("Name", "kind"), ("Label", "是否实名"), ("Choices", s_choices))
                    )
                ),
                ("Ends", Child<Button>(("ChildContent", Text("送审"))))
            ),
        ["Progress"] = () =>
            Html<Progress>(
                (
                    "Nodes",
                    (ProgressNode[])
                        [
                            new("签收", Reach.Reached, "10月14日"),
                            new("整改", Reach.Current),
                            new("销号", Reach.Ahead),
                        ]
                )
            ),
        ["Running"] = () => Html<Running>(("Title", "正在重建"), ("Done", 42L), ("All", 100L)),
        ["SecondMark"] = () => Html<SecondMark>(("Text", "逾期3个工作日")),
        ["SelectField"] = () =>
            Html<SelectField>(
                ("Name", "unit"),
                ("Label", "牵头单位"),
                ("Choices", s_choices),
                ("Value", "b"),
                ("None", "全部单位")
            ),
        ["StackedBarChart"] = () =>
            Html<StackedBarChart>(
                ("Title", "期限"),
                ("CategoryName", "单位"),
                ("Parts", (Part[])[new("期限内"), new("逾期", Tone.Bad)]),
                ("Bars", (StackedBar[])[new("县财政局", [3, 1]), new("县教育局", [2, 0])])
            ),
        ["StatusTag"] = () => Html<StatusTag>(("Text", "办理中"), ("Tone", Tone.Going)),
        ["Tabs"] = () =>
            Html<Tabs>(
                ("Label", "状态"),
                (
                    "Items",
                    (Tab[])[new("全部", "/items", true, 128), new("待签收", "/items?state=sign", false)]
                )
            ),
        ["Terms"] = () =>
            Html<Terms>(
                ("ChildContent", Child<Term>(("Name", "牵头单位"), ("ChildContent", Text("县教育局"))))
            ),
        ["TextField"] = () =>
            Html<TextField>(
                ("Name", "q"),
                ("Label", "关键词"),
                ("Type", "search"),
                ("Suggestions", (string[])["巡察整改"]),
                ("Autocomplete", "off")
            ),
        ["Timeline"] = () =>
            Html<Timeline>(
                (
                    "ChildContent",
                    Child<TimelineFact>(
                        ("At", s_at),
                        ("Title", "交办"),
                        ("Who", "督查室"),
                        ("Receipt", new Receipt(1024, "/receipts/1024", "自证")),
                        ("ChildContent", Text("30个工作日内办结。"))
                    )
                )
            ),
        ["Todo"] = () =>
            Html<Todo>(
                ("ChildContent", Child<TodoItem>(("ChildContent", Text("签收")), ("Actions", Text("…"))))
            ),
        ["Why"] = () =>
            Html<Why>(
                ("About", "办结期限"),
                (
                    "Norms",
                    (NormQuote[])
                        [new("supervision.close", "30个工作日内办结。", "工作规则第12条", false, "/norms/x")]
                ),
                (
                    "Explanation",
                    new Explanation(
                        "到期时间是2026年11月25日。",
                        "Due 25 November 2026.",
                        new Explanation("依据：…", "The rule: …", new Explanation("出处：…", "Source: …"))
                    )
                )
            ),
        ["Why-steps"] = () =>
            Html<Why>(
                ("About", "扣分"),
                ("Answer", "4分"),
                ("Steps", (Because[])[new("本年度合计", "4分", [new("3月2日扣1分"), new("5月6日扣3分")])])
            ),
    };

    public static TheoryData<string> Samples => [.. s_samples.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_component_draws_what_was_reviewed(string sample)
    {
        var html = await s_samples[sample]();
        var drawn = Pretty(
            html.Contains("<!DOCTYPE", StringComparison.Ordinal)
                ? html[html.IndexOf("<body", StringComparison.Ordinal)..]
                : html
        );
        var file = Tree.At($"tests/Daylight.Tests/Golden/Ui/{sample}.html");
        if (Environment.GetEnvironmentVariable("DAYLIGHT_GOLDEN") == "write")
        {
            await File.WriteAllTextAsync(file, drawn, TestContext.Current.CancellationToken);
        }

        Assert.True(
            File.Exists(file),
            $"{file} is missing: run the tests with DAYLIGHT_GOLDEN=write and review it."
        );
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), drawn);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_component_breaks_no_rule_of_a_page(string sample)
    {
        var html = await s_samples[sample]();

        Markup.CheckPart(Parse(html));
    }

    [Fact]
    public void Every_component_has_a_sample()
    {
        var without = typeof(Page)
            .Assembly.GetTypes()
            .Where(type =>
                type.IsSubclassOf(typeof(ComponentBase)) && !type.IsAbstract && !s_parts.Contains(type)
            )
            .Where(type => type.Name is not ("Term" or "TodoItem" or "TimelineFact" or "Figures"))
            .Where(type => type.Name != "_Imports" && !s_samples.ContainsKey(type.Name))
            .Select(type => type.Name);

        Assert.Empty(without);
    }

    [Fact]
    public async Task What_was_typed_comes_back_as_text_and_never_as_markup()
    {
        var html = await s_samples["PostForm"]();

        Assert.DoesNotContain("<整治>", html, StringComparison.Ordinal);
        Assert.Equal("渔港<整治>", Parse(html).QuerySelector("#item-name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_fault_is_tied_to_its_field_and_told_first()
    {
        var form = Parse(await s_samples["PostForm"]());

        var name = form.QuerySelector("#item-name")!;
        Assert.Equal("true", name.GetAttribute("aria-invalid"));
        Assert.Equal(
            "名称最多60字。",
            form.GetElementById(name.GetAttribute("aria-describedby")!)!.TextContent
        );
        Assert.Equal("#item-name", form.QuerySelector("[role=alert] a")!.GetAttribute("href"));
    }

    private static Visit AVisit() =>
        new()
        {
            Place = "象山县",
            Visitor = new Visitor("王建国（虚构）", "县政府办公室督查室", []),
            Navigation =
            [
                new(_ => "今日待办", "/desk", 1),
                new(_ => "督查督办", "/desk/items", 2),
                new(_ => "规则", "/rules", 3) { Daily = [] },
                new(_ => "我的账号", "/desk/account", 4) { Own = true },
            ],
            Path = "/desk/items/7",
            PathAndQuery = "/desk/items/7?tab=facts",
            LogStanding = "仅本县记录，尚无外部见证",
            LogHref = "/log",
            SignOutHref = "/sign-out",
        };

    private static Task<string> FigureHtml() =>
        Html<Figures>(
            (
                "ChildContent",
                Child<Figure>(
                    ("Label", "按期办结率"),
                    ("Value", "61.2%"),
                    ("Part", 52),
                    ("Whole", 85),
                    ("Definition", "原定期限前办结的占比。"),
                    ("Href", "/items"),
                    ("Tone", Tone.Good)
                )
            )
        );

    private static Task<string> TableHtml(string[] rows)
    {
        RenderFragment<string> cell = row => Text(row);
        RenderFragment<string> size = row =>
            Text(row.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Html<DataTable<string>>(
            ("Rows", rows),
            ("Caption", "事项"),
            ("Query", Query.Read("/items?order=-name")),
            ("PickName", "item"),
            ("PickValue", (Func<string, string>)(row => row)),
            (
                "ChildContent",
                Both(
                    Child<Column<string>>(
                        ("Title", "事项"),
                        ("Main", true),
                        ("OrderKey", "name"),
                        ("ChildContent", cell)
                    ),
                    Child<Column<string>>(("Title", "字数"), ("Number", true), ("ChildContent", size)),
                    Child<Column<string>>(("Title", "办理"), ("Acts", true), ("ChildContent", cell))
                )
            ),
            ("None", Child<Empty>(("Title", "没有事项"), ("ChildContent", Text("请立项。"))))
        );
    }
}
