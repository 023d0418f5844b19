using Daylight.Documents.Sheets;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Intake;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision.Intake;

public sealed class ImportItemTests
{
    private static readonly Mandate s_officer = Trial.Officer(
        "p-officer",
        "o-supervision",
        "u-supervision",
        "supervision.run"
    );

    private static readonly DateOnly s_today = new(2026, 5, 8);

    private static readonly UnitBook s_book = new([
        new("u-housing", "县住建局", UnitKind.GovernmentDepartment, ["县住建局", "象山县住房和城乡建设局"]),
        new("u-town", "石浦镇", UnitKind.Town, ["石浦镇"]),
    ]);

    private static ImportItem.Act Carried(DateOnly? original, DateOnly? due) =>
        new(
            "i1",
            "象督办〔2025〕17号",
            "老旧小区管网改造",
            ItemSource.Meeting,
            "原督办台账",
            "完成2.9公里。",
            "o-head",
            "u-housing",
            ["u-town"],
            new DateOnly(2025, 11, 3),
            original,
            due,
            1,
            ItemPhase.InHand,
            null,
            "已完成2.1公里"
        );

    private static Duty? Closing(Trial trial) =>
        trial
            .Facts.Aggregate(MatterDuties.Start, (duties, fact) => duties.Apply(fact))
            .Open.GetValueOrDefault(ItemDuties.Close);

    [Fact]
    public void An_item_of_the_former_ledger_keeps_its_number_and_runs_to_its_present_date()
    {
        var trial = new Trial();
        trial.Grants(Carried(new DateOnly(2026, 1, 31), s_today), s_officer);

        Assert.Equal(s_today, Shanghai.DayOf(Closing(trial)!.Due!.Value));
        var item = trial.Facts.Aggregate(Item.Start, (state, fact) => state.Apply(fact));
        Assert.Equal(("象督办〔2025〕17号", ItemPhase.InHand), (item.Number, item.Phase));
    }

    [Fact]
    public void Nothing_lapses_for_the_past()
    {
        var trial = new Trial();
        trial.Grants(Carried(new DateOnly(2026, 1, 31), s_today.AddDays(-1)), s_officer);

        Assert.Null(Closing(trial));
        Assert.Single(trial.Facts);
    }

    [Fact]
    public void A_number_is_carried_over_once_and_is_none_of_ours()
    {
        var trial = new Trial();
        trial.Grants(Carried(null, null), s_officer);

        trial.Refuses<ImportedNumberIsTaken>(Carried(null, null) with { Item = "i2" }, s_officer);
        trial.Refuses<ItemExistsAlready>(Carried(null, null) with { Number = "18" }, s_officer);
        trial.Refuses<ImportedNumberIsTaken>(
            Carried(null, null) with
            {
                Item = "i3",
                Number = "督2026-0001",
            },
            s_officer
        );
    }

    [Fact]
    public void Days_that_do_not_follow_one_another_are_refused()
    {
        var trial = new Trial();
        var act = Carried(new DateOnly(2026, 1, 31), new DateOnly(2026, 1, 31));

        trial.Refuses<ImportedDatesDisagree>(act with { Opened = s_today.AddDays(1) }, s_officer);
        trial.Refuses<ImportedDatesDisagree>(act with { Due = new DateOnly(2026, 1, 30) }, s_officer);
        trial.Refuses<ImportedDatesDisagree>(act with { OriginalDue = new DateOnly(2025, 11, 2) }, s_officer);
        trial.Refuses<ImportedDatesDisagree>(act with { Phase = ItemPhase.Closed }, s_officer);
        trial.Refuses<ImportedDatesDisagree>(
            act with
            {
                Closed = s_today.AddDays(1),
                Phase = ItemPhase.Closed,
            },
            s_officer
        );
        trial.Grants(act with { Closed = s_today, Phase = ItemPhase.Closed }, s_officer);
    }

    [Fact]
    public void A_marked_row_is_refused() =>
        new Trial().Refuses<TextBearsASecrecyMark>(
            Carried(null, null) with
            {
                Progress = "机密★",
            },
            s_officer
        );

    [Fact]
    public void A_ledger_is_read_with_its_faults_by_row_and_column()
    {
        var file = SheetWriter.Csv(
            new Table(
                "台账",
                [
                    .. "编号,督办事项,责任单位,交办时间,完成时限,延期次数,办理状态,办结时间"
                        .Split(',')
                        .Select(head => new TableColumn(head)),
                ],
                [
                    [
                        "2025-1",
                        "管网改造",
                        "住建局、石浦镇",
                        new DateOnly(2025, 3, 1),
                        new DateOnly(2025, 6, 30),
                        2,
                        "已办结",
                        new DateOnly(2025, 7, 1),
                    ],
                    ["2025-2", "路灯", "某某局", "去年", "6月", "两次", "不清楚", ""],
                    ["2025-1", "重复", "石浦镇", new DateOnly(2025, 3, 1), "长期坚持", "", "", ""],
                ]
            )
        );

        var (ledger, _) = Daylight.Supervision.KeyWork.Intake.Ledger.Read(
            Assert.IsType<SheetReading.Read>(SheetReader.Read(file)).Book,
            s_book,
            [("o-head", "县长")]
        );

        Assert.Equal(
            [
                "第3行“牵头单位”（C3）：机构名录中没有“某某局”",
                "第3行“立项日期”（D3）：“去年”不是日期，请写成2026-12-31",
                "第3行“原定期限”（E3）：“6月”不是日期，请写成2026-12-31",
                "第3行“延期次数”（F3）：“两次”不是次数",
                "第3行“状态”（G3）：只能写待签收、办理中、已办结、已销号",
                "第4行“事项编号”（A4）：与前面的行重复",
            ],
            ledger!.Faults.Select(fault => fault.Say().Zh)
        );
        var first = ledger.Lines[0];
        Assert.Equal(
            ("u-housing", "u-town", 2),
            (first.Lead, string.Join(',', first.Assistants), first.Extensions)
        );
        Assert.Equal((ItemPhase.Closed, new DateOnly(2025, 7, 1)), (first.Phase, first.Closed));
        Assert.Null(ledger.Lines[2].Due);
    }

    [Fact]
    public void A_table_of_new_items_is_read_with_its_faults_by_row_and_column()
    {
        var (template, _) = ItemSheet.Read(
            Assert.IsType<SheetReading.Read>(SheetReader.Read(ItemSheet.Template())).Book,
            s_book
        );

        Assert.Equal(
            [
                "第2行“协办单位”（F2）：机构名录中没有“县财政局”",
                "第2行“协办单位”（F2）：机构名录中没有“丹东街道”",
            ],
            template!.Faults.Select(fault => fault.Say().Zh)
        );
        Assert.Equal((ItemSource.Meeting, "年底前"), (template.Lines[0].Source, template.Lines[0].Given));
    }
}
