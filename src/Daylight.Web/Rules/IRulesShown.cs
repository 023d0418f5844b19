using System.Text;
using Daylight.Norms;
using Daylight.Openness;
using Daylight.Proceedings;

namespace Daylight.Web.Rules;

/// <summary>The rules that the public pages show: those of a log, or what was published of them.</summary>
internal interface IRulesShown
{
    ValueTask<Rulebook> Book();
}

internal sealed class RulesOfLog(ICounter counter) : IRulesShown
{
    public ValueTask<Rulebook> Book() => new(counter.Clerk.Rules.Book);
}

/// <summary>The packs of a published database; read anew where one changed.</summary>
internal sealed class RulesPublished(PublicRecord record) : IRulesShown
{
    private volatile Known? _known;

    private sealed record Known(string Hash, Rulebook Book);

    public async ValueTask<Rulebook> Book()
    {
        var contents = await record.Contents();
        var hash = string.Join(' ', contents.Select(content => ContentHash.Of(content.Bytes)));
        var known = _known;
        if (known is null || known.Hash != hash)
        {
            _known = known = new Known(
                hash,
                Rulebook.Of([
                    .. contents
                        .Where(content => content.Name.StartsWith("pack/", StringComparison.Ordinal))
                        .Select(content => RulePack.Open(Encoding.UTF8.GetString(content.Bytes)).Pack)
                        .OfType<RulePack>(),
                ])
            );
        }

        return known.Book;
    }
}
