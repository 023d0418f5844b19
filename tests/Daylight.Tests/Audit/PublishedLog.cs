using Daylight.Proceedings.Audit;
using Daylight.Registry;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Audit;

/// <summary>A log with its publisher, and somebody who has full rights on its database.</summary>
public abstract class PublishedLog(TestLog log) : IAsyncDisposable
{
    private int _units;

    public TestLog Log { get; } = log;

    public TestPublisher Publisher { get; } = new(log);

    /// <summary>32 zero bytes as a literal.</summary>
    public abstract string Zeros { get; }

    public abstract Task Execute(string sql);

    /// <summary>Removes what keeps a table append-only.</summary>
    public abstract Task DropGuards(string table);

    public abstract Task RestoreGuards(string table);

    /// <summary>Runs a statement on an append-only table, and puts its guard back as if nothing had been.</summary>
    public async Task Unguarded(string table, string sql)
    {
        await DropGuards(table);
        await Execute(sql);
        await RestoreGuards(table);
    }

    public Task<AuditReport> Audit() => LogAudit.Run(Publisher.Setup(Log.Store));

    public Task Register(int units)
    {
        var first = _units + 1;
        _units += units;
        return Task.WhenAll(Enumerable.Range(first, units).Select(n => Log.Grant(Unit(n))));
    }

    public Task Rename(int units) =>
        Task.WhenAll(
            Enumerable
                .Range(1, units)
                .Select(n =>
                    Log.Grant(
                        new Rename.UnitAct($"u{n:00000}", $"新名{n}", $"新{n}", new DateOnly(2026, 6, 1))
                    )
                )
        );

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Register.UnitAct Unit(int n) =>
        new($"u{n:00000}", $"{330225000 + n}", $"象山县第{n}局", $"{n}局", UnitKind.GovernmentDepartment);
}
