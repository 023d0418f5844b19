using System.Text;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;

namespace Daylight.Tests.Web;

/// <summary>Erasing what a case sealed, as two officials do it over HTTP without script.</summary>
public sealed class SealedWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private async Task<AttachmentRef> Sealed(string id)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes("不能说的话"));
        return Assert
            .IsType<Intake.Taken>(await county.Node.Logs[0].Attachments.Take(id, "证据.txt", text))
            .File;
    }

    private static string At(string id) => $"/desk/erasures/case?case={id}";

    [Fact]
    public async Task One_person_proposes_another_decides_and_both_are_named_with_a_receipt()
    {
        var file = await Sealed("case-walk-1");
        using var registrar = await county.As("p-sun");
        using var lawyer = await county.As("p-he");

        var page = await registrar.Open(At("case-walk-1"));
        var main = page.QuerySelector("main")!.TextContent;
        Assert.Contains("封存的记录0条", main, StringComparison.Ordinal);
        Assert.Contains("仍然保留的", main, StringComparison.Ordinal);
        Assert.Null((await registrar.Open("/desk/erasures")).GetElementById("confirm"));
        var refused = await registrar.Send(
            Walker.Form(page, "propose").With("reason", "AskedByThePerson").And("kept", "yes")
        );
        Assert.Equal(409, refused.Status);
        Assert.Contains("法定保存期限未满", refused.Body, StringComparison.Ordinal);
        var proposed = await registrar.Send(
            Walker.Form(page, "propose").With("reason", "AskedByThePerson").And("kept", "no")
        );
        Assert.Equal(302, proposed.Status);
        Assert.Null((await registrar.Open(At("case-walk-1"))).GetElementById("confirm"));

        Assert.Contains(
            "case-walk-1",
            (await lawyer.Open("/desk/erasures")).QuerySelector(".todo")!.TextContent,
            StringComparison.Ordinal
        );
        await lawyer.Do(At("case-walk-1"), "confirm");
        await county.Exchange();

        var after = await lawyer.Open(At("case-walk-1"));
        var told = after.QuerySelector("main")!.TextContent;
        Assert.Contains("孙台台", told, StringComparison.Ordinal);
        Assert.Contains("何法法", told, StringComparison.Ordinal);
        Assert.Contains("本人申请", told, StringComparison.Ordinal);
        Assert.Equal(200, (await lawyer.Get("/desk/erasures/receipt?case=case-walk-1")).Status);
        var log = county.Node.Logs[0];
        await Assert.ThrowsAsync<AttachmentGoneException>(() => log.Attachments.CopyTo(file, Stream.Null));
    }

    [Fact]
    public async Task A_proposal_may_be_laid_aside_and_what_is_not_sealed_cannot_be_proposed()
    {
        await Sealed("case-walk-2");
        using var registrar = await county.As("p-sun");
        using var lawyer = await county.As("p-he");
        var form = Walker
            .Form(await registrar.Open(At("case-walk-2")), "propose")
            .With("reason", "RetentionEnded")
            .And("kept", "no");
        Assert.Equal(302, (await registrar.Send(form)).Status);
        await lawyer.Do(At("case-walk-2"), "drop");

        Assert.Contains(
            "不予销毁",
            (await lawyer.Open("/desk/erasures")).QuerySelector("table")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.True(county.Node.Logs[0].Clerk.Keys.Holds("case-walk-2"));
        Assert.Null((await registrar.Open(At("no-such-case"))).GetElementById("propose"));
    }

    [Theory]
    [InlineData("/desk/erasures")]
    [InlineData("/desk/erasures/case?case=case-walk-3")]
    [InlineData("/desk/notices")]
    public async Task Whoever_may_not_sees_nothing_and_is_refused(string path)
    {
        await Sealed("case-walk-3");
        foreach (var person in (string?[])["p-chen", null])
        {
            using var walker = await county.As(person);
            Assert.Empty((await walker.Open(path)).QuerySelectorAll("main form"));
        }

        using var unit = await county.As("p-chen");
        var own = Walker.Form(await unit.Open("/demo"), "clock");
        foreach (
            var (to, fields) in new (string, (string, string)[])[]
            {
                ("/desk/erasures/propose", [("reason", "Ordered"), ("norm", "data.erase"), ("kept", "no")]),
                ("/desk/erasures/confirm", [("reason", "Ordered"), ("norm", "data.erase")]),
                ("/desk/erasures/drop", []),
                ("/desk/notices", [("subscriber", "x"), ("cause", "1"), ("how", "y")]),
            }
        )
        {
            var form = (own with { Action = to }).And("case", "case-walk-3").And("act-id", $"no-{to.Length}");
            foreach (var (name, value) in fields)
            {
                form = form.And(name, value);
            }

            Assert.Equal(409, (await unit.Send(form)).Status);
        }

        Assert.Equal(404, (await unit.Get("/desk/erasures/receipt?case=case-walk-3")).Status);
    }
}
