using System.Text;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Publishing;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Ui;

namespace Daylight.Web;

/// <summary>The counter of one request: who acts, as the host's visitors say, on this node's log.</summary>
internal sealed class Counter(
    IHttpContextAccessor http,
    NodeLog log,
    ILogStore store,
    TimeProvider time,
    Func<HttpContext, Mandate?> mandateOf
) : ICounter
{
    private readonly Receipts _receipts = new(
        store,
        new Dictionary<string, PublishedLog>(StringComparer.Ordinal) { [log.Jurisdiction] = log.Published }
    );

    public Mandate? Mandate => http.HttpContext is { } context ? mandateOf(context) : null;

    public Clerk Clerk => log.Clerk;

    public ILogStore Store => store;

    public TimeProvider Time => time;

    public IAttachments? Attachments => log.Attachments;

    public async Task<string?> Receipt(long index, CancellationToken cancel = default) =>
        await _receipts.Of(log.Jurisdiction, index, cancel) is { } receipt
            ? Encoding.UTF8.GetString(receipt.ToBytes())
            : null;
}

internal static class Counters
{
    /// <summary>Gives the pages a counter on a log.</summary>
    public static void AddCounter(
        this IServiceCollection services,
        Node node,
        NodeLog log,
        TimeProvider time,
        Func<HttpContext, Mandate?> mandateOf
    ) =>
        services
            .AddSingleton<ITableFiles, TableFiles>()
            .AddSingleton<KeptUnits>()
            .AddScoped<StoredNames>()
            .AddSingleton<ILogStanding>(new NodeStanding(log, node.Options))
            .AddScoped<ICounter>(request => new Counter(
                request.GetRequiredService<IHttpContextAccessor>(),
                log,
                node.Store,
                time,
                mandateOf
            ));
}
