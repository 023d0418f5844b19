using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>The twelve kinds of norm.</summary>
public enum NormKind
{
    Deadline,
    Cycle,
    Threshold,
    Ranking,
    Quota,
    Separation,
    Gate,
    Tenure,
    Formula,
    Routing,
    Disclosure,
    Record,
}

/// <summary>Which day decides which version of a norm holds: that of the conduct, or that of the act under it.</summary>
public enum CountsBy
{
    Act,
    Conduct,
}

/// <summary>What a pack adopted later may do to a norm of a pack adopted earlier.</summary>
public enum Override
{
    Forbidden,
    StricterOnly,
    Allowed,
}

/// <summary>Where the words of a norm come from.</summary>
/// <param name="Document">Title of the instrument or document, without 《》; empty for a rule that is known from the essays only.</param>
/// <param name="Rows">Rows of the inventory, such as 001-025.</param>
/// <param name="Article">Article and paragraph as the document numbers them.</param>
/// <param name="Date">Year, month or day of the edition, as precise as it is known: 2019, 2019-03, 2019-03-03.</param>
/// <param name="Verified">Somebody compared the words with the text of the instrument.</param>
public sealed record Source(
    string Document,
    ImmutableArray<string> Rows,
    string Article,
    string Date,
    bool Verified
)
{
    public Phrase Words
    {
        get
        {
            var edition = Date.Length > 0 ? $"（{Date}）" : "";
            var rows = Rows.IsEmpty ? "" : $"[{string.Join(", ", Rows)}]";
            var title = Document.Length > 0 ? $"《{Document}》{edition}{Article}" : $"做法摘录{edition}";
            var doubt = Verified ? "" : "（未经核对原文）";
            return new Phrase(
                title + rows + doubt,
                $"{(Document.Length > 0 ? Document : "the essays")} {Date} {Article} {rows}{(Verified ? "" : " (not checked against the text)")}".Replace(
                    "  ",
                    " "
                )
            );
        }
    }
}

/// <summary>A norm that the present law no longer allows: off unless a jurisdiction switches it on knowingly.</summary>
public sealed record Legacy(string Reason, string Replacement);

/// <summary>What a norm says should follow. It binds nobody until a named person has decided it.</summary>
public sealed record Consequence(string Proposes, bool AfterHearing);

/// <summary>A norm as it holds from one day on.</summary>
/// <param name="Until">The last day on which it holds, where it ends without a successor.</param>
public sealed record NormVersion(
    DateOnly Since,
    DateOnly? Until,
    Parameters Parameters,
    string Says,
    Source Source
);

/// <summary>What a kind of norm is parametrised by. One sealed record per kind.</summary>
public abstract record Parameters
{
    private protected Parameters() { }

    public abstract NormKind Kind { get; }

    /// <summary>Every name of an attribute that the evaluation reads.</summary>
    internal abstract IEnumerable<string> Names { get; }

    /// <summary>Asks the norm. Its conditions hold, and this is the version that counts.</summary>
    internal abstract Answer Ask(Question question);
}

/// <summary>One rule of a rule pack: data, never a constant in code.</summary>
public sealed record Norm
{
    public required NormId Id { get; init; }

    public required NormKind Kind { get; init; }

    /// <summary>A short name for lists; the words of the rule where the pack gives none.</summary>
    public required string Title { get; init; }

    /// <summary>The words of the rule, in Chinese.</summary>
    public required string Says { get; init; }

    public required Source Source { get; init; }

    /// <summary>The matter that the norm is about. Deadlines about one matter run at once, and the stricter one binds.</summary>
    public string? About { get; init; }

    public CountsBy CountsBy { get; init; }

    public Condition When { get; init; } = Condition.Always;

    /// <summary>Who owes what the norm demands.</summary>
    public string? Owes { get; init; }

    /// <summary>Kinds of occurrence that discharge the duty.</summary>
    public ImmutableArray<string> DischargedBy { get; init; } = [];

    public ImmutableArray<Consequence> OnLapse { get; init; } = [];

    public Override Override { get; init; }

    public Legacy? Legacy { get; init; }

    public string? Note { get; init; }

    /// <summary>Versions in the order of their first day; never empty.</summary>
    public required ImmutableArray<NormVersion> Versions { get; init; }

    /// <summary>The pack whose content this is.</summary>
    public PackHash Pack { get; init; }

    public required Place At { get; init; }

    public NormRef Ref => new(Id, Pack);

    /// <summary>The version that holds on a day, or null before the first one and after the last one ended.</summary>
    public NormVersion? On(DateOnly day) =>
        Versions.LastOrDefault(version => version.Since <= day) is { } version
        && (version.Until is not { } until || day <= until)
            ? version
            : null;

    /// <summary>Asks the norm about a situation. There is always an answer, also that it does not apply.</summary>
    /// <param name="words">The words for the terms of the packs in force.</param>
    /// <param name="legacyOn">Whether the jurisdiction has switched this norm on although the law no longer allows it.</param>
    public Answer Ask(Situation situation, WorkCalendar calendar, Words words, bool legacyOn = false)
    {
        var day = CountsBy is CountsBy.Conduct ? situation.Conduct ?? situation.Today : situation.Today;
        return On(day) is not { } version ? NotApplying.NoVersion(this, day)
            : Legacy is { } legacy && !legacyOn ? NotApplying.SwitchedOff(this, legacy)
            : !When.Holds(situation.Attributes) ? NotApplying.OtherCases(this, words)
            : version.Parameters.Ask(new Question(this, version, situation, calendar, words));
    }
}
