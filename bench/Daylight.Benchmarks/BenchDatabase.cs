using Daylight.Web;
using Npgsql;

namespace Daylight.Benchmarks;

/// <summary>Where a bench keeps its county: a folder, and beside it a database of the PostgreSQL that the environment names.</summary>
internal sealed record BenchDatabase(string Driver, string Folder, string? Postgres)
{
    /// <summary>The verb of a bench that needs one, in any case: <c>sqlite</c> or <c>postgres</c>.</summary>
    public static BenchDatabase At(string driver, string folder)
    {
        if (driver == "sqlite")
        {
            return new(driver, folder, null);
        }

        var name = $"daylight_{Path.GetFileName(folder).ToLowerInvariant().Replace('-', '_')}";
        return new(
            driver,
            folder,
            new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString
        );
    }

    public NodeOptions Options => new(Folder) { Postgres = Postgres, PostgresOwner = Postgres };

    private static string Server =>
        Environment.GetEnvironmentVariable("DAYLIGHT_TEST_POSTGRES")
        ?? throw new InvalidOperationException("DAYLIGHT_TEST_POSTGRES names no PostgreSQL server.");

    private string Name => new NpgsqlConnectionStringBuilder(Postgres).Database!;

    /// <summary>Makes the database where there is none; the folder is the host's to make.</summary>
    public async Task Prepare()
    {
        if (Postgres is null)
        {
            return;
        }

        await using var source = NpgsqlDataSource.Create(Server);
        await using var find = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        find.Parameters.AddWithValue(Name);
        if (await find.ExecuteScalarAsync() is null)
        {
            await using var make = source.CreateCommand(
                $"CREATE DATABASE {Name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
            );
            await make.ExecuteNonQueryAsync();
        }
    }

    public async Task Remove()
    {
        Directory.Delete(Folder, recursive: true);
        if (Postgres is null)
        {
            return;
        }

        NpgsqlConnection.ClearAllPools();
        await using var source = NpgsqlDataSource.Create(Server);
        await using var drop = source.CreateCommand($"DROP DATABASE {Name} WITH (FORCE)");
        await drop.ExecuteNonQueryAsync();
    }
}
