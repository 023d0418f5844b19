using Daylight.Documents.Sheets;
using Daylight.Tests.Ui;

namespace Daylight.Tests.Web;

/// <summary>The registry's pages in the demo county, without script.</summary>
public sealed class RegistryWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private const string Preview = "/desk/registry/import/preview";

    [Fact]
    public async Task Every_page_is_well_formed_for_whoever_sits_at_the_desk()
    {
        using var walker = await county.As("p-lin");
        foreach (
            var path in (string[])
                [
                    "/desk/registry",
                    "/desk/registry?q=石浦",
                    "/desk/registry/units/u-shipu",
                    "/desk/registry/posts?only=sensitive",
                    "/desk/registry/posts?only=vacant",
                    "/desk/registry/posts/o-shipu-10",
                    "/desk/registry/persons",
                    "/desk/registry/persons/p-lin",
                    "/desk/registry/responsibility",
                ]
        )
        {
            Assert.Empty((await walker.Open(path)).QuerySelectorAll("details.act"));
        }
    }

    [Fact]
    public async Task Who_may_not_act_is_answered_like_somebody_who_asks_for_an_act_that_does_not_exist()
    {
        using var walker = await county.As("p-lin");
        var token = Walker.Form(await walker.Open("/desk/items/demo-12"), "v-sign");
        foreach (
            var path in (string[])
                [
                    "/desk/registry/act/unit/u-shipu/rename",
                    "/desk/registry/act/unit/u-shipu/no-such",
                    Preview,
                    "/desk/registry/export",
                ]
        )
        {
            Assert.Equal(404, (await walker.Send(token with { Action = path })).Status);
        }

        Assert.Equal(404, (await walker.Get("/desk/registry/tables")).Status);
        Assert.Equal(404, (await walker.Get("/desk/registry/units/no-such")).Status);
    }

    [Fact]
    public async Task A_list_above_the_limit_leaves_the_house_only_with_a_second_person_and_once()
    {
        using var asking = await county.As("p-sun");
        using var second = await county.As("p-gan");
        const string page = "/desk/registry/tables";
        var form = Walker
            .Form(await asking.Open(page), "export")
            .With("kind", "Posts")
            .With("purpose", "年度机构编制核对");
        Assert.Equal(page, (await asking.Send(form)).Location);
        var export = form.Fields.Single(field => field.Key == "export").Value;
        Assert.Null((await asking.Open(page)).GetElementById($"decide-{export}"));
        Assert.Null((await asking.Open(page)).GetElementById($"take-{export}"));
        Assert.Contains(
            "年度机构编制核对",
            (await second.Open("/desk")).Body!.TextContent,
            StringComparison.Ordinal
        );

        var decide = Walker.Form(await second.Open(page), $"decide-{export}").And("agreed", "yes");
        Assert.Equal(page, (await second.Send(decide)).Location);
        var take = Walker.Form(await asking.Open(page), $"take-{export}").And("format", "csv");
        var file = await asking.File(take);
        Assert.Contains(
            "年度机构编制核对",
            System.Text.Encoding.UTF8.GetString(file),
            StringComparison.Ordinal
        );
        Assert.Null((await asking.Open(page)).GetElementById($"take-{export}"));
        Assert.NotEqual(
            200,
            (
                await asking.Send(
                    take with
                    {
                        Fields =
                        [
                            .. take.Fields.Where(field => field.Key != "act-id"),
                            new("act-id", Daylight.Proceedings.FactIds.Untimed()),
                        ],
                    }
                )
            ).Status
        );
        var own = Walker
            .Form(await second.Open(page), "export")
            .Fields.First(field => field.Key == "form-token");
        Assert.Equal(
            404,
            (
                await second.Send(
                    take with
                    {
                        Fields = [.. take.Fields.Where(field => field.Key != "form-token"), own],
                    }
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_unit_is_found_by_its_former_name_and_a_refused_form_keeps_what_was_typed()
    {
        using var walker = await county.As("p-sun");
        var form = Walker
            .Form(await walker.Open("/desk/registry/units/u-touzi"), "v-rename")
            .With("name", "象山县招商服务中心")
            .With("short", "县招商中心")
            .With("from", "2026-11-01");

        Assert.Equal("/desk/registry/units/u-touzi", (await walker.Send(form)).Location);

        var found = await walker.Open("/desk/registry?q=投资促进");
        Assert.Contains(
            "象山县招商服务中心",
            found.QuerySelector("tbody")!.TextContent,
            StringComparison.Ordinal
        );
        var again = await walker.Send(
            Walker
                .Form(await walker.Open("/desk/registry/units/u-touzi"), "v-rename")
                .With("from", "2026-10-01")
        );
        Assert.Equal(409, again.Status);
        Markup.CheckPage(again.Page);
        Assert.NotNull(again.Page.QuerySelector("[role=alert]"));
        Assert.Contains(Walker.Form(again.Page, "v-rename").Fields, field => field is ("from", "2026-10-01"));
    }

    [Fact]
    public async Task A_table_is_looked_through_before_anything_is_recorded()
    {
        using var walker = await county.As("p-gan");
        var form = Walker.Form(await walker.Open("/desk/registry/tables"), "import").With("kind", "Persons");
        var faulty = await walker.Send(form, "file", [("人员.csv", "人员编号,姓名\nx-0002,重复的\nz-1,\n")]);
        Markup.CheckPage(faulty.Page);
        var faults = faulty.Page.QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        Assert.Equal(2, faults.Count);
        Assert.Contains("A 人员编号", faults[0], StringComparison.Ordinal);
        Assert.Contains("B 姓名", faults[1], StringComparison.Ordinal);
        Assert.Null(faulty.Page.GetElementById("record"));

        var clean = await walker.Send(
            form,
            "file",
            [("人员.csv", "人员编号,姓名\nz-1,甲示例\nz-2,乙示例\n")]
        );
        Assert.Equal(404, (await walker.Get("/desk/registry/persons/z-1")).Status);
        var record = Walker.Form(clean.Page, "record");
        Assert.Equal("/desk/registry/persons", (await walker.Send(record)).Location);
        Assert.Equal(200, (await walker.Get("/desk/registry/persons/z-2")).Status);
    }

    [Theory]
    [InlineData("p-sun", "Units", "上级单位")]
    [InlineData("p-gan", "Offices", "任免文件")]
    public async Task An_empty_table_is_offered_with_its_heads(string person, string kind, string last)
    {
        using var walker = await county.As(person);
        var path = $"/desk/registry/tables/{kind}.xlsx";
        var page = await walker.Open("/desk/registry/tables");
        Assert.NotNull(page.QuerySelector($"a[href='{path}']"));
        var read = Assert.IsType<SheetReading.Read>(SheetReader.Read(await walker.Bytes(path)));
        var row = Assert.Single(Assert.Single(read.Book.Sheets).Rows);
        Assert.Equal(last, row.Cells[^1].Text);

        using var other = await county.As("p-lin");
        Assert.Equal(404, (await other.Get(path)).Status);
        Assert.Equal(404, (await walker.Get("/desk/registry/tables/Nothing.xlsx")).Status);
    }

    [Fact]
    public async Task An_export_has_a_purpose()
    {
        using var walker = await county.As("p-sun");
        var form = Walker.Form(await walker.Open("/desk/registry/tables"), "export").With("kind", "Units");
        Assert.Equal(409, (await walker.Send(form)).Status);

        var answer = await walker.Send(form.With("purpose", "核对机构台账").With("format", "csv"));

        Assert.Equal(200, answer.Status);
        Assert.Contains("核对机构台账", answer.Body, StringComparison.Ordinal);
    }
}
