using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Registry;

public sealed class UnitChangesTests
{
    private static readonly Mandate s_registrar = RegistryTrial.Registrar;

    [Fact]
    public void A_merger_takes_every_post_along()
    {
        var trial = RegistryTrial.County();
        var merge = new Merge.UnitAct("u1", "330225018", "u2", new(2026, 5, 1));
        Assert.Equal(3, trial.Refuses<PostsAreLeftBehind>(merge, s_registrar).Count);
        trial.Refuses<PostsAreLeftBehind>(merge with { Posts = ["o1", "o2"] }, s_registrar);

        trial.Grants(merge with { Posts = ["o1", "o2", "o3"] }, s_registrar);

        Assert.Equal(["o1", "o2", "o3"], trial.State(Unit.At("u2")).Posts);
        Assert.Empty(trial.State(Unit.At("u1")).Posts);
        Assert.Equal("u2", trial.State(Post.At("o2")).Unit);
    }

    [Fact]
    public void A_split_takes_the_posts_that_it_names()
    {
        var trial = RegistryTrial.County();
        var split = new Split.UnitAct(
            "u1",
            "u3",
            "330225030",
            "象山县水文站",
            "县水文站",
            UnitKind.PublicInstitution,
            ["o3"],
            new(2026, 5, 1)
        );
        trial.Refuses<UnitCodeIsTaken>(split with { Code = "330225019" }, s_registrar);
        trial.Refuses<PostIsOfAnotherUnit>(split with { Posts = ["o9"] }, s_registrar);

        trial.Grants(split, s_registrar);

        Assert.Equal("u3", trial.State(Post.At("o3")).Unit);
        Assert.Equal(["o1", "o2"], trial.State(Unit.At("u1")).Posts);
        Assert.Equal("县水文站", trial.State(Unit.At("u3")).ShortName);
    }

    [Fact]
    public void The_tree_of_units_has_no_circle()
    {
        var trial = RegistryTrial.County();
        trial.Grants(RegistryTrial.Unit("u3", "330225030", "水文站"), s_registrar);
        trial.Grants(new PlaceUnit.Act("u2", "u1"), s_registrar);
        trial.Grants(new PlaceUnit.Act("u3", "u2"), s_registrar);
        trial.Refuses<UnitCannotStandBelowItself>(new PlaceUnit.Act("u1", "u3"), s_registrar);
        trial.Refuses<UnitCannotStandBelowItself>(new PlaceUnit.Act("u1", "u1"), s_registrar);
        trial.Refuses<UnitStandsThere>(new PlaceUnit.Act("u3", "u2"), s_registrar);
        trial.Grants(new PlaceUnit.Act("u3", ""), s_registrar);
        trial.Grants(new PlaceUnit.Act("u1", "u3"), s_registrar);
    }

    [Fact]
    public void A_liaison_holds_an_office()
    {
        var trial = RegistryTrial.County();
        var name = new NameLiaison.Act("u1", LiaisonField.CadreSupervision, false, "p1");
        trial.Refuses<LiaisonHoldsNoOffice>(name, s_registrar);
        trial.Grants(
            new Appoint.Act("o2", "p1", OfficeKind.Regular, new(2025, 1, 1), null, "文"),
            s_registrar
        );
        trial.Grants(name, s_registrar);
        trial.Refuses<PersonIsLiaisonAlready>(name, s_registrar);
        trial.Grants(name with { Deputy = true }, s_registrar);
    }

    [Fact]
    public void A_power_has_a_basis_a_duty_and_one_owner()
    {
        var trial = RegistryTrial.County("national", "xiangshan", "masked-city", "xingyang");
        var list = new ListPower.Act(
            "xk-1",
            "o1",
            "取水许可",
            PowerClass.MayDo,
            "《水法》第四十八条",
            "依法审批并公开"
        );
        Assert.Equal(
            "registry.own-licences",
            trial.Refuses<PowerNeedsItsLegalBasis>(list with { LegalBasis = "" }, s_registrar).Under?.Id.Text
        );
        Assert.Equal(
            "registry.power-duty",
            trial.Refuses<PowerNeedsItsDuty>(list with { Duty = " " }, s_registrar).Under?.Id.Text
        );
        trial.Grants(list, s_registrar);
        Assert.Equal(
            "o1",
            trial.Refuses<PowerHasAnOwner>(list with { Power = "xk-2", Post = "o2" }, s_registrar).Post
        );
        trial.Grants(new ListPower.StrikeAct("xk-1", "取水许可", "o1", "国务院取消"), s_registrar);
        trial.Grants(list with { Power = "xk-2", Post = "o2" }, s_registrar);
    }

    [Fact]
    public void Every_node_of_the_responsibility_tree_has_one_place_and_one_owner()
    {
        var trial = RegistryTrial.County();
        var root = new PlaceResponsibility.Act(2026, "zr", "", "党风廉政建设总责任", "o1");
        trial.Refuses<NodeNeedsItsParent>(root with { Node = "zr-1", Parent = "zr" }, s_registrar);
        trial.Grants(root, s_registrar);
        trial.Refuses<NodeHasItsPlace>(root, s_registrar);
        trial.Refuses<TreeHasOneRoot>(root with { Node = "zr-2" }, s_registrar);
        trial.Grants(root with { Node = "zr-1", Parent = "zr", Post = "o2" }, s_registrar);
        trial.Grants(root with { Year = 2027 }, s_registrar);
    }

    [Fact]
    public void A_description_has_all_five_fields()
    {
        var trial = RegistryTrial.County("national", "masked-city");
        var full = new PostDescription(
            "编制1名",
            "主持全面工作",
            "集体研究、分工落实",
            "水利专业",
            "失职的依规问责"
        );
        var lacking = trial.Refuses<DescriptionLacksAField>(
            new ChangePost.DescribeAct("o1", full with { CostOfFailure = "" }),
            s_registrar
        );
        Assert.Equal(
            ("失职的责任代价", "registry.post-description"),
            (lacking.Field, lacking.Under?.Id.Text)
        );
        trial.Grants(new ChangePost.DescribeAct("o1", full), s_registrar);
        trial.Refuses<NothingChanges>(new ChangePost.DescribeAct("o1", full), s_registrar);
    }

    [Fact]
    public void A_post_that_becomes_sensitive_gets_the_shorter_clock_from_the_day_it_was_taken()
    {
        var trial = RegistryTrial.County("national", "masked-city");
        trial.Grants(
            new Appoint.Act("o2", "p1", OfficeKind.Regular, new(2024, 1, 1), null, "文"),
            s_registrar
        );

        var facts = trial.Grants(
            new ChangePost.TraitsAct("o2", "副局长", RegistryTrial.Director with { Sensitive = true }),
            s_registrar
        );

        Assert.Single(facts.OfType<DutyLifted>());
        Assert.Equal(2029, facts.OfType<DutyOpened>().Single().Due!.Value.Year);
    }
}
