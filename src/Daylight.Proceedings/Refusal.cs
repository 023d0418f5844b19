using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// A named no. The record's name is the reason, its properties are the values; the words are in the resource of its
/// mechanism, in Chinese and in English, keyed by that name.
/// </summary>
/// <param name="Under">The norm that it rests on; null only where <see cref="NoNormAttribute"/> says why.</param>
public abstract record Refusal(NormRef? Under = null);

/// <summary>Says why a refusal cites no norm.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NoNormAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>The person's office does not carry the power that the act needs.</summary>
[NoNorm("who may do what follows from the office held, see Accounts")]
public sealed record YourOfficeLacksThePower(string Office, string Power) : Refusal;

/// <summary>The person declared, or was told, to keep out of this matter.</summary>
[NoNorm("a recusal bars handling, whatever the office; it is declared in Accounts")]
public sealed record YouAreRecused(string Matter) : Refusal;

/// <summary>The page was older than the matter: somebody else acted on it meanwhile.</summary>
[NoNorm("two people at one matter: the second must see what the first did")]
public sealed record SomebodyActedMeanwhile(string Stream, long Seen, long Now) : Refusal;

/// <summary>The act id was used before for something else, or by somebody else.</summary>
[NoNorm("an act id names one act of one person")]
public sealed record ActIdIsTaken(string ActId) : Refusal;

/// <summary>An act id that cannot be one.</summary>
[NoNorm("act ids travel in addresses and files")]
public sealed record ActIdIsMalformed(string ActId) : Refusal;

/// <summary>The pool of the day holds no more.</summary>
[NoNorm("a limit of this program, against floods")]
public sealed record PoolIsFull(int Waiting) : Refusal;

/// <summary>The publisher found the log not to be as it must be: nothing more is recorded on it.</summary>
[NoNorm("nothing is added to a log that may have been changed")]
public sealed record LogIsInDoubt(string Why, string WhyEn) : Refusal;

/// <summary>More text than one fact may hold.</summary>
[NoNorm("a fact is at most 32 KiB; long texts are attachments")]
public sealed record TooLongForOneFact(string Kind, int Most) : Refusal;
