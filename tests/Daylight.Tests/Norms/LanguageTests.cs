using Daylight.Norms;

namespace Daylight.Tests.Norms;

public sealed class LanguageTests
{
    [Fact]
    public void The_example_pack_loads_without_a_fault()
    {
        var loaded = RulePack.Load(ExamplePack.Files(ExamplePack.Folder));

        Assert.Equal("", string.Join('\n', loaded.Faults));
        Assert.NotNull(loaded.Pack);
    }

    [Fact]
    public void The_example_pack_has_every_kind_and_a_case_for_every_norm()
    {
        var pack = ExamplePack.Load();

        Assert.Equal(Enum.GetValues<NormKind>(), pack.Norms.Select(norm => norm.Kind).Distinct().Order());
        Assert.Empty(pack.Norms.Select(norm => norm.Id).Except(pack.Cases.Select(each => each.Ask)));
    }

    [Fact]
    public void Every_yaml_snippet_of_the_guide_stands_in_the_example_pack()
    {
        var pack = string.Concat(ExamplePack.Files(ExamplePack.Folder).Select(file => file.Text));
        var guide = File.ReadAllText(Path.Combine(ExamplePack.Root, "docs/formats/rulepacks.md"));
        var snippets = guide.Split("```yaml\n").Skip(1).Select(part => part.Split("\n```")[0]).ToList();

        Assert.True(snippets.Count > 12);
        Assert.All(snippets, snippet => Assert.Contains(snippet, pack, StringComparison.Ordinal));
    }

    [Fact]
    public void A_content_opened_again_is_the_same_pack()
    {
        var pack = ExamplePack.Load();

        var again = RulePack.Open(pack.Content).Pack!;

        Assert.Equal(pack.Hash, again.Hash);
        Assert.Equal(pack.Norms.Select(norm => norm.Id), again.Norms.Select(norm => norm.Id));
    }
}
