using System.Globalization;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;

namespace Daylight.Web.Demo;

/// <summary>The registry of the demo county: what stands on its first day, and who changed desks in its year.</summary>
internal sealed class DemoRegistry(DemoCounty county, ILogStore store, string jurisdiction)
{
    private readonly Mandate _registrar = county.Holder(RegistryPowers.Maintain.Name).Mandate;
    private readonly Mandate _personnel = county.Holder(RegistryPowers.Appoint.Name).Mandate;

    /// <summary>The acts of the first day; those of one list do not rest on each other and are handed in at once.</summary>
    public IEnumerable<IReadOnlyList<(Act Act, Mandate Who)>> Founding(DateOnly day)
    {
        yield return
        [
            .. county.Units.Select(unit =>
                (
                    (Act)new Register.UnitAct(unit.Id, unit.Code, unit.Name, unit.ShortName, unit.Kind),
                    _registrar
                )
            ),
        ];
        yield return
        [
            .. county
                .Units.Where(unit => unit.Parent is not null)
                .Select(unit => ((Act)new PlaceUnit.Act(unit.Id, unit.Parent!), _registrar)),
            .. county.Posts.Select(post =>
                ((Act)new CreatePost.Act(post.Id, post.Unit, post.Name, post.Traits), _registrar)
            ),
            .. county.Posts.Select(post =>
                ((Act)new EnterPerson.Act(post.Person, post.PersonName), _personnel)
            ),
        ];
        yield return
        [
            .. county.Posts.Select(post => (Appointing(post, day), _personnel)),
            .. county
                .Posts.Where(post => post.Traits.Sensitive)
                .Select(post => (Describing(post), _registrar)),
        ];
        yield return
        [
            .. county.Units.Select(unit =>
                (
                    (Act)new NameLiaison.Act(unit.Id, LiaisonField.Supervision, false, LiaisonOf(unit)),
                    _registrar
                )
            ),
            .. county.Powers.Select(power => (Listing(power), _registrar)),
            .. Tree(day.AddYears(1).Year),
        ];
    }

    /// <summary>Desks handed over in the course of the year, each with what was open then.</summary>
    public IEnumerable<DemoStep> Changes(DateOnly today)
    {
        var desks = Desks(PostLevel.Principal, 10).Concat(Desks(PostLevel.Deputy, 16)).ToList();
        for (var i = 0; i < desks.Count; i++)
        {
            var number = i;
            var (desk, taker) = (desks[i], string.Create(CultureInfo.InvariantCulture, $"y-{i + 1:000}"));
            var day = today.AddDays(-340 + (i * 7 % desks.Count * 330 / desks.Count));
            var road = new DemoRoad($"desk-{desk.Id}");
            road.Add(
                DemoStep.Quarter(day, 0.3),
                new EnterPerson.Act(taker, DemoPosts.Name(2000 + i)),
                _personnel
            );
            road.Add(
                DemoStep.Quarter(day, 1.3),
                at => Handing(desk, taker, DemoStep.Day(at), number),
                _personnel
            );
            foreach (var step in road.Steps)
            {
                yield return step;
            }
        }
    }

    /// <summary>Desks of leading groups that no visitor of the demonstration holds.</summary>
    private IEnumerable<DemoPost> Desks(PostLevel level, int most) =>
        county
            .Posts.Where(post =>
                post.Traits.InTeam
                && post.Traits.Level == level
                && county.People.All(person => person.Office != post.Id)
            )
            .OrderBy(post => DemoDraw.Number(post.Since, 21))
            .Take(most);

    private async Task<Act> Handing(DemoPost desk, string taker, DateOnly day, int number)
    {
        await using var connection = await store.Read();
        var open =
            desk.Traits.Level is PostLevel.Principal
                ? await new DutyView().Read(
                    connection,
                    jurisdiction,
                    "AND owner = @unit AND standing IN ('Open', 'Lapsed') ORDER BY due LIMIT 40",
                    new { unit = desk.Unit }
                )
                : [];
        return new HandOver.Act(
            desk.Id,
            desk.Person,
            taker,
            OfficeKind.Regular,
            day,
            number % 4 == 0 ? LeavingReason.Retirement
                : number % 4 == 1 ? LeavingReason.Promotion
                : LeavingReason.Rotation,
            string.Create(CultureInfo.InvariantCulture, $"象组干〔{day.Year}〕{number + 3}号"),
            [
                .. open.Select(duty => new HandedMatter(
                    duty.Matter,
                    duty.Duty,
                    duty.Title,
                    duty.Due is { } due ? Shanghai.DayOf(due) : null
                )),
            ]
        );
    }

    private string LiaisonOf(DemoUnit unit) =>
        county.Posts.First(post => post.Id == DemoPosts.LiaisonOf(unit.Id)).Person;

    private static Act Appointing(DemoPost post, DateOnly day)
    {
        var from = day.AddDays(-post.Since);
        return new Appoint.Act(
            post.Id,
            post.Person,
            OfficeKind.Regular,
            from,
            null,
            string.Create(CultureInfo.InvariantCulture, $"象组干〔{from.Year}〕{(post.Since % 40) + 1}号")
        );
    }

    private Act Listing(DemoPower power) =>
        new ListPower.Act(
            power.Id,
            county.Posts.First(post => post.Unit == power.Unit).Id,
            power.Title,
            power.Class,
            power.LegalBasis,
            power.Duty
        );

    private IEnumerable<(Act, Mandate)> Tree(int year)
    {
        yield return (
            new PlaceResponsibility.Act(
                year,
                "zr",
                "",
                "全县党风廉政建设主体责任",
                county.Posts.First(post => post.Unit == "u-xianwei").Id
            ),
            _registrar
        );
        foreach (
            var unit in county.Units.Where(unit =>
                unit.Kind is UnitKind.Town or UnitKind.GovernmentDepartment
            )
        )
        {
            yield return (
                new PlaceResponsibility.Act(
                    year,
                    $"zr-{unit.Id[2..]}",
                    "zr",
                    $"{unit.ShortName}党风廉政建设主体责任",
                    county.Posts.First(post => post.Unit == unit.Id).Id
                ),
                _registrar
            );
        }
    }

    private static Act Describing(DemoPost post) =>
        new ChangePost.DescribeAct(
            post.Id,
            new(
                "行政编制1名，内设机构负责人，列入重点岗位目录。",
                $"承担本单位{Work(post.Traits.Function)}，组织拟订年度计划，对经办事项的合法性和结果负责。",
                "受理、初审、集体会审、分管领导审签、公开结果、资料归档，每一环节留痕。",
                "熟悉有关法律法规和财经纪律，具备三年以上相关工作经历。",
                "违规审批、截留挪用或者失职造成损失的，依纪依法追究责任，并按规定轮岗。"
            )
        );

    private static string Work(PostFunction function) =>
        function switch
        {
            PostFunction.Finance => "预算编制、资金拨付和财务核算",
            PostFunction.Personnel => "机构编制、人事任免和工资",
            PostFunction.QuotaApproval => "行政许可事项的受理和审查",
            PostFunction.Projects => "项目立项、招标和建设管理",
            PostFunction.Enforcement => "行政检查和行政处罚",
            PostFunction.AssetsManagement => "国有资产配置、使用和处置",
            PostFunction.Planning => "发展计划和指标分解",
            PostFunction.General => "综合管理",
        };
}
