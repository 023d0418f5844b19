using System.Diagnostics.CodeAnalysis;

namespace Daylight.Ui;

public enum Shade
{
    /// <summary>As the device asks.</summary>
    Auto,
    Light,
    Dark,
}

/// <summary>
/// The size of text. <see cref="Standard"/> is the dense desk; the three others are the 关怀版
/// (text at least 18 px and up to 30 px, targets at least 60 px; elder-friendly norm of 2021).
/// </summary>
public enum TextSize
{
    Standard,

    /// <summary>20 px.</summary>
    Care20,

    /// <summary>24 px.</summary>
    Care24,

    /// <summary>30 px.</summary>
    Care30,
}

internal static class TextSizes
{
    /// <summary>The width in pixels below which a page is narrow: 48 times the size of its text.</summary>
    public static int NarrowBelow(this TextSize size) =>
        size switch
        {
            TextSize.Standard => 768,
            TextSize.Care20 => 960,
            TextSize.Care24 => 1152,
            TextSize.Care30 => 1440,
        };
}

/// <summary>How somebody wants his pages shown. Lives in one cookie without any identity, e.g. <c>zh-Hans.auto.standard</c>.</summary>
public sealed record Display(Language Language, Shade Shade, TextSize Size) : IParsable<Display>
{
    public const string CookieName = "daylight-display";

    public static Display Default { get; } = new(Language.ZhHans, Shade.Auto, TextSize.Standard);

    public bool Care => Size != TextSize.Standard;

    public override string ToString() =>
        $"{Language.Tag()}.{Shade.ToString().ToLowerInvariant()}.{Size.ToString().ToLowerInvariant()}";

    public static Display Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var display)
            ? display
            : throw new FormatException($"'{s}' is no display: write language.shade.size, e.g. {Default}.");

    public static bool TryParse(
        [NotNullWhen(true)] string? s,
        IFormatProvider? provider,
        [MaybeNullWhen(false)] out Display result
    )
    {
        result = null;
        if (s?.Split('.') is not [var tag, var shade, var size])
        {
            return false;
        }

        var language = Languages.All.Where(known => known.Tag() == tag).Cast<Language?>().FirstOrDefault();
        if (
            language is null
            || Named<Shade>(shade) is not { } parsedShade
            || Named<TextSize>(size) is not { } parsedSize
        )
        {
            return false;
        }

        result = new Display(language.Value, parsedShade, parsedSize);
        return true;
    }

    private static T? Named<T>(string word)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .Where(value => value.ToString().Equals(word, StringComparison.OrdinalIgnoreCase))
            .Cast<T?>()
            .FirstOrDefault();
}
