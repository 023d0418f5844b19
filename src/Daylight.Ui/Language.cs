namespace Daylight.Ui;

/// <summary>The language of a page. It comes with the request and is carried as a value: there is no culture look-up.</summary>
public enum Language
{
    /// <summary>Chinese in simplified characters; the language of record.</summary>
    ZhHans,

    /// <summary>English.</summary>
    En,
}

public static class Languages
{
    /// <summary>The BCP 47 tag, as in <c>&lt;html lang&gt;</c> and in the names of the word files.</summary>
    public static string Tag(this Language language) =>
        language switch
        {
            Language.ZhHans => "zh-Hans",
            Language.En => "en",
        };

    public static IReadOnlyList<Language> All { get; } = [Language.ZhHans, Language.En];
}
