using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Intake;
using Daylight.Tests.Documents;
using Daylight.Tests.Habits;
using Daylight.Web.Demo;

namespace Daylight.Tests.Supervision.Intake;

public sealed class IntakeTests
{
    private static readonly DateOnly s_today = new(2026, 11, 22);

    private static UnitBook Book { get; } =
        new([
            .. DemoCounty
                .Read(Path.Combine(Tree.Root, "samples", "xiangshan"))
                .Units.Select(unit => new KnownUnit(
                    unit.Id,
                    unit.ShortName,
                    unit.Kind,
                    unit.Id is "u-weijian"
                        ? [unit.Name, unit.ShortName, "县卫生局"]
                        : [unit.Name, unit.ShortName]
                )),
        ]);

    private static string Sample(string name) => Tree.Read($"samples/xiangshan/papers/{name}.txt");

    private static string WithoutMarked(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.Contains('★', StringComparison.Ordinal)));

    private static PaperReading.Read Read(string text) =>
        Assert.IsType<PaperReading.Read>(PaperReading.Of(text, Book, s_today));

    private static string Line(Suggestion item) =>
        $"{(item.IsLikely ? "+" : "-")} {item.Place} | {item.Title} | {item.Units.Lead?.ShortName} | {string.Join('、', item.Units.Joint.Select(unit => unit.ShortName))} | {string.Join('、', item.Units.Assistants.Select(unit => unit.ShortName))} | {string.Join('、', item.Units.Groups)} | {item.Dates.Given} | {string.Join('、', item.Dates.Vague)}";

    [Theory]
    [InlineData("minutes")]
    [InlineData("measures")]
    public void A_paper_becomes_suggestions(string sample)
    {
        var read = Read(WithoutMarked(Sample(sample)));

        GoldenText.Check(
            $"intake/{sample}.txt",
            $"{read.Source.Source} | {read.Source.Reference}\n"
                + string.Join('\n', read.Suggestions.Select(Line))
                + "\n"
        );
    }

    [Fact]
    public void Minutes_with_one_marked_paragraph_are_refused_as_a_whole()
    {
        var refused = Assert.IsType<PaperReading.Refused>(PaperReading.Of(Sample("minutes"), Book, s_today));

        var marked = Assert.IsType<PaperBearsASecrecyMark>(refused.Refusal);
        Assert.Equal("秘密", marked.Mark);
        Assert.Equal("第18段", marked.Where);
    }

    [Theory]
    [InlineData("机密★5年")]
    [InlineData("秘 密 ★ 1 年")]
    [InlineData("绝密★长期")]
    [InlineData("★秘密")]
    [InlineData("秘密☆6个月")]
    [InlineData("【机密】")]
    [InlineData("（秘密）")]
    [InlineData("密级：秘密")]
    [InlineData("密级和保密期限：机密")]
    [InlineData("机密 10年")]
    [InlineData("秘密级三年")]
    [InlineData("　机　密　")]
    [InlineData("绝密级")]
    [InlineData("秘密·2年")]
    public void Marks_are_found_however_they_are_set(string mark)
    {
        Assert.IsType<PaperReading.Refused>(
            PaperReading.Of($"{mark}\n一、县住建局年底前完成改造。", Book, s_today)
        );
        Assert.IsType<PaperReading.Refused>(
            PaperReading.Of(
                Letter.Of(
                    Letter.Paragraph("一、县住建局年底前完成改造。"),
                    ("word/header1.xml", $"<w:x ><w:p><w:r><w:t>{mark}</w:t></w:r></w:p></w:x>")
                ),
                Book,
                s_today
            )
        );
    }

    [Theory]
    [InlineData("一、县政府办公室组织保守国家秘密宣传教育，年底前完成。")]
    [InlineData("一、县市场监管局加强商业秘密保护，3年内建成示范点。")]
    [InlineData("一、县公安局查处泄露机密案件。")]
    public void The_words_alone_are_no_mark(string text) => Read(text);

    [Fact]
    public void A_document_is_taken_apart_by_the_numbers_that_its_program_sets()
    {
        var read = Assert.IsType<PaperReading.Read>(
            PaperReading.Of(
                Letter.Of(
                    Letter.Paragraph("县政府专题会议纪要")
                        + Letter.Numbered("冬季安全工作", 0)
                        + Letter.Numbered("县教育局牵头检查校车，月底前完成。", 1)
                        + Letter.Numbered("县公安局负责夜间巡查。", 1),
                    Letter.Numbering
                ),
                Book,
                s_today
            )
        );

        Assert.Equal(["第一项第（一）点", "第一项第（二）点"], read.Suggestions.Select(item => item.Place));
        Assert.Equal("月底前", read.Suggestions[0].Dates.Given);
        Assert.Equal("县公安局", read.Suggestions[1].Units.Lead?.ShortName);
    }

    [Theory]
    [InlineData("2026年12月31日前完成", "2026年12月31日前")]
    [InlineData("12月31日前完成", "2026年12月31日前")]
    [InlineData("3月5日前完成", "2027年3月5日前")]
    [InlineData("2027年6月底前完成", "2027年6月30日前")]
    [InlineData("6月底前完成", "2027年6月30日前")]
    [InlineData("12月上旬前完成", "2026年12月10日前")]
    [InlineData("2028年2月底前", "2028年2月29日前")]
    [InlineData("年底前完成", "年底前")]
    [InlineData("今年年底前完成", "年底前")]
    [InlineData("2027年底前完成", "2027年12月31日前")]
    [InlineData("明年年底前完成", "2027年12月31日前")]
    [InlineData("月底前报送", "月底前")]
    [InlineData("立行立改", "立行立改")]
    [InlineData("要长期坚持", "长期坚持")]
    [InlineData("每季度通报", "每季度")]
    [InlineData("每月5日前更新", "每月5日")]
    [InlineData("2027年一季度前完成", "2027年3月31日前")]
    [InlineData("上半年完成", "2027年6月30日前")]
    [InlineData("国庆节前完成", "2027年9月30日前")]
    [InlineData("10个工作日内报送", "10个工作日")]
    [InlineData("半个月内报送", "15日")]
    [InlineData("三个月内完成", "3个月")]
    [InlineData("6月底前完成方案，年底前完成建设", "2027年6月30日前")]
    [InlineData("12月10日前提出清单，年底前完成", "年底前")]
    [InlineData("半年内完成", "6个月")]
    [InlineData("三年内完成", "3年")]
    [InlineData("常态化推进，每月5日前更新", "每月5日")]
    [InlineData("2026年3月2日召开的会议决定", null)]
    [InlineData("尽快完成", null)]
    [InlineData("春节前完成", null)]
    public void Dates_are_read_as_papers_give_them(string text, string? given) =>
        Assert.Equal(given, DateWords.In(text, s_today).Given);

    [Theory]
    [InlineData("由县住建局牵头，县财政局配合", "县住建局", "", "县财政局")]
    [InlineData("县财政局配合县住建局做好保障", "县住建局", "", "县财政局")]
    [InlineData("县住建局、县交通局共同牵头", "县住建局", "县交通局", "")]
    [InlineData("县住建局会同县财政局、县发改局制定办法", "县住建局", "", "县财政局、县发改局")]
    [InlineData("责任单位：县水利局。配合单位：县财政局、石浦镇", "县水利局", "", "县财政局、石浦镇")]
    [InlineData("住建局负责，财政局协助", "县住建局", "", "县财政局")]
    [InlineData("县卫生局抓好落实，报县政府办公室", "县卫健局", "", "")]
    [InlineData("象山县住房和城乡建设局要加快进度", "县住建局", "", "")]
    [InlineData("石浦镇落实属地责任，县交通局、县渔港管理局参与", "石浦镇", "", "县交通局")]
    [InlineData("报县政府审定后实施", null, "", "")]
    public void Units_are_told_apart_by_what_is_said_of_them(
        string text,
        string? lead,
        string joint,
        string assistants
    )
    {
        var roles = UnitRoles.Of(text, Book);

        Assert.Equal(lead, roles.Lead?.ShortName);
        Assert.Equal(joint, string.Join('、', roles.Joint.Select(unit => unit.ShortName)));
        Assert.Equal(assistants, string.Join('、', roles.Assistants.Select(unit => unit.ShortName)));
    }

    [Fact]
    public void A_unit_that_is_not_subordinate_is_asked_by_letter() =>
        Assert.Contains(
            Hints.Of("请市生态环境局象山分局牵头", [Book.Named("市生态环境局象山分局")!], Book, s_today),
            hint => hint is { Key: "letter", Words: "市生态环境局象山分局" }
        );

    [Theory]
    [InlineData("第一条 县教育局负责。\n第二条 县公安局负责。", "第一条,第二条")]
    [InlineData(
        "1. 甲\n（1）县教育局负责\n①县公安局负责\n②县民政局负责\n2、县水利局负责",
        "第1项第（1）点第①点,第1项第（1）点第②点,第2项"
    )]
    [InlineData("一、县教育局负责\n续行。\n二．县公安局负责", "第一项,第二项")]
    [InlineData("2.9公里管网\n一、县教育局负责", "第一项")]
    public void Paragraphs_are_found_by_their_numbers(string text, string places) =>
        Assert.Equal(places, string.Join(',', Read(text).Suggestions.Select(item => item.Place)));

    [Fact]
    public void A_paper_without_numbers_and_one_with_too_many_are_refused()
    {
        Assert.IsType<NoNumberedParagraphIsFound>(
            Assert.IsType<PaperReading.Refused>(PaperReading.Of("县教育局要抓紧。", Book, s_today)).Refusal
        );
        Assert.IsType<TooManyParagraphs>(
            Assert
                .IsType<PaperReading.Refused>(
                    PaperReading.Of(
                        string.Join(
                            '\n',
                            Enumerable.Range(1, 101).Select(number => $"{number}. 县教育局负责")
                        ),
                        Book,
                        s_today
                    )
                )
                .Refusal
        );
    }

    [Fact]
    public void A_merged_or_renamed_unit_is_found_by_its_former_name() =>
        Assert.Equal("u-weijian", Assert.Single(Book.In("由县卫生局牵头")).Unit.Id);
}
