using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>Finds items by title, number, source and unit, as far as the mandate sees.</summary>
public sealed class ItemSearch(ItemReading reading, INames names) : ISearchSource
{
    private static readonly Daylight.Ui.Words s_words = Daylight.Ui.Words.Of(typeof(ItemSearch));

    public string Kind => "items";

    public Phrase Name => new(Say(Language.ZhHans, "nav.items"), Say(Language.En, "nav.items"));

    public int Order => 10;

    public async Task<SearchFound> Find(SearchAsked asked, CancellationToken cancel)
    {
        var found = await reading.List(
            ItemScope.Of(asked.Mandate),
            new ItemWanted(asked.Words),
            asked.Page,
            asked.Size
        );
        return new SearchFound(
            [
                .. found.Rows.Select(row => new SearchHit(
                    row.Item,
                    row.Title,
                    string.Join(
                        '　',
                        new[]
                        {
                            row.Number,
                            names.Of(row.Lead),
                            Say(Language.ZhHans, $"phase.{row.Phase}"),
                        }.Where(part => part.Length > 0)
                    ),
                    $"/desk/items/{row.Item}"
                )),
            ],
            found.Total,
            found.AtLeast
        );
    }

    private static string Say(Language language, string key) => s_words.Say(language, key);
}
