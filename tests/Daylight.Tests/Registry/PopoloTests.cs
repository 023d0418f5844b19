using System.Text.Json;
using Daylight.Registry;
using Daylight.Registry.Views;

namespace Daylight.Tests.Registry;

public sealed class PopoloTests
{
    private static readonly RegistryRows s_rows = new(
        [
            new(
                "u1",
                "330225100",
                "象山县石浦镇人民政府",
                "石浦镇",
                UnitKind.Town,
                "石浦区公所|石浦公社",
                null,
                null
            ),
            new("u2", "330225109", "象山县某乡人民政府", "某乡", UnitKind.Town, "", "u1", new(2026, 5, 1)),
        ],
        [new("p1", "赵示例", "")],
        [
            new(
                "o1",
                "u1",
                "镇长",
                PostLevel.Principal,
                true,
                false,
                PostFunction.General,
                false,
                "",
                "",
                "",
                "",
                "",
                null,
                null,
                "u2@2026-04-30;",
                3
            ),
        ],
        [new("o1.1", "o1", "p1", OfficeKind.Acting, new(2026, 3, 1), new(2026, 6, 30), null, "文")],
        new Dictionary<string, string> { ["u2"] = "u1" }
    );

    [Fact]
    public void The_four_lists_have_the_fields_of_the_specification()
    {
        using var read = JsonDocument.Parse(Popolo.Write(s_rows));
        var root = read.RootElement;

        Assert.Equal(
            ["persons", "organizations", "posts", "memberships"],
            root.EnumerateObject().Select(list => list.Name)
        );
        Assert.Equal(["id", "name"], Fields(root, "persons", 0));
        Assert.Equal(
            ["id", "name", "other_names", "identifiers", "classification"],
            Fields(root, "organizations", 0)
        );
        Assert.Equal(
            "GB/T 2260",
            root.GetProperty("organizations")[0]
                .GetProperty("identifiers")[0]
                .GetProperty("scheme")
                .GetString()
        );
        Assert.Equal(
            "330225100",
            root.GetProperty("organizations")[0]
                .GetProperty("identifiers")[0]
                .GetProperty("identifier")
                .GetString()
        );
        Assert.Equal(
            ["石浦镇", "石浦区公所", "石浦公社"],
            root.GetProperty("organizations")[0]
                .GetProperty("other_names")
                .EnumerateArray()
                .Select(name => name.GetProperty("name").GetString())
        );
        Assert.Equal(
            "2026-05-01",
            root.GetProperty("organizations")[1].GetProperty("dissolution_date").GetString()
        );
        Assert.Equal("u1", root.GetProperty("organizations")[1].GetProperty("parent_id").GetString());
        Assert.Equal(["id", "label", "organization_id"], Fields(root, "posts", 0));
        Assert.Equal(
            ["id", "person_id", "organization_id", "post_id", "label", "role", "start_date", "end_date"],
            Fields(root, "memberships", 0)
        );
    }

    [Fact]
    public void A_membership_names_the_unit_of_its_own_time()
    {
        using var read = JsonDocument.Parse(Popolo.Write(s_rows));
        var membership = read.RootElement.GetProperty("memberships")[0];

        Assert.Equal("u2", membership.GetProperty("organization_id").GetString());
        Assert.Equal("代理", membership.GetProperty("role").GetString());
        Assert.Equal("2026-03-01", membership.GetProperty("start_date").GetString());
    }

    private static IEnumerable<string> Fields(JsonElement root, string list, int at) =>
        root.GetProperty(list)[at].EnumerateObject().Select(field => field.Name);
}
