using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.LookBack;

[NoNorm("an act on a draw needs that draw")]
public sealed record NoSuchDraw(string Draw) : Refusal;

[NoNorm("the road of a draw has an order")]
public sealed record DrawIsElsewhere(string Title, string Wanted) : Refusal;

[NoNorm("a pool is whole when its period is over")]
public sealed record PeriodIsNotOver(DateOnly From, DateOnly To) : Refusal;

[NoNorm("who may draw twice can choose")]
public sealed record PeriodHasItsDraw(DateOnly From, DateOnly To, string Draw) : Refusal;

[NoNorm("nothing was closed, so nothing can be looked at again")]
public sealed record PoolIsEmpty(DateOnly From, DateOnly To) : Refusal;

[NoNorm("a fact is at most 32 KiB")]
public sealed record PoolIsTooLarge(int Count, int Most) : Refusal;

/// <summary>Fewer than the norm asks for, or more than there are.</summary>
public sealed record SampleSizeIsWrong(int Size, int Least, int Pool, NormRef? Under) : Refusal(Under);

[NoNorm("RFC 3797: the sources are published before their numbers")]
public sealed record DrawNeedsItsSources : Refusal;

[NoNorm("RFC 3797: nobody may know the numbers when the pool is fixed")]
public sealed record SeedsMayBeKnown(DateOnly SeedsOn) : Refusal;

[NoNorm("RFC 3797: the numbers are those of the announced day")]
public sealed record SeedsAreNotOut(DateOnly SeedsOn) : Refusal;

[NoNorm("RFC 3797: each announced source gives its numbers, in the announced order")]
public sealed record SeedsDoNotFit(int Sources) : Refusal;

[NoNorm("whoever prepares a text for the public does not clear it")]
public sealed record DrawPosterMustBeAnother(string Title) : Refusal;

[NoNorm("only what was drawn counts in the sample")]
public sealed record ItemWasNotDrawn(string Number) : Refusal;

[NoNorm("one look per draw and item")]
public sealed record ItemWasLookedAt(string Number) : Refusal;

/// <summary>Whoever closed an item does not look at it again.</summary>
public sealed record LookerClosedIt(string Number, NormRef? Under) : Refusal(Under);

[NoNorm("a rate of a part of the sample could be chosen")]
public sealed record LooksAreOpen(int Open, string First) : Refusal;

/// <summary>Its reopening was proposed, and nobody has decided yet, or it was decided against.</summary>
public sealed record ReopeningNeedsItsDecision(string Number, NormRef? Under) : Refusal(Under);
