using Daylight.Ui;

namespace Daylight.Openness.Faces;

/// <summary>The line at the foot of every page: how many records, as of when, who witnessed them.</summary>
internal sealed class RecordFooter(PublicRecord record) : ILogStanding
{
    public async ValueTask<Func<Language, string>?> Now(CancellationToken cancel) =>
        await record.Standing() is not { } standing
            ? null
            : language =>
                Words
                    .Of(typeof(RecordFooter))
                    .Say(
                        language,
                        "footer.standing",
                        ("n", standing.Size),
                        ("at", Dates.Full(standing.TakenAt, language)),
                        ("witnesses", StandingWords.Witnessed(standing, language))
                    );

    public string? Href => "/check";
}

internal static class StandingWords
{
    /// <summary>仅本县记录，尚无外部见证, or who witnessed it.</summary>
    public static string Witnessed(RecordStanding standing, Language language) =>
        standing.Witnesses.Count == 0
            ? Words.Of(typeof(StandingWords)).Say(language, "standing.alone")
            : Words
                .Of(typeof(StandingWords))
                .Say(
                    language,
                    "standing.witnessed",
                    ("n", standing.Witnesses.Count),
                    (
                        "names",
                        string.Join(
                            language == Language.ZhHans ? "、" : ", ",
                            standing.Witnesses.Select(one => one.Name)
                        )
                    )
                );
}
