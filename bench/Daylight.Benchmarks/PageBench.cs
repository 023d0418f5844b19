using System.Diagnostics;
using System.Globalization;
using Daylight.Openness.Faces;
using Daylight.Ui;
using Daylight.Web;
using Daylight.Web.Demo;
using Daylight.Web.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;

namespace Daylight.Benchmarks;

/// <summary>
/// Pages under 50 clients on one machine: desk, list and public home, against a plain text of 10 KB of the same server. The
/// list holds the asked number of rows: those of the demo county, copied in the view's own table under new ids.
/// </summary>
internal static class PageBench
{
    private const int Clients = 50;
    private const string Person = "p-wang";

    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(8);

    /// <param name="only">One page of the desk to measure; all where null.</param>
    public static async Task Run(int rows, string? only)
    {
        var data = Directory.CreateTempSubdirectory("daylight-pages-").FullName;
        await using var demo = await DemoHost.Open(new NodeOptions(data), (_, _) => { }, default);
        Seed(Path.Combine(data, "ledger.db"), rows);
        var folders = PortalFolders.Below(data);
        foreach (var log in demo.Node.Logs)
        {
            await log.Publisher.Publish();
        }

        using (var exchange = new Exchange(demo.Node, folders, []))
        {
            await exchange.Step();
        }

        await using var portal = DaylightWeb.Build(
            PortalHost.Options(
                new DaylightWebOptions { Url = "http://127.0.0.1:0" },
                folders,
                new PortalSetting()
            )
                is var options
                ? options with
                {
                    Faces = [.. options.Faces, new PlainFace()],
                }
                : options
        );
        await portal.StartAsync();
        await using var desk = DaylightWeb.Build(
            new DaylightWebOptions
            {
                Url = "http://127.0.0.1:0",
                Demo = true,
                Time = demo.Clock,
                Faces = [.. Mechanisms.Faces(demo.Node), new PlainFace()],
                Services = demo.Add,
            }
        );
        await desk.StartAsync();
        Console.WriteLine($"{rows} rows, {Clients} clients, {s_each.TotalSeconds:0} s each");
        Console.WriteLine("page                  req/s   ratio    p50    p95    p99 ms   bytes");
        await Pages(
            "desk",
            desk.Address(),
            only is null ? ["/desk", "/desk/items", "/desk/items?page=40"] : [only]
        );
        if (only is null)
        {
            await Pages("portal", portal.Address(), ["/", "/column", "/check"]);
        }

        await portal.StopAsync();
        await desk.StopAsync();
        SqliteConnection.ClearAllPools();
    }

    private static async Task Pages(string host, Uri address, string[] paths)
    {
        await Load(address, "/plain", TimeSpan.FromSeconds(2));
        var plain = await Load(address, "/plain", s_each);
        Show($"{host} /plain", plain, plain);
        foreach (var path in paths)
        {
            await Load(address, path, TimeSpan.FromSeconds(2));
            Show($"{host} {path}", await Load(address, path, s_each), plain);
        }
    }

    private sealed record Loaded(double PerSecond, double[] Milliseconds, long Bytes);

    private static async Task<Loaded> Load(Uri address, string path, TimeSpan time)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = Clients, UseCookies = false }
        )
        {
            BaseAddress = address,
        };
        client.DefaultRequestHeaders.Add("Cookie", $"{DemoVisitors.Cookie}={Person}");
        var bytes = 0L;
        var watch = Stopwatch.StartNew();
        var each = await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async _ =>
                {
                    var took = new List<double>();
                    while (watch.Elapsed < time)
                    {
                        var start = Stopwatch.GetTimestamp();
                        var body = await client.GetByteArrayAsync(path);
                        took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                        bytes = body.Length;
                    }

                    return took;
                })
        );
        double[] all = [.. each.SelectMany(took => took).Order()];
        return new(all.Length / watch.Elapsed.TotalSeconds, all, bytes);
    }

    private static void Show(string name, Loaded loaded, Loaded plain) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -20} {loaded.PerSecond, 6:0} {loaded.PerSecond / plain.PerSecond, 7:0.00} {At(loaded, 0.5), 6:0.0} {At(loaded, 0.95), 6:0.0} {At(loaded, 0.99), 6:0.0} {loaded.Bytes, 10}"
            )
        );

    private static double At(Loaded loaded, double share) =>
        loaded.Milliseconds[(int)((loaded.Milliseconds.Length - 1) * share)];

    /// <summary>Copies the rows that are there, each time under another id, until there are enough.</summary>
    private static void Seed(string ledger, int rows)
    {
        using var connection = new SqliteConnection($"Data Source={ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info('supervision_item')";
        var names = new List<string>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                names.Add(reader.GetString(0));
            }
        }

        var values = names.Select(name =>
            name switch
            {
                "item" => "s.item || '-' || n",
                "proposed_at" => "s.proposed_at - n * 60000",
                _ => $"s.{name}",
            }
        );
        command.CommandText =
            $"WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < {rows}) "
            + $"INSERT INTO supervision_item ({string.Join(", ", names)}) SELECT {string.Join(", ", values)} FROM count, "
            + "(SELECT *, row_number() OVER () - 1 AS place, count(*) OVER () AS places FROM supervision_item) AS s WHERE n % s.places = s.place; ANALYZE";
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }

    private sealed class PlainFace : IFace
    {
        private static readonly string s_text = new('x', 10 * 1024);

        public void Map(IEndpointRouteBuilder routes) =>
            routes.MapGet("/plain", () => Results.Text(s_text, "text/html; charset=utf-8"));
    }
}
