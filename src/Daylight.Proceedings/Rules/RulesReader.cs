using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Follows the adoptions: at start from the store, then from the facts of each group.</summary>
internal sealed class RulesReader(string jurisdiction, ILogStore store, FactWriter writer)
{
    public async ValueTask<AdoptedRules> Read(CancellationToken cancel)
    {
        var lookup = await store.LookUp(jurisdiction, [], [new StreamAfter(AdoptedRules.Stream, 0)], cancel);
        var rules = AdoptedRules.None;
        foreach (var row in lookup.Streams[AdoptedRules.Stream])
        {
            rules = await After(rules, writer.Read(row, part: null)!.Fact, cancel);
        }

        return rules;
    }

    /// <summary>The rules after one fact that is stored.</summary>
    public async ValueTask<AdoptedRules> After(AdoptedRules rules, Fact fact, CancellationToken cancel)
    {
        var content = await ContentOf(fact, cancel);
        return rules.Apply(fact, hash => content[hash]);
    }

    /// <summary>The rules after the facts of a group from a place on; the group's own content counts.</summary>
    public async ValueTask<AdoptedRules> After(
        AdoptedRules rules,
        DecidedGroup group,
        int from,
        CancellationToken cancel
    )
    {
        for (var i = from; i < group.Recorded.Count; i++)
        {
            var fact = group.Recorded[i].Fact;
            if (fact is PackAdopted or CalendarAdopted)
            {
                var own = group.Contents.ToDictionary(content => content.Hash, content => content.Bytes);
                var stored = await ContentOf(fact, cancel);
                rules = rules.Apply(fact, hash => own.GetValueOrDefault(hash) ?? stored[hash]);
            }
        }

        return rules;
    }

    private async ValueTask<Dictionary<string, byte[]>> ContentOf(Fact fact, CancellationToken cancel)
    {
        var hash = fact switch
        {
            PackAdopted pack => pack.Content,
            CalendarAdopted year => year.Content,
            _ => null,
        };
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (hash is not null && await store.ContentOf(jurisdiction, hash, cancel) is { } bytes)
        {
            found[hash] = bytes;
        }

        return found;
    }
}
