using System.Diagnostics;
using System.Globalization;
using Daylight.Openness.Faces;
using Daylight.Web;
using Daylight.Web.Demo;
using Daylight.Web.Portal;
using Microsoft.AspNetCore.Builder;

namespace Daylight.Benchmarks;

/// <summary>
/// Pages under 50 clients on one machine, against a plain text of 10 KB of the same server, which runs in a process of its own. The
/// list holds the asked number of rows: those of the demo county, copied in the views' own tables under new ids.
/// </summary>
internal static class PageBench
{
    private const int Clients = 50;

    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(8);

    /// <summary>Pages of an officer who sees all, and of a unit that sees its own.</summary>
    private static readonly (string Who, string[] Paths)[] s_pages =
    [
        (
            "officer",
            [
                "/desk",
                "/desk/items",
                "/desk/items?page=40",
                "/desk/items?phase=InHand",
                "/desk/items?late=yes",
                "/desk/items?q=老旧小区",
                "/desk/search?q=老旧小区",
            ]
        ),
        ("unit", ["/desk", "/desk/items", "/desk/items?q=改造", "/desk/search?q=改造"]),
    ];

    /// <param name="only">One page of the officer's desk to measure; all where null.</param>
    /// <param name="keep">A folder whose county is used again; null for one that is thrown away.</param>
    public static async Task Run(string driver, int rows, string? only, string? keep)
    {
        var data = keep ?? Directory.CreateTempSubdirectory("daylight-pages-").FullName;
        var database = BenchDatabase.At(driver, Path.GetFullPath(data));
        await database.Prepare();
        var watch = Stopwatch.StartNew();
        await using (var demo = await DemoHost.Open(database.Options, (_, _) => { }, default))
        {
            await CopiedItems.Fill(demo.Node.Store, database, rows);
        }

        Console.WriteLine($"{driver}, {rows} rows ready after {watch.Elapsed.TotalSeconds:0} s");
        Console.WriteLine($"{Clients} clients, {s_each.TotalSeconds:0} s each");
        Console.WriteLine(
            "page                                   req/s   ratio    p50    p95    p99 ms   bytes  CPU ms"
        );
        await using (var server = await BenchServer.Start(database, works: false))
        {
            var ready = server.Ready;
            foreach (var (who, paths) in only is null ? s_pages : [("officer", [only])])
            {
                var person = who == "unit" ? ready.Leads[0] : ready.Officers[0];
                await Pages(who, ready.Url, $"daylight-session={person.Session}", paths, () => server.Cpu);
            }
        }

        if (only is null)
        {
            await Portal(database);
        }

        if (keep is null)
        {
            await database.Remove();
        }
    }

    /// <summary>The portal is small and keeps its answers; it runs in this process.</summary>
    private static async Task Portal(BenchDatabase database)
    {
        await using var demo = await DemoHost.Open(database.Options, (_, _) => { }, default);
        var folders = PortalFolders.Below(database.Folder);
        foreach (var log in demo.Node.Logs)
        {
            await log.Publisher.Publish();
        }

        using (var exchange = new Exchange(demo.Node, folders, []))
        {
            await exchange.Step();
        }

        var options = PortalHost.Options(
            new DaylightWebOptions { Url = "http://127.0.0.1:0" },
            folders,
            new PortalSetting()
        );
        await using var portal = DaylightWeb.Build(
            options with
            {
                Faces = [.. options.Faces, new PlainFace()],
            }
        );
        await portal.StartAsync();
        await Pages(
            "portal",
            portal.Address(),
            "",
            ["/", "/column", "/check"],
            () => Process.GetCurrentProcess().TotalProcessorTime
        );
        await portal.StopAsync();
    }

    private static async Task Pages(
        string host,
        Uri address,
        string cookie,
        string[] paths,
        Func<TimeSpan> cpu
    )
    {
        await Warm(address, cookie, "/plain", cpu);
        var plain = await Load(address, cookie, "/plain", s_each, cpu);
        Show($"{host} /plain", plain, plain);
        foreach (var path in paths)
        {
            await Warm(address, cookie, path, cpu);
            Show($"{host} {path}", await Load(address, cookie, path, s_each, cpu), plain);
        }
    }

    /// <summary>Until the server's code is compiled for good: by requests, since a busy machine makes few in a second.</summary>
    private static async Task Warm(Uri address, string cookie, string path, Func<TimeSpan> cpu)
    {
        var (asked, watch) = (0, Stopwatch.StartNew());
        while (asked < 1500 && watch.Elapsed < TimeSpan.FromSeconds(15))
        {
            asked += (await Load(address, cookie, path, TimeSpan.FromSeconds(1), cpu)).Milliseconds.Length;
        }
    }

    private sealed record Loaded(double PerSecond, double[] Milliseconds, long Bytes, TimeSpan Cpu);

    private static async Task<Loaded> Load(
        Uri address,
        string cookie,
        string path,
        TimeSpan time,
        Func<TimeSpan> cpu
    )
    {
        using var client = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = Clients, UseCookies = false }
        )
        {
            BaseAddress = address,
        };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        var bytes = 0L;
        var before = cpu();
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
        return new(all.Length / watch.Elapsed.TotalSeconds, all, bytes, cpu() - before);
    }

    private static void Show(string name, Loaded loaded, Loaded plain) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -36} {loaded.PerSecond, 7:0} {loaded.PerSecond / plain.PerSecond, 7:0.00} {At(loaded, 0.5), 6:0.0} {At(loaded, 0.95), 6:0.0} {At(loaded, 0.99), 6:0.0} {loaded.Bytes, 10} {loaded.Cpu.TotalMilliseconds / loaded.Milliseconds.Length, 7:0.00}"
            )
        );

    private static double At(Loaded loaded, double share) =>
        loaded.Milliseconds[(int)((loaded.Milliseconds.Length - 1) * share)];
}
