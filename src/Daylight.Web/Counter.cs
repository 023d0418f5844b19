using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Web;

/// <summary>The counter of one request: who acts, as the host's visitors say, on this node's log.</summary>
internal sealed class Counter(
    IHttpContextAccessor http,
    NodeLog log,
    ILogStore store,
    TimeProvider time,
    Func<HttpContext, Mandate?> mandateOf,
    Func<long, CancellationToken, Task<string?>> receipt
) : ICounter
{
    public Mandate? Mandate => http.HttpContext is { } context ? mandateOf(context) : null;

    public Clerk Clerk => log.Clerk;

    public ILogStore Store => store;

    public TimeProvider Time => time;

    public Task<string?> Receipt(long index, CancellationToken cancel = default) => receipt(index, cancel);
}
