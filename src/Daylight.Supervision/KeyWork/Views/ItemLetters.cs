using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>That a pair of letters stands in the title of an item.</summary>
/// <param name="Place">That of the item: the log index of the fact that opened it.</param>
public sealed record LetterRow(long Pair, long Place);

/// <summary>The inverted index of titles. Its key is its order, so that the newest come first without a sort.</summary>
public sealed class ItemLetters() : View<LetterRow>("supervision_letters", version: 2, keyLength: 2)
{
    /// <summary>The facts that open an item; its place is the log index of one.</summary>
    internal static IReadOnlySet<Type> Opening { get; } =
        new HashSet<Type> { typeof(ItemProposed), typeof(Intake.ItemImported) };

    public override IReadOnlySet<Type> Folds => Opening;

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        Bigrams.Kept(TextOf(recorded.Fact)).Select(pair => new object[] { pair, recorded.Index });

    protected override LetterRow? Apply(object[] key, LetterRow? row, Recorded recorded) =>
        row ?? new((long)key[0], (long)key[1]);

    /// <summary>A number from a former ledger has any form, so it is found by its letters too.</summary>
    private static string TextOf(Fact fact) =>
        fact switch
        {
            ItemProposed f => f.Title,
            Intake.ItemImported f => $"{f.Title} {f.Number}",
            _ => "",
        };
}
