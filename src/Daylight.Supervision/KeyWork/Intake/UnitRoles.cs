using System.Text.RegularExpressions;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>Who a paragraph says leads and assists.</summary>
/// <param name="Lead">Null where it names nobody.</param>
/// <param name="Joint">Units named as leading beside the lead: one item has one lead, so the officer decides.</param>
/// <param name="Assistants">Units named to assist.</param>
/// <param name="Groups">Whoever is named without a name: 各乡镇（街道）, 有关部门.</param>
/// <param name="Unknown">What reads like a unit's name but stands in no registry.</param>
internal sealed partial record UnitRoles(
    KnownUnit? Lead,
    IReadOnlyList<KnownUnit> Joint,
    IReadOnlyList<KnownUnit> Assistants,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Unknown
)
{
    private enum Role
    {
        Lead,
        Responsible,
        Assist,
        Named,
        Beside,
    }

    /// <summary>Units beside those found that the registry does not know.</summary>
    private const string Others =
        @"^(?:[、和及][\p{IsCJKUnifiedIdeographs}]{1,12}?(?:局|委|办|中心|镇|乡|街道|公司|集团|大队)){0,6}";

    [GeneratedRegex(
        Others + @"等?(单位|部门)?(和|及)?(有关单位|相关单位|有关部门|相关部门)?(共同|联合|分别)?(负责)?牵头",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LeadsAfter { get; }

    [GeneratedRegex(
        Others
            + @"等?(有关|相关)?(单位|部门)?(要|应|须|予以|做好|分工|按职责)?(积极|密切|主动|协同|共同|认真)?(配合|协助|协办|协同|参与|参加|支持)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AssistsAfter { get; }

    [GeneratedRegex(
        Others
            + @"等?(有关|相关)?(单位|部门)?(要|应|须|具体|分别|共同|按职责)?(负责|落实|承办|承担|组织实施|抓好|实施)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AnswersAfter { get; }

    [GeneratedRegex(@"(牵头|主办|主责)(责任)?(单位|部门)?\s*[：:为]\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeadsBefore { get; }

    [GeneratedRegex(
        @"((配合|协办|协助|参与|参加|协同)(责任)?(单位|部门)\s*[：:为]\s*|会同|联合|商)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AssistsBefore { get; }

    [GeneratedRegex(
        @"((责任|承办|负责|落实|实施)(单位|部门|主体)\s*[：:为]\s*|由|配合|协助|请|责成|要求|明确)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex AnswersBefore { get; }

    /// <summary>Whoever is only told, asked or given something.</summary>
    [GeneratedRegex(
        @"(报|向|经|送|抄送|报送|提请|报请|提交|听取|同意|原则同意|对|给|在|到|与)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex BesideBefore { get; }

    [GeneratedRegex(
        @"各(镇乡|乡镇|镇|乡|街道)[（(、]?[乡镇街道、（）()]{0,8}|(各|有关|相关|县级各?|其他)(有关|相关|县级|职能)?(单位|部门)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Group { get; }

    [GeneratedRegex(
        @"(?<=^|[、，。；：和及由请\s（同])(县|市|省)[\p{IsCJKUnifiedIdeographs}]{2,12}?(局|委员会|办公室|中心|公司|集团|大队|支队)(?![\p{IsCJKUnifiedIdeographs}]{0,3}分局)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LikeAName { get; }

    [GeneratedRegex(@"^[\s、，,和及与以]{1,3}$", RegexOptions.None, 1000)]
    private static partial Regex Between { get; }

    public static UnitRoles Of(string text, UnitBook book)
    {
        var hits = book.In(text);
        var runs = Runs(text, hits).Select(run => (Run: run, Role: RoleOf(text, run))).ToList();
        var leading =
            runs.FirstOrDefault(run => run.Role is Role.Lead).Run
            ?? runs.FirstOrDefault(run => run.Role is Role.Responsible).Run
            ?? runs.FirstOrDefault(run => run.Role is Role.Named).Run;
        var lead = leading?[0].Unit;
        var joint = runs.Where(run => ReferenceEquals(run.Run, leading) || run.Role is Role.Lead)
            .SelectMany(run => run.Run)
            .Select(hit => hit.Unit)
            .Where(unit => unit != lead)
            .Distinct()
            .ToList();
        var assistants = runs.Where(run =>
                run.Role is Role.Assist
                || (run.Role is Role.Responsible && !ReferenceEquals(run.Run, leading))
            )
            .SelectMany(run => run.Run)
            .Select(hit => hit.Unit)
            .Where(unit => unit != lead && !joint.Contains(unit))
            .Distinct()
            .ToList();
        return new UnitRoles(
            lead,
            joint,
            assistants,
            [.. Group.Matches(text).Select(group => group.Value).Distinct()],
            [
                .. LikeAName
                    .Matches(text)
                    .Where(name =>
                        !hits.Any(hit => hit.Start < name.Index + name.Length && name.Index < hit.End)
                    )
                    .Select(name => name.Value)
                    .Distinct(),
            ]
        );
    }

    /// <summary>Units that stand side by side, joined by 、 or 和.</summary>
    private static List<List<UnitHit>> Runs(string text, IReadOnlyList<UnitHit> hits)
    {
        var runs = new List<List<UnitHit>>();
        foreach (var hit in hits)
        {
            if (
                runs.Count > 0
                && Between.IsMatch(text[runs[^1][^1].End..hit.Start])
                && !text[runs[^1][^1].End..hit.Start].Contains('\n', StringComparison.Ordinal)
            )
            {
                runs[^1].Add(hit);
            }
            else
            {
                runs.Add([hit]);
            }
        }

        return runs;
    }

    private static Role RoleOf(string text, List<UnitHit> run)
    {
        var before = text[Math.Max(0, run[0].Start - 12)..run[0].Start];
        var after = text[run[^1].End..Math.Min(text.Length, run[^1].End + 60)];
        return LeadsAfter.IsMatch(after) || LeadsBefore.IsMatch(before) ? Role.Lead
            : AssistsBefore.IsMatch(before) || AssistsAfter.IsMatch(after) ? Role.Assist
            : AnswersBefore.IsMatch(before) || AnswersAfter.IsMatch(after) ? Role.Responsible
            : BesideBefore.IsMatch(before) ? Role.Beside
            : Role.Named;
    }
}
