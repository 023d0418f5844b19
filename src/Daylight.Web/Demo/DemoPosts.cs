using System.Globalization;
using Daylight.Registry;

namespace Daylight.Web.Demo;

/// <summary>A post of the demonstration with its first holder, who is invented.</summary>
/// <param name="Since">Days before the beginning of the history on which he took it.</param>
public sealed record DemoPost(
    string Id,
    string Unit,
    string Name,
    PostTraits Traits,
    string Person,
    string PersonName,
    int Since
);

/// <summary>A power with the unit whose head answers for it.</summary>
public sealed record DemoPower(
    string Id,
    string Unit,
    string Title,
    PowerClass Class,
    string LegalBasis,
    string Duty
);

/// <summary>The establishment of the demo county: which posts a unit of a kind has, and invented people in them.</summary>
internal static class DemoPosts
{
    private const string Surnames =
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳";

    private const string Given =
        "安宁和平清正廉明勤俭诚信谦让温良恭谨仁义礼智敏慎思齐远志恒毅坚韧博雅朴实公允端方澄澈晴朗晨曦松柏竹梅兰荷海岳江河湖川溪";

    /// <summary>The post whose holder answers for a unit.</summary>
    public static string LiaisonOf(string unit) => $"o-{unit[2..]}";

    public static IReadOnlyList<DemoPost> Of(IReadOnlyList<DemoUnit> units, IReadOnlyList<DemoPerson> people)
    {
        var posts = new List<DemoPost>();
        foreach (var unit in units)
        {
            var slots = Slots(unit).Take(unit.Posts).ToList();
            for (var i = 0; i < slots.Count; i++)
            {
                posts.Add(Post(unit, slots[i], i, posts.Count, people));
            }
        }

        return posts;
    }

    /// <summary>An invented name: no official is called by the same letter twice and by that remark.</summary>
    public static string Name(int number) =>
        $"{Surnames[number % Surnames.Length]}{new string(Given[((number / Surnames.Length) + (3 * number)) % Given.Length], 2)}（虚构）";

    private static DemoPost Post(
        DemoUnit unit,
        Slot slot,
        int place,
        int number,
        IReadOnlyList<DemoPerson> people
    )
    {
        var own = people.FirstOrDefault(person =>
            person.Unit == unit.Id && (person.Place == place || (person.Place is null && slot.Liaison))
        );
        return new(
            own?.Office
                ?? (
                    slot.Liaison
                        ? LiaisonOf(unit.Id)
                        : string.Create(CultureInfo.InvariantCulture, $"{LiaisonOf(unit.Id)}-{place + 1:00}")
                ),
            unit.Id,
            own?.PostName ?? slot.Name,
            slot.Traits,
            own?.Id ?? string.Create(CultureInfo.InvariantCulture, $"x-{number + 1:0000}"),
            own?.Name ?? Name(number),
            200 + (int)(DemoDraw.Number(number, 7) % 2000)
        );
    }

    private sealed record Slot(string Name, PostTraits Traits, bool Liaison = false);

    private static IEnumerable<Slot> Slots(DemoUnit unit) =>
        unit.Id switch
        {
            "u-xianwei" => Leaders("书记", "副书记", "常委", "常委", "常委"),
            "u-gov" => Leaders("县长", "常务副县长", "副县长", "副县长", "副县长", "副县长", "副县长"),
            "u-renda" => Leaders("主任", "副主任", "副主任", "副主任", "副主任"),
            "u-zhengxie" => Leaders("主席", "副主席", "副主席", "副主席", "副主席"),
            _ => unit.Kind is UnitKind.Town ? Town(unit) : Department(unit),
        };

    private static IEnumerable<Slot> Leaders(params IReadOnlyList<string> names) =>
        [
            .. names.Select(name => new Slot(
                name,
                new(PostLevel.CountyLeader, true, false, PostFunction.General, false)
            )),
            new("办公室主任", Traits(PostLevel.DivisionHead), Liaison: true),
            new("工作委员会主任", Traits(PostLevel.Principal)),
            new("秘书长", Traits(PostLevel.Principal)),
        ];

    private static IEnumerable<Slot> Town(DemoUnit unit)
    {
        var street = unit.ShortName.EndsWith("街道", StringComparison.Ordinal);
        var head =
            street ? "办事处主任"
            : unit.ShortName.EndsWith('乡') ? "乡长"
            : "镇长";
        return
        [
            new(unit.Head, Traits(PostLevel.Principal, team: true)),
            new(head, Traits(PostLevel.Principal, team: true)),
            new(street ? "人大工委主任" : "人大主席", Traits(PostLevel.Deputy, team: true)),
            new(street ? "党工委副书记" : "党委副书记", Traits(PostLevel.Deputy, team: true)),
            new(street ? "纪工委书记" : "纪委书记", Traits(PostLevel.Deputy, team: true)),
            new("组织委员", Traits(PostLevel.Deputy, team: true)),
            new(street ? "办事处副主任" : $"副{head}", Traits(PostLevel.Deputy, team: true)),
            new(street ? "办事处副主任" : $"副{head}", Traits(PostLevel.Deputy, team: true)),
            new("党政综合办公室主任", Traits(PostLevel.DivisionHead), Liaison: true),
            new("财政办公室主任", Traits(PostLevel.DivisionHead, PostFunction.Finance)),
            new("经济发展办公室主任", Traits(PostLevel.DivisionHead, PostFunction.Projects)),
            new("综合行政执法队队长", Traits(PostLevel.DivisionHead, PostFunction.Enforcement)),
            new("农业农村办公室主任", Traits(PostLevel.DivisionHead)),
            new("平安法治办公室主任", Traits(PostLevel.DivisionHead)),
            new("村镇建设办公室主任", Traits(PostLevel.DivisionHead, PostFunction.QuotaApproval)),
            new("社会事务办公室主任", Traits(PostLevel.DivisionHead)),
            new("宣传委员", Traits(PostLevel.Deputy, team: true)),
            new("统战委员", Traits(PostLevel.Deputy, team: true)),
        ];
    }

    private static IEnumerable<Slot> Department(DemoUnit unit) =>
        [
            new(unit.Head, Traits(PostLevel.Principal, team: true)),
            new(Deputy(unit), Traits(PostLevel.Deputy, team: true)),
            new(Deputy(unit), Traits(PostLevel.Deputy, team: true)),
            new("派驻纪检监察组组长", Traits(PostLevel.Deputy, team: true)),
            new("办公室主任", Traits(PostLevel.DivisionHead), Liaison: true),
            new("规划财务科科长", Traits(PostLevel.DivisionHead, PostFunction.Finance)),
            new("组织人事科科长", Traits(PostLevel.DivisionHead, PostFunction.Personnel)),
            new("政策法规科科长", Traits(PostLevel.DivisionHead)),
            new("行政审批科科长", Traits(PostLevel.DivisionHead, PostFunction.QuotaApproval)),
            new("项目管理科科长", Traits(PostLevel.DivisionHead, PostFunction.Projects)),
            new("监督检查科科长", Traits(PostLevel.DivisionHead, PostFunction.Enforcement)),
            new("总工程师", new(PostLevel.Deputy, true, false, PostFunction.General, Specialist: true)),
            new("信息管理科科长", Traits(PostLevel.DivisionHead)),
            new("综合科副科长", Traits(PostLevel.DivisionDeputy)),
            new("宣传教育科科长", Traits(PostLevel.DivisionHead)),
            new("信访科科长", Traits(PostLevel.DivisionHead)),
        ];

    private static string Deputy(DemoUnit unit) =>
        unit.Head is "董事长" or "总经理" ? "副总经理" : $"副{unit.Head}";

    private static PostTraits Traits(PostLevel level, PostFunction function, bool team = false) =>
        new(level, team, Sensitive: function is not PostFunction.General, function, Specialist: false);

    private static PostTraits Traits(PostLevel level, bool team = false) =>
        Traits(level, PostFunction.General, team);
}

/// <summary>Numbers that look drawn and are the same at every start.</summary>
internal static class DemoDraw
{
    public static uint Number(int at, int salt)
    {
        var mixed = ((ulong)(uint)at * 0x9E3779B97F4A7C15UL) + ((ulong)(uint)salt * 0xBF58476D1CE4E5B9UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return (uint)((mixed ^ (mixed >> 31)) >> 16);
    }

    /// <summary>A share from 0 up to, but not including, 1.</summary>
    public static double Share(int at, int salt) => Number(at, salt) / 4294967296.0;
}
