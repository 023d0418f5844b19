using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>One answer that differs from what a worked case expects. Found is null where the norm gives no such answer.</summary>
public sealed record Difference(string Name, Value Expected, Value? Found)
{
    public override string ToString() =>
        Found is null ? $"{Name}：应为 {Expected}，没有这个结果" : $"{Name}：应为 {Expected}，实际是 {Found}";
}

/// <summary>A worked case with what its norm answered.</summary>
public sealed record CaseResult(WorkedCase Case, Answer Answer, ImmutableArray<Difference> Differences)
{
    public bool Passed => Differences.IsEmpty;
}

/// <summary>Runs worked cases. A legacy norm is asked as if it were switched on: its cases say what it would do.</summary>
public static class CaseRun
{
    public static ImmutableArray<CaseResult> Run(this RulePack pack, WorkCalendar calendar) =>
        [.. pack.Cases.Select(each => Run(each, pack.Find(each.Ask)!, pack.Words, calendar))];

    public static CaseResult Run(WorkedCase each, Norm norm, Words words, WorkCalendar calendar)
    {
        var answer = norm.Ask(each.Given, calendar, words, legacyOn: true);
        var differences = each
            .Expect.Names.Select(name => new Difference(name, each.Expect[name]!, answer.Results[name]))
            .Where(difference => !Same(difference.Expected, difference.Found));
        return new CaseResult(each, answer, [.. differences]);
    }

    // One word stands for a list of one; "none" and an absent answer are the same; a quoted number is the number.
    private static bool Same(Value expected, Value? found) =>
        (expected, found) switch
        {
            (Value.Word { Text: "none" }, null) => true,
            (_, null) => false,
            (Value.Several one, Value.Several other) => one.Items.Length == other.Items.Length
                && one.Items.Zip(other.Items).All(pair => Same(pair.First, pair.Second)),
            (_, Value.Several several) => several.Items is [var only] && Same(expected, only),
            (Value.Parts parts, Value.Parts all) => parts.Items.All(part => Same(part.Value, all[part.Name])),
            _ => expected.ToString() == found.ToString(),
        };
}
