using Daylight.Registry;

namespace Daylight.Tests.Registry;

public sealed class ImportTests
{
    private static readonly ImportKnown s_known = new(
        new[]
        {
            ("县水利局", "u1"),
            ("县水电局", "u1"),
            ("县农业农村局", "u2"),
            ("县农林局", "u1"),
            ("县农林局", "u2"),
        }.ToLookup(entry => entry.Item1, entry => entry.Item2),
        new HashSet<string> { "u1", "u2" },
        new HashSet<string> { "330225100" },
        new HashSet<string> { "p1", "p2" },
        new HashSet<string> { "o1", "o2" },
        new[] { ("o1", (From: new DateOnly(2024, 1, 1), To: (DateOnly?)null)) }.ToLookup(
            entry => entry.Item1,
            entry => entry.Item2
        ),
        new[] { ("p1", (From: new DateOnly(2024, 1, 1), To: (DateOnly?)null)) }.ToLookup(
            entry => entry.Item1,
            entry => entry.Item2
        )
    );

    private static ImportPlan Preview(TableKind kind, params string[] lines) =>
        Import.Preview(
            kind,
            [.. lines.Select((line, at) => new HandedRow(at + 1, line.Split(',')))],
            s_known
        );

    private static string[] Faults(ImportPlan plan) =>
        [.. plan.Faults.Select(fault => $"{fault.Column}{fault.Row} {fault.What.Zh}")];

    [Fact]
    public void A_clean_table_becomes_acts_in_the_order_of_its_rows()
    {
        var plan = Preview(
            TableKind.Units,
            "单位编号,名称,简称,代码,单位类别,上级单位",
            "u3,象山县水文站,县水文站,330225031,事业单位,县水利局",
            "u4,象山县水文二站,县水文二站,330225032,事业单位,u3"
        );

        Assert.True(plan.IsClean);
        Assert.Equal(
            [
                new Register.UnitAct(
                    "u3",
                    "330225031",
                    "象山县水文站",
                    "县水文站",
                    UnitKind.PublicInstitution
                ),
                new PlaceUnit.Act("u3", "u1"),
                new Register.UnitAct(
                    "u4",
                    "330225032",
                    "象山县水文二站",
                    "县水文二站",
                    UnitKind.PublicInstitution
                ),
                new PlaceUnit.Act("u4", "u3"),
            ],
            plan.Acts.Select(act => act.Act)
        );
    }

    [Fact]
    public void Every_fault_is_shown_at_once_with_row_and_column_and_nothing_would_be_recorded()
    {
        var plan = Preview(
            TableKind.Units,
            "单位编号,代码,名称,简称,单位类别",
            "u1,330225033,甲,甲,乡镇",
            "u 5,330225100,,乙,政府工作部门",
            "u6,12,丙,丙,政府工作部门",
            "u6,330225034,丁,丁,政府工作部门"
        );

        Assert.Empty(plan.Acts);
        Assert.Equal(
            [
                "A2 这个编号已经登记。",
                "E2 “乡镇”不认识，可以写：党委部门、政府工作部门、乡镇（街道）、事业单位、群团组织、垂直管理单位、国有企业、村（社区）、人大、政协、法院、检察院。",
                "C3 必须填写。",
                "A3 只能用字母、数字、点、横线、下划线，最多64个。",
                "B3 这个代码已有单位使用。",
                "B4 代码不正确：应为18位，或者6、9、12位数字",
                "A5 这个编号在表中重复。",
            ],
            Faults(plan)
        );
    }

    [Fact]
    public void A_missing_column_is_named() =>
        Assert.Equal(["1 缺少“姓名”一列。"], Faults(Preview(TableKind.Persons, "人员编号", "p9")));

    [Fact]
    public void A_unit_is_known_by_its_former_name_unless_two_bore_it()
    {
        Assert.Equal(
            "u1",
            Assert
                .IsType<CreatePost.Act>(
                    Assert
                        .Single(
                            Preview(
                                TableKind.Posts,
                                "职位编号,单位,职位名称,层级",
                                "o9,县水电局,局长,单位正职"
                            ).Acts
                        )
                        .Act
                )
                .Unit
        );
        Assert.Equal(
            ["B2 有不止一个单位用过这个名称，请写单位编号。"],
            Faults(Preview(TableKind.Posts, "职位编号,单位,职位名称,层级", "o9,县农林局,局长,单位正职"))
        );
        Assert.Equal(
            ["B2 没有这个单位，请核对名称。"],
            Faults(Preview(TableKind.Posts, "职位编号,单位,职位名称,层级", "o9,县海洋局,局长,单位正职"))
        );
    }

    [Fact]
    public void Overlapping_offices_are_faults_of_the_table_and_of_what_is_known()
    {
        var plan = Preview(
            TableKind.Offices,
            "职位编号,人员编号,任职方式,开始日期,结束日期,任免文件",
            "o1,p2,任职,2025-01-01,,文",
            "o2,p1,任职,2025-01-01,,文",
            "o2,p2,任职,2025-02-01,2025-12-31,文",
            "o2,p2,兼任,2025-12-31,2026-01-31,文",
            "o2,p2,借调,2026-02-01,,文",
            "o2,p9,兼任,2026-13-01,,文"
        );

        Assert.Equal(
            [
                "D2 这段时间该职位已有人任职。",
                "C3 此人这段时间已有主职，请写“兼任”或者核对日期。",
                "D5 这段时间该职位已有人任职。",
                "E6 借调、挂职要写明结束日期。",
                "B7 没有登记这个人员，请先登记。",
                "D7 “2026-13-01”不是日期，例如2026-03-01。",
            ],
            Faults(plan)
        );
    }
}
