using Daylight.Benchmarks;

switch (args)
{
    case ["clerk", "sqlite" or "postgres", .. var clients]:
        await ClerkBench.Run(
            args[1],
            only: clients.Length > 0 ? int.Parse(clients[0]) : null,
            what: clients.Length > 1 ? clients[1] : ""
        );
        return 0;
    case ["audit", "sqlite" or "postgres", var facts]:
        await AuditBench.Run(args[1], int.Parse(facts));
        return 0;
    case ["backup", var facts]:
        await BackupBench.Run(int.Parse(facts));
        return 0;
    case ["publish", var facts]:
        await PublishBench.Run(long.Parse(facts));
        return 0;
    case ["windows", "sqlite" or "postgres", .. var size]:
        var windowsNumbers = size.Where(word => word != "--pause").ToArray();
        await WindowBench.Run(
            args[1],
            officials: windowsNumbers.Length > 0 ? int.Parse(windowsNumbers[0]) : 1_000_000,
            each: windowsNumbers.Length > 1 ? int.Parse(windowsNumbers[1]) : 20,
            pause: size.Contains("--pause")
        );
        return 0;
    case ["lapse", "sqlite" or "postgres", .. var size]:
        var lapseNumbers = size.Where(word => word != "--pause").ToArray();
        await LapseBench.Run(
            args[1],
            open: lapseNumbers.Length > 0 ? int.Parse(lapseNumbers[0]) : 1_000_000,
            due: lapseNumbers.Length > 1 ? int.Parse(lapseNumbers[1]) : 10_000,
            pause: size.Contains("--pause")
        );
        return 0;
    case ["load", "sqlite" or "postgres", .. var said]:
        var load = Asked.Read(said);
        if ((load["by"] ?? "api") is not ("clerk" or "api" or "pages") and var other)
        {
            Console.WriteLine($"--by {other} is unknown: write clerk, api or pages");
            return 2;
        }

        await LoadBench.Run(
            args[1],
            by: load["by"] ?? "api",
            items: load.Number ?? 0,
            isShort: load.Words.Contains("--short"),
            keep: load["keep"]
        );
        return 0;
    case ["pages", .. var said]:
        var asked = Asked.Read(said);
        await PageBench.Run(
            asked.Words.Contains("postgres") ? "postgres" : "sqlite",
            asked.Number ?? 1_000_000,
            only: asked.Words.FirstOrDefault(word => word[0] == '/'),
            keep: asked["keep"]
        );
        return 0;
    case ["host", "sqlite" or "postgres", var folder, "works" or "rests"]:
        await BenchHost.Run(BenchDatabase.At(args[1], folder), works: args[3] == "works");
        return 0;
    default:
        Console.WriteLine(
            """
            usage: ./daylight bench clerk sqlite|postgres [CLIENTS [facts|view|duty]]
                   ./daylight bench audit sqlite|postgres FACTS
                   ./daylight bench publish FACTS
                   ./daylight bench backup FACTS
                   ./daylight bench pages [sqlite|postgres] [ROWS] [PATH] [--keep DIR]
                   ./daylight bench load sqlite|postgres [ITEMS] [--by clerk|api|pages] [--keep DIR] [--short]
                   ./daylight bench windows sqlite|postgres [OFFICIALS [FINDINGS-OF-EACH]] [--pause]
                   ./daylight bench lapse sqlite|postgres [OPEN [DUE]] [--pause]
            --pause: once filled, waits for a line, so that the machine can be left alone before it measures
            """
        );
        return 2;
}
