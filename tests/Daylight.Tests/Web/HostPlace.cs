using Daylight.Tests.Store;
using Daylight.Web;

namespace Daylight.Tests.Web;

/// <summary>
/// Where the hosts of tests keep their log: on SQLite, unless a test that runs others' walks again has said otherwise for
/// what it calls.
/// </summary>
internal static class HostPlace
{
    private static readonly AsyncLocal<PostgresDatabase?> s_database = new();

    public static void Use(PostgresDatabase? database) => s_database.Value = database;

    public static NodeOptions Of(NodeOptions options) =>
        s_database.Value is { } database
            ? options with
            {
                Postgres = database.Application,
                PostgresOwner = database.Owner,
            }
            : options;
}
