using System.Reflection;
using Daylight.Tests.Accounts;
using Daylight.Tests.Store;

namespace Daylight.Tests.Web;

/// <summary>The walks through the pages once more, on a node whose log and accounts are in PostgreSQL.</summary>
public sealed class PostgresPagesTests(PostgresPagesTests.County county)
    : IClassFixture<PostgresPagesTests.County>
{
    private static readonly Type[] s_county =
    [
        typeof(KeyWorkWalkTests),
        typeof(RegistryWalkTests),
        typeof(ItemListTests),
        typeof(SearchTests),
    ];

    /// <summary>Each of their tests begins with a host of its own, so that it is a selection.</summary>
    private static readonly Type[] s_accounts =
    [
        typeof(ManyGrantsTests),
        typeof(TokenTests),
        typeof(EndedMandateTests),
    ];

    public static TheoryData<string, string> Walks(bool accounts) =>
        [
            .. from walk in accounts ? s_accounts : s_county
            from method in walk.GetMethods()
            where method.GetCustomAttribute<FactAttribute>()?.GetType() == typeof(FactAttribute)
            select new TheoryDataRow<string, string>(walk.Name, method.Name),
        ];

    [Theory]
    [MemberData(nameof(Walks), false)]
    public Task Through_the_county(string walk, string method) =>
        Run(Activator.CreateInstance(s_county.Single(type => type.Name == walk), county.Host)!, method);

    [Theory]
    [MemberData(nameof(Walks), true)]
    public async Task Through_sign_in_and_administration(string walk, string method)
    {
        await using var database = (PostgresDatabase)PostgresDatabase.Fresh();
        await database.Make();
        HostPlace.Use(database);
        await Run(Activator.CreateInstance(s_accounts.Single(type => type.Name == walk))!, method);
    }

    [Theory]
    [InlineData(
        typeof(WebhookTests),
        nameof(WebhookTests.A_receiver_hears_of_its_own_matters_in_order_once_and_stops_with_the_mandate)
    )]
    [InlineData(
        typeof(LevelTests),
        nameof(LevelTests.An_item_goes_down_and_its_state_comes_back_while_the_upper_end_is_away_for_a_day)
    )]
    public async Task Between_this_node_and_others(Type walk, string method)
    {
        await using var database = (PostgresDatabase)PostgresDatabase.Fresh();
        await database.Make();
        HostPlace.Use(database);
        await Run(Activator.CreateInstance(walk)!, method);
    }

    private static async Task Run(object walk, string method)
    {
        if (walk is IAsyncLifetime begins)
        {
            await begins.InitializeAsync();
        }

        try
        {
            await ((Task?)walk.GetType().GetMethod(method)!.Invoke(walk, null) ?? Task.CompletedTask);
        }
        finally
        {
            if (walk is IAsyncDisposable ends)
            {
                await ends.DisposeAsync();
            }
        }
    }

    /// <summary>The demo county, its year played into PostgreSQL.</summary>
    public sealed class County : IAsyncLifetime
    {
        private readonly PostgresDatabase _database = (PostgresDatabase)PostgresDatabase.Fresh();

        public DemoCountyHost Host { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await _database.Make();
            HostPlace.Use(_database);
            await Host.InitializeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await _database.DisposeAsync();
        }
    }
}
