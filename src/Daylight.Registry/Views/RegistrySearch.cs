using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>Finds units by full, short and former names and by code. The registry is open to everybody at the desk.</summary>
public sealed class UnitSearch(RegistryReading reading) : ISearchSource
{
    public string Kind => "units";

    public Phrase Name { get; } = new("单位", "Units");

    public int Order => 20;

    public async Task<SearchFound> Find(SearchAsked asked, CancellationToken cancel)
    {
        var (rows, total) = await reading.Units(asked.Words, null, asked.Page, asked.Size);
        return new SearchFound(
            [
                .. rows.Select(row => new SearchHit(
                    row.Unit,
                    row.Name,
                    $"{row.ShortName}　{row.Code}{Former(row.FormerNames)}",
                    $"/desk/registry/units/{row.Unit}"
                )),
            ],
            total,
            AtLeast: false
        );
    }

    private static string Former(string names) =>
        names.Length == 0 ? "" : $"　曾用名：{names.Replace(UnitView.Separator, '、')}";
}

/// <summary>Finds posts by name and unit.</summary>
public sealed class PostSearch(RegistryReading reading) : ISearchSource
{
    public string Kind => "posts";

    public Phrase Name { get; } = new("岗位", "Posts");

    public int Order => 30;

    public async Task<SearchFound> Find(SearchAsked asked, CancellationToken cancel)
    {
        var (rows, total) = await reading.Posts(asked.Words, null, null, asked.Page, asked.Size);
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var unit in rows.Select(row => row.Post.Unit).Distinct())
        {
            units[unit] = (await reading.Unit(unit))?.ShortName ?? unit;
        }

        return new SearchFound(
            [
                .. rows.Select(row => new SearchHit(
                    row.Post.Post,
                    row.Post.Name,
                    $"{units[row.Post.Unit]}　{row.Holder}".TrimEnd(),
                    $"/desk/registry/posts/{row.Post.Post}"
                )),
            ],
            total,
            AtLeast: false
        );
    }
}

/// <summary>Finds persons by name and former name.</summary>
public sealed class PersonSearch(RegistryReading reading) : ISearchSource
{
    public string Kind => "persons";

    public Phrase Name { get; } = new("人员", "Persons");

    public int Order => 40;

    public async Task<SearchFound> Find(SearchAsked asked, CancellationToken cancel)
    {
        var (rows, total) = await reading.Persons(asked.Words, asked.Page, asked.Size);
        return new SearchFound(
            [
                .. rows.Select(row => new SearchHit(
                    row.Person.Person,
                    row.Person.Name,
                    string.Join('、', row.Offices.Select(held => held.Post.Name)),
                    $"/desk/registry/persons/{row.Person.Person}"
                )),
            ],
            total,
            AtLeast: false
        );
    }
}
