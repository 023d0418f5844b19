using System.Data.Common;
using System.Globalization;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>A post with whoever holds it today.</summary>
public sealed record PostLine(PostRow Post, OfficeRow? Held, string? Holder);

/// <summary>A person with his offices of today.</summary>
public sealed record PersonLine(PersonRow Person, IReadOnlyList<(OfficeRow Held, PostRow Post)> Offices);

/// <summary>Reads the registry for its pages. Bounded: no reading returns more than 500 rows.</summary>
public sealed class RegistryReading(ICounter counter)
{
    private const int Most = 500;

    private static readonly UnitView s_units = new();
    private static readonly PersonView s_persons = new();
    private static readonly PostView s_posts = new();
    private static readonly OfficeView s_offices = new();
    private static readonly PlaceView s_places = new();
    private static readonly LiaisonView s_liaisons = new();
    private static readonly PowerView s_powers = new();
    private static readonly NodeView s_nodes = new();
    private static readonly HandoverView s_handovers = new();
    private static readonly DutyView s_duties = new();
    private static readonly RegistryExportView s_exports = new();

    private string Jurisdiction => counter.Clerk.Jurisdiction;

    private string Today =>
        Shanghai.DayOf(counter.Time.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One page of units in order of code: found by full, short and former names and by code.</summary>
    public async Task<(IReadOnlyList<UnitRow> Rows, long Total)> Units(
        string? words,
        string? kind,
        int page,
        int size
    )
    {
        var rest =
            (
                string.IsNullOrWhiteSpace(words)
                    ? ""
                    : "AND (name LIKE @words OR short_name LIKE @words OR former_names LIKE @words OR code LIKE @words) "
            ) + (string.IsNullOrWhiteSpace(kind) ? "" : "AND kind = @kind ");
        return await Page(
            s_units,
            rest,
            "ORDER BY merged_into IS NOT NULL, code, unit",
            new
            {
                words = Like(words),
                kind,
                size,
                skip = (page - 1) * size,
            }
        );
    }

    public Task<UnitRow?> Unit(string unit) => One(s_units, "AND unit = @id LIMIT 1", unit);

    public Task<PersonRow?> Person(string person) => One(s_persons, "AND person = @id LIMIT 1", person);

    public async Task<PostLine?> Post(string post)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_posts.Read(connection, Jurisdiction, "AND post = @id LIMIT 1", new { id = post });
        return (await WithHolders(connection, rows)) is [var line] ? line : null;
    }

    /// <summary>The posts of a unit with their holders, the highest first.</summary>
    public async Task<IReadOnlyList<PostLine>> PostsOf(string unit)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_posts.Read(
            connection,
            Jurisdiction,
            "AND unit = @unit AND abolished_on IS NULL ORDER BY level, post LIMIT 500",
            new { unit }
        );
        return [.. (await WithHolders(connection, rows)).OrderBy(line => line.Post.Level)];
    }

    /// <summary>One page of posts.</summary>
    /// <param name="only">sensitive, team, vacant-free text is ignored.</param>
    public async Task<(IReadOnlyList<PostLine> Rows, long Total)> Posts(
        string? words,
        string? level,
        string? only,
        int page,
        int size
    )
    {
        var rest =
            "AND abolished_on IS NULL "
            + (
                string.IsNullOrWhiteSpace(words)
                    ? ""
                    : "AND (name LIKE @words OR EXISTS (SELECT 1 FROM registry_unit u WHERE u.jurisdiction_id = @jurisdiction AND u.unit = registry_post.unit AND (u.name LIKE @words OR u.short_name LIKE @words))) "
            )
            + (string.IsNullOrWhiteSpace(level) ? "" : "AND level = @level ")
            + only switch
            {
                "sensitive" => "AND sensitive = 1 ",
                "team" => "AND in_team = 1 ",
                "vacant" =>
                    "AND NOT EXISTS (SELECT 1 FROM registry_office o WHERE o.jurisdiction_id = @jurisdiction AND o.post = registry_post.post AND o.from_day <= @today AND (o.to_day IS NULL OR o.to_day >= @today)) ",
                _ => "",
            };
        var (rows, total) = await Page(
            s_posts,
            rest,
            "ORDER BY unit, post",
            new
            {
                words = Like(words),
                level,
                today = Today,
                size,
                skip = (page - 1) * size,
            }
        );
        await using var connection = await counter.Store.Read();
        return (await WithHolders(connection, rows), total);
    }

    /// <summary>One page of persons with their offices of today.</summary>
    public async Task<(IReadOnlyList<PersonLine> Rows, long Total)> Persons(string? words, int page, int size)
    {
        var rest = string.IsNullOrWhiteSpace(words)
            ? ""
            : "AND (name LIKE @words OR former_names LIKE @words OR person LIKE @words) ";
        var (rows, total) = await Page(
            s_persons,
            rest,
            "ORDER BY person",
            new
            {
                words = Like(words),
                size,
                skip = (page - 1) * size,
            }
        );
        await using var connection = await counter.Store.Read();
        var held = await Covering(connection, "person", rows.Select(row => row.Person));
        var posts = await PostsBy(connection, held.Select(row => row.Post));
        return (
            [
                .. rows.Select(person => new PersonLine(
                    person,
                    [
                        .. held.Where(row => row.Person == person.Person && posts.ContainsKey(row.Post))
                            .OrderBy(row => row.Kind)
                            .Select(row => (row, posts[row.Post])),
                    ]
                )),
            ],
            total
        );
    }

    /// <summary>Everybody who held a post, the latest first, with names.</summary>
    public async Task<IReadOnlyList<(OfficeRow Held, string Name)>> History(string post)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_offices.Read(
            connection,
            Jurisdiction,
            "AND post = @post ORDER BY from_day DESC LIMIT 200",
            new { post }
        );
        var names = await NamesBy(connection, rows.Select(row => row.Person));
        return [.. rows.Select(row => (row, names.GetValueOrDefault(row.Person, row.Person)))];
    }

    /// <summary>Every office of a person, the latest first, with its post.</summary>
    public async Task<IReadOnlyList<(OfficeRow Held, PostRow Post)>> Career(string person)
    {
        await using var connection = await counter.Store.Read();
        var rows = await s_offices.Read(
            connection,
            Jurisdiction,
            "AND person = @person ORDER BY from_day DESC LIMIT 200",
            new { person }
        );
        var posts = await PostsBy(connection, rows.Select(row => row.Post));
        return [.. rows.Where(row => posts.ContainsKey(row.Post)).Select(row => (row, posts[row.Post]))];
    }

    public Task<IReadOnlyList<LiaisonRow>> Liaisons(string unit) =>
        Some(s_liaisons, "AND unit = @id ORDER BY field, deputy LIMIT 20", unit);

    public Task<IReadOnlyList<PowerRow>> Powers(string post) =>
        Some(s_powers, "AND post = @id AND struck IS NULL ORDER BY class, power LIMIT 200", post);

    public Task<IReadOnlyList<NodeRow>> Nodes(string post) =>
        Some(s_nodes, "AND post = @id ORDER BY year DESC, node LIMIT 200", post);

    public Task<IReadOnlyList<HandoverRow>> Handovers(string post) =>
        Some(s_handovers, "AND post = @id ORDER BY on_day DESC LIMIT 50", post);

    /// <summary>Exports that needed a second person, the newest 50.</summary>
    public async Task<IReadOnlyList<RegistryExportRow>> Exports()
    {
        await using var connection = await counter.Store.Read();
        return await s_exports.Read(connection, Jurisdiction, "ORDER BY asked_at DESC, export LIMIT 50");
    }

    public Task<RegistryExportRow?> Export(string export) =>
        One(s_exports, "AND export = @id LIMIT 1", export);

    /// <summary>Desks handed over to a person that he has not signed for.</summary>
    public Task<IReadOnlyList<HandoverRow>> DesksFor(string person) =>
        Some(s_handovers, "AND taker = @id AND accepted_at IS NULL ORDER BY on_day LIMIT 10", person);

    /// <summary>Posts whose holder is to move until a moment, by the unit that appoints; the earliest ten.</summary>
    public async Task<IReadOnlyList<(DutyRow Duty, PostRow Post)>> Rotations(
        string unit,
        DateTimeOffset until
    )
    {
        await using var connection = await counter.Store.Read();
        var duties = await s_duties.Read(
            connection,
            Jurisdiction,
            "AND owner = @unit AND what = 'post.rotate' AND standing IN ('Open', 'Lapsed') AND due <= @until ORDER BY due LIMIT 10",
            new { unit, until = until.ToUnixTimeMilliseconds() }
        );
        var posts = await PostsBy(connection, duties.Select(PostOf));
        return
        [
            .. duties
                .Where(duty => posts.ContainsKey(PostOf(duty)))
                .Select(duty => (duty, posts[PostOf(duty)])),
        ];

        static string PostOf(DutyRow duty) => duty.Matter[PostStreams.Of("").Length..];
    }

    /// <summary>Units that stand below this one, by their ids.</summary>
    public Task<IReadOnlyList<PlaceRow>> Below(string unit) =>
        Some(s_places, "AND parent = @id ORDER BY unit LIMIT 500", unit);

    public Task<PlaceRow?> Above(string unit) => One(s_places, "AND unit = @id LIMIT 1", unit);

    /// <summary>What a unit or a post owes now, in whatever mechanism, the earliest first.</summary>
    public Task<IReadOnlyList<DutyRow>> Owed(string owner) =>
        Some(s_duties, "AND owner = @id AND standing IN ('Open', 'Lapsed') ORDER BY due LIMIT 200", owner);

    /// <summary>The clock of a post's holder, or null.</summary>
    public Task<DutyRow?> Rotation(string post) =>
        One(
            s_duties,
            "AND matter = @id AND what = 'post.rotate' AND standing IN ('Open', 'Lapsed') LIMIT 1",
            PostStreams.Of(post)
        );

    /// <summary>The responsibility tree of a year, in order of node.</summary>
    public Task<IReadOnlyList<NodeRow>> Tree(int year) =>
        Some(s_nodes, "AND year = @id ORDER BY node LIMIT 500", year);

    /// <summary>Names of persons by their ids.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IEnumerable<string> persons)
    {
        await using var connection = await counter.Store.Read();
        return await NamesBy(connection, persons);
    }

    /// <summary>Names of today's holders by their posts; a vacant post has none.</summary>
    public async Task<IReadOnlyDictionary<string, string>> HoldersOf(IEnumerable<string> posts)
    {
        await using var connection = await counter.Store.Read();
        var held = await Covering(connection, "post", posts);
        var names = await NamesBy(connection, held.Select(row => row.Person));
        return held.ToDictionary(
            row => row.Post,
            row => names.GetValueOrDefault(row.Person, row.Person),
            StringComparer.Ordinal
        );
    }

    private async Task<IReadOnlyList<PostLine>> WithHolders(
        DbConnection connection,
        IReadOnlyList<PostRow> posts
    )
    {
        var held = (await Covering(connection, "post", posts.Select(post => post.Post))).ToDictionary(row =>
            row.Post
        );
        var names = await NamesBy(connection, held.Values.Select(row => row.Person));
        return
        [
            .. posts.Select(post =>
                held.GetValueOrDefault(post.Post) is { } row
                    ? new PostLine(post, row, names.GetValueOrDefault(row.Person, row.Person))
                    : new PostLine(post, null, null)
            ),
        ];
    }

    private Task<IReadOnlyList<OfficeRow>> Covering(
        DbConnection connection,
        string column,
        IEnumerable<string> ids
    ) =>
        s_offices.Read(
            connection,
            Jurisdiction,
            $"AND {column} IN @ids AND from_day <= @today AND (to_day IS NULL OR to_day >= @today) LIMIT 1000",
            new { ids = Bounded(ids), today = Today }
        );

    private async Task<Dictionary<string, string>> NamesBy(
        DbConnection connection,
        IEnumerable<string> ids
    ) =>
        (
            await s_persons.Read(
                connection,
                Jurisdiction,
                "AND person IN @ids LIMIT 500",
                new { ids = Bounded(ids) }
            )
        ).ToDictionary(row => row.Person, row => row.Name, StringComparer.Ordinal);

    private async Task<Dictionary<string, PostRow>> PostsBy(
        DbConnection connection,
        IEnumerable<string> ids
    ) =>
        (
            await s_posts.Read(
                connection,
                Jurisdiction,
                "AND post IN @ids LIMIT 500",
                new { ids = Bounded(ids) }
            )
        ).ToDictionary(row => row.Post, StringComparer.Ordinal);

    private async Task<(IReadOnlyList<TRow> Rows, long Total)> Page<TRow>(
        View<TRow> view,
        string rest,
        string order,
        object with
    )
        where TRow : class
    {
        await using var connection = await counter.Store.Read();
        return (
            await view.Read(connection, Jurisdiction, $"{rest}{order} LIMIT @size OFFSET @skip", with),
            await view.Count(connection, Jurisdiction, rest, with)
        );
    }

    private async Task<IReadOnlyList<TRow>> Some<TRow>(View<TRow> view, string rest, object id)
        where TRow : class
    {
        await using var connection = await counter.Store.Read();
        return await view.Read(connection, Jurisdiction, rest, new { id });
    }

    private async Task<TRow?> One<TRow>(View<TRow> view, string rest, object id)
        where TRow : class => (await Some(view, rest, id)) is [var row, ..] ? row : null;

    private static string[] Bounded(IEnumerable<string> ids) => [.. ids.Distinct().Take(Most)];

    private static string Like(string? words) => $"%{words?.Trim()}%";
}
