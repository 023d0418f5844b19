using System.Threading.Channels;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>
/// The one road on which anything is recorded. Acts wait in a queue; those that wait together are decided one after the
/// other, written in one transaction and answered once it is durable.
/// </summary>
/// <remarks>Thread safe. One clerk per log and process; several processes may have one each on the same PostgreSQL.</remarks>
public sealed class Clerk : IAsyncDisposable
{
    private const int TurnsForOthers = 8;

    /// <summary>Waiting acts from which on they are split in two groups: one is decided while the other is written.</summary>
    private const int WorthSplitting = 24;

    private readonly Channel<Pending> _queue;
    private readonly ClerkOptions _options;
    private readonly ClerkDesk _desk;
    private readonly Task _work;
    private readonly CancellationTokenSource _stop = new();

    private Clerk(ClerkDesk desk, ClerkOptions options)
    {
        _desk = desk;
        _options = options;
        _queue = Channel.CreateBounded<Pending>(
            new BoundedChannelOptions(options.MostWaiting)
            {
                SingleReader = true,
                FullMode = BoundedChannelFullMode.Wait,
            }
        );
        _desk.Grew = size => Grew(size);
        _desk.OthersWait = () => _queue.Reader.Count > 0;
        _work = Task.Run(Work);
    }

    /// <summary>Origin of the log.</summary>
    public string Log => _desk.Log;

    public string Jurisdiction => _desk.Jurisdiction;

    /// <summary>Facts that are durable.</summary>
    public long Size => _desk.Size;

    /// <summary>The rules in force, as the last durable fact left them.</summary>
    public AdoptedRules Rules => _desk.Rules;

    /// <summary>Views whose served table is of an older version: stale until they are rebuilt.</summary>
    public IReadOnlyList<View> Behind => _desk.Behind;

    /// <summary>Called after each durable group, with the new size. It must return at once.</summary>
    public Action<long> Grew { get; set; } = _ => { };

    /// <summary>
    /// Why nothing may be recorded just now, or null: whoever watches the log answers. Asked for every act, so it must
    /// return at once.
    /// </summary>
    public Func<Phrase?> Doubt { get; set; } = () => null;

    /// <summary>Takes its place at an existing log.</summary>
    /// <exception cref="LogRefusedException">when the stored head does not fit the facts, or the clock is off.</exception>
    public static async ValueTask<Clerk> Open(ClerkSetup setup, CancellationToken cancel = default) =>
        new(await ClerkDesk.Open(setup, cancel), setup.Options);

    /// <summary>Has an act decided and, where it is granted, recorded. Returns once that is durable.</summary>
    /// <exception cref="StoreFailedException">when the database failed; it says whether the outcome is known.</exception>
    public async Task<Outcome> Perform(Submission submission, CancellationToken cancel = default)
    {
        if (Doubt() is { } doubt)
        {
            return new Outcome.Refused(new LogIsInDoubt(doubt.Zh, doubt.En));
        }

        var pending = new Pending(submission, _desk.Keys.Digests);
        await _queue.Writer.WriteAsync(pending, cancel);
        return await pending.Answer.WaitAsync(cancel);
    }

    /// <summary>Keys of cases, for reading sealed views and attachments; they forget what was erased.</summary>
    public CaseKeys Keys => _desk.Keys;

    /// <summary>
    /// What a clerk does when nobody asks: learns which keys other nodes erased, enters waiting facts of day precision into the
    /// log once their day is over, and overwrites what erased keys left. A worker calls it every few seconds.
    /// </summary>
    public async Task Tend(CancellationToken cancel = default) => await _desk.Tend(cancel);

    /// <summary>Runs work between two groups, while nothing is recorded: the swap of a rebuilt view.</summary>
    public ValueTask Between(Func<CancellationToken, ValueTask> work, CancellationToken cancel = default) =>
        _desk.Between(work, cancel);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _work;
        await _stop.CancelAsync();
        _stop.Dispose();
        _desk.Dispose();
    }

    private async Task Work()
    {
        var batch = new List<Pending>(_options.MostActs);
        var served = 0;
        while (await More())
        {
            await Gather(batch, served);
            served = batch.Count;
            await _desk.Serve(batch, _stop.Token);
            batch.Clear();
        }

        await _desk.Settle(_stop.Token);
    }

    /// <summary>Waits for acts; sees the group in flight down meanwhile, so that nobody's answer hangs on the next act.</summary>
    private async ValueTask<bool> More()
    {
        var more = _queue.Reader.WaitToReadAsync();
        if (more.IsCompleted || _desk.Landing.IsCompletedSuccessfully)
        {
            return await more;
        }

        var waiting = more.AsTask();
        await Task.WhenAny(waiting, _desk.Landing);
        if (!waiting.IsCompleted)
        {
            await _desk.Settle(_stop.Token);
        }

        return await waiting;
    }

    /// <summary>
    /// Those just answered often ask again at once: they are let run first, so that groups do not split in ever smaller ones
    /// that wait for each other. Nobody waits where nobody was answered, or nothing is being written.
    /// </summary>
    private async ValueTask Gather(List<Pending> batch, int served)
    {
        Take(batch);
        for (var turn = 0; turn < TurnsForOthers && batch.Count < served; turn++)
        {
            await Task.Yield();
            Take(batch);
        }

        while (batch.Count < served && !_desk.Landing.IsCompleted && !_queue.Reader.Completion.IsCompleted)
        {
            await Task.WhenAny(_desk.Landing, _queue.Reader.WaitToReadAsync().AsTask());
            Take(batch);
        }
    }

    private void Take(List<Pending> batch)
    {
        var waiting = batch.Count + _queue.Reader.Count;
        var most =
            waiting < WorthSplitting || !_desk.Landing.IsCompleted
                ? _options.MostActs
                : Math.Min(_options.MostActs, (waiting + 1) / 2);
        while (batch.Count < most && _queue.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
        }
    }
}

/// <summary>What a clerk works with.</summary>
/// <param name="Log">Origin of the log: a schema-less URL.</param>
/// <param name="Views">Every view of every mechanism.</param>
public sealed record ClerkSetup(
    string Log,
    string Jurisdiction,
    ILogStore Store,
    FactKinds Kinds,
    IReadOnlyList<View> Views,
    CaseKeys Keys,
    TimeProvider Time
)
{
    public ClerkOptions Options { get; init; } = new();

    /// <summary>The files that facts name; without it they are not looked for.</summary>
    public AttachmentFolder? Attachments { get; init; }

    /// <summary>What is remembered of the pool outside the database; without it a pool that was removed is not noticed.</summary>
    public PoolMemory? PoolMemory { get; init; }
}

/// <summary>The log may not be written now. Says why and what to do.</summary>
public sealed class LogRefusedException(string message) : Exception(message);
