using System.Xml.Linq;

namespace Daylight.Tests.Habits;

/// <summary>
/// An assembly ends where a secret or an owner ends, so who may know whom is written down here and the project files
/// are held against it.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string[] s_mechanisms =
    [
        "Daylight.Supervision",
        "Daylight.Complaints",
        "Daylight.Integrity",
        "Daylight.Ballots",
        "Daylight.Decisions",
        "Daylight.Appraisal",
        "Daylight.Openness",
    ];

    private static readonly string[] s_hosts = ["Daylight.Web", "Daylight.Cli"];

    /// <summary>Direct references allowed; what comes with them flows. A host may know everything and holds no rules.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["Daylight.Crypto"] = [],
        ["Daylight.Norms"] = [],
        ["Daylight.Ledger"] = ["Daylight.Crypto"],
        ["Daylight.Store"] = ["Daylight.Ledger"],
        ["Daylight.Proceedings"] = ["Daylight.Ledger", "Daylight.Norms", "Daylight.Store"],
        ["Daylight.Ui"] = ["Daylight.Norms"],
        ["Daylight.Registry"] = ["Daylight.Proceedings", "Daylight.Ui"],
        ["Daylight.Documents"] = ["Daylight.Proceedings", "Daylight.Ui"],
        ["Daylight.Accounts"] = ["Daylight.Registry"],
    };

    private static readonly string[] s_forMechanisms =
    [
        "Daylight.Registry",
        "Daylight.Accounts",
        "Daylight.Documents",
        "Daylight.Proceedings",
        "Daylight.Ui",
    ];

    private static Project[] Sources => [.. Tree.Files("src", "*.csproj").Select(Project.Read)];

    private static string[]? AllowedFor(string project, IEnumerable<Project> sources) =>
        s_hosts.Contains(project) ? [.. sources.Select(source => source.Name)]
        : s_mechanisms.Contains(project) ? s_forMechanisms
        : s_allowed.GetValueOrDefault(project);

    [Fact]
    public void Every_project_refers_only_to_those_it_may_know()
    {
        var sources = Sources;
        var wrong =
            from project in sources
            let allowed = AllowedFor(project.Name, sources) ?? []
            from reference in project.Projects
            where !allowed.Contains(reference)
            select $"{project.Name} refers to {reference}; it may refer to: {string.Join(", ", allowed)}";

        Assert.NotEmpty(sources);
        Found.None(wrong);
    }

    [Fact]
    public void Every_project_has_its_place_in_the_table()
    {
        var sources = Sources;

        Found.None(
            sources.Select(project => project.Name).Where(project => AllowedFor(project, sources) is null)
        );
        Assert.DoesNotContain(
            sources.SelectMany(project => project.Projects),
            reference => reference == "Daylight.Cli"
        );
    }

    [Fact]
    public void Every_project_is_part_of_the_solution_and_keeps_a_lock_file()
    {
        var listed = XDocument
            .Parse(Tree.Read("Daylight.slnx"))
            .Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        var projects = new[] { "src", "tests", "bench" }
            .SelectMany(folder => Tree.Files(folder, "*.csproj"))
            .ToList();

        Found.None(projects.Where(project => !listed.Contains(project)));
        Found.None(listed.Where(project => !Tree.Has(project)));
        Found.None(
            projects.Where(project => !Tree.Has($"{Path.GetDirectoryName(project)}/packages.lock.json"))
        );
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_file()
    {
        var versioned =
            from path in new[] { "src", "tests", "bench" }.SelectMany(folder =>
                Tree.Files(folder, "*.csproj")
            )
            from reference in XDocument.Parse(Tree.Read(path)).Descendants("PackageReference")
            where
                reference.Attribute("Version") is not null
                || reference.Attribute("VersionOverride") is not null
            select $"{path}: {reference.Attribute("Include")?.Value}";
        var central = XDocument
            .Parse(Tree.Read("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToList();

        Found.None(versioned);
        Assert.NotEmpty(central);
        Assert.All(central, package => Assert.Matches(@"^\d+(\.\d+)+$", package.Attribute("Version")!.Value));
    }

    /// <summary>The kernel knows no web: neither by framework reference nor by SDK.</summary>
    [Fact]
    public void The_kernel_is_built_without_the_web_framework()
    {
        string[] kernel =
        [
            "Daylight.Crypto",
            "Daylight.Norms",
            "Daylight.Ledger",
            "Daylight.Store",
            "Daylight.Proceedings",
        ];

        Assert.All(
            Sources.Where(project => kernel.Contains(project.Name)),
            project =>
            {
                Assert.Equal("Microsoft.NET.Sdk", project.Sdk);
                Found.None(project.Frameworks);
            }
        );
    }
}
