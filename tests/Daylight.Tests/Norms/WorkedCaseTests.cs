using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Tests.Norms;

public sealed class WorkedCaseTests
{
    [Fact]
    public void Every_worked_case_of_the_example_pack_holds()
    {
        var failed = ExamplePack.Load().Run(WorkCalendar.Shipped).Where(result => !result.Passed);

        Assert.Equal(
            "",
            string.Join(
                '\n',
                failed.Select(result => $"{result.Case.Title}: {string.Join("; ", result.Differences)}")
            )
        );
    }

    [Fact]
    public void Every_parameter_of_every_kind_does_what_the_boundary_cases_say()
    {
        var pack = RulePack.Load(ExamplePack.Files(Path.Combine(ExamplePack.Folder, "../boundaries"))).Pack!;

        var failed = pack.Run(WorkCalendar.Shipped).Where(result => !result.Passed);
        var nudges = PackMutation.Run(pack, WorkCalendar.Shipped);

        Assert.Equal(
            "",
            string.Join(
                '\n',
                failed.Select(result => $"{result.Case.Title}: {string.Join("; ", result.Differences)}")
            )
        );
        Assert.True(nudges.Count(nudge => nudge.Caught) * 100 >= nudges.Length * 95);
    }

    [Theory]
    [InlineData("deadline")]
    [InlineData("cycle")]
    [InlineData("threshold")]
    [InlineData("ranking")]
    [InlineData("quota")]
    [InlineData("separation")]
    [InlineData("gate")]
    [InlineData("tenure")]
    [InlineData("formula")]
    [InlineData("routing")]
    [InlineData("disclosure")]
    [InlineData("record")]
    public void Every_kind_explains_itself_in_plain_words(string kind)
    {
        var pack = ExamplePack.Load();
        var told = pack.Run(WorkCalendar.Shipped)
            .Where(result =>
                string.Equals(
                    pack.Find(result.Case.Ask)!.Kind.ToString(),
                    kind,
                    StringComparison.OrdinalIgnoreCase
                )
            )
            .Select(result =>
                $"# {result.Case.Title}\n\n{result.Answer.Why.ToChinese()}\n{result.Answer.Why.ToEnglish()}"
            );

        GoldenFile.Check(kind, string.Join('\n', told));
    }
}
