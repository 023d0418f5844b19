using System.Globalization;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry.Views;

namespace Daylight.Registry.Faces;

/// <summary>What a field of an act asks for.</summary>
internal enum FieldKind
{
    Short,
    Long,
    Day,
    Unit,
    Flag,
    Choice,
}

/// <summary>One field of the form of an act.</summary>
/// <param name="Of">The enumeration of a choice.</param>
internal sealed record VerbField(string Name, FieldKind Kind, bool Required = true, Type? Of = null);

/// <summary>What a form sent, read by name; missing is empty.</summary>
internal sealed record VerbForm(
    string Id,
    IReadOnlyDictionary<string, string> Fields,
    DateTimeOffset Now,
    RegistryReading Reading
)
{
    public string this[string name] => Fields.GetValueOrDefault(name) ?? "";

    public DateOnly Day(string name) =>
        Daylight.Ui.Dates.TryRead(this[name], out var day) ? day : Shanghai.DayOf(Now);

    public DateOnly? DayOrNull(string name) =>
        Daylight.Ui.Dates.TryRead(this[name], out var day) ? day : null;

    public bool Flag(string name) => this[name] == "yes";

    public T Choice<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(this[name], out var value) ? value : default;

    public PostTraits Traits =>
        new(
            Choice<PostLevel>("level"),
            Flag("team"),
            Flag("sensitive"),
            Choice<PostFunction>("function"),
            Flag("specialist")
        );

    /// <summary>Everything that is open to a post's name, for the list that goes with a desk.</summary>
    public async Task<IReadOnlyList<HandedMatter>> OpenMatters()
    {
        var (post, matters) = (await Reading.Post(Id), new List<DutyRow>(await Reading.Owed(Id)));
        if (post is { Post.Level: PostLevel.Principal })
        {
            matters.AddRange(await Reading.Owed(post.Post.Unit));
        }

        return
        [
            .. matters.Select(duty => new HandedMatter(
                duty.Matter,
                duty.Duty,
                duty.Title,
                duty.Due is { } due ? Shanghai.DayOf(due) : null
            )),
        ];
    }

    public async Task<IReadOnlyList<string>> Answers() =>
        [
            .. (await Reading.Powers(Id)).Select(row => AnswerFor.OfPower(row.Power)),
            .. (await Reading.Nodes(Id)).Select(row => AnswerFor.OfNode(row.Year, row.Node)),
        ];
}

/// <summary>
/// An act of the registry as pages offer it: on what, under which power, with which fields, and how it is read from the
/// form. Whether it is offered is comfort; whether it is granted is decided by the act itself.
/// </summary>
internal sealed partial record RegistryVerb(
    string Name,
    string On,
    Power Needs,
    IReadOnlyList<VerbField> Fields,
    Func<VerbForm, Task<Act>> Read,
    bool Against = false
)
{
    private static readonly VerbField s_paper = new("paper", FieldKind.Short);

    /// <summary>In the order in which a page offers them.</summary>
    public static IReadOnlyList<RegistryVerb> All { get; } =
    [
        .. OnUnits,
        .. OnPosts,
        new(
            "enter-person",
            "persons",
            RegistryPowers.Appoint,
            [new("person", FieldKind.Short), new("name", FieldKind.Short)],
            form => Now(new EnterPerson.Act(form["person"].Trim(), form["name"]))
        ),
        new(
            "rename-person",
            "person",
            RegistryPowers.Appoint,
            [new("name", FieldKind.Short)],
            form => Now(new EnterPerson.RenameAct(form.Id, form["name"]))
        ),
    ];

    public static RegistryVerb? Find(string on, string name) =>
        All.FirstOrDefault(verb => verb.On == on && verb.Name == name);

    /// <summary>The acts on such a thing that this mandate may ask for.</summary>
    public static IReadOnlyList<RegistryVerb> For(string on, Mandate mandate) =>
        [.. All.Where(verb => verb.On == on && mandate.Lacks(verb.Needs) is null)];

    private static Task<Act> Now(Act act) => Task.FromResult(act);

    private static VerbField Choosing<T>(string name)
        where T : struct, Enum => new(name, FieldKind.Choice, Of: typeof(T));

    private static IReadOnlyList<VerbField> Traits =>
        [
            Choosing<PostLevel>("level"),
            Choosing<PostFunction>("function"),
            new("team", FieldKind.Flag),
            new("sensitive", FieldKind.Flag),
            new("specialist", FieldKind.Flag),
        ];

    private static int Year(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0;

    private static IReadOnlyList<string> List(string text) =>
        [.. text.Split([' ', ',', '，', '、', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
}
