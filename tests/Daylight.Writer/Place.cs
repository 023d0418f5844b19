using System.Diagnostics;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Store.Sqlite;

namespace Daylight.Writer;

/// <summary>Where the writer writes.</summary>
internal static class Place
{
    public static async Task<ILogStore> Open(string driver, string place) =>
        driver switch
        {
            "sqlite" => SqliteLogStore.Open(place),
            "sqlite-off" => SqliteLogStore.Open(place, "OFF"),
            "postgres" => await PostgresLogStore.Open(place),
            _ => throw new ArgumentException(
                $"There is no driver {driver}; name sqlite, sqlite-off or postgres.",
                nameof(driver)
            ),
        };

    /// <summary>A clerk at the log, which is opened where there is none, as a node does at its first start.</summary>
    public static async Task<Clerk> Clerk(ILogStore store, string log, string jurisdiction)
    {
        await store.SetUp();
        await store.Views.Ensure(new UnitView().Table);
        await store.OpenLog(jurisdiction, Edge.Empty.ToBytes());
        return await Proceedings.Clerk.Open(
            new ClerkSetup(
                log,
                jurisdiction,
                store,
                new FactKinds(typeof(UnitRegistered).Assembly),
                [new UnitView()],
                new CaseKeys(new byte[32], jurisdiction),
                new SameDay()
            )
        );
    }

    /// <summary>Every run begins at the same instant, so that a clerk with a test's clock can go on afterwards.</summary>
    private sealed class SameDay : TimeProvider
    {
        private readonly Stopwatch _since = Stopwatch.StartNew();

        public override DateTimeOffset GetUtcNow() =>
            new DateTimeOffset(2026, 5, 8, 2, 0, 0, TimeSpan.Zero) + _since.Elapsed;
    }
}
