using Daylight.Benchmarks;

switch (args)
{
    case ["clerk", "sqlite" or "postgres", .. var clients]:
        await ClerkBench.Run(args[1], clients.Length > 0 ? int.Parse(clients[0]) : null);
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
        await WindowBench.Run(
            args[1],
            officials: size.Length > 0 ? int.Parse(size[0]) : 1_000_000,
            each: size.Length > 1 ? int.Parse(size[1]) : 20
        );
        return 0;
    case ["lapse", "sqlite" or "postgres", .. var size]:
        await LapseBench.Run(
            args[1],
            open: size.Length > 0 ? int.Parse(size[0]) : 1_000_000,
            due: size.Length > 1 ? int.Parse(size[1]) : 10_000
        );
        return 0;
    case ["load", "sqlite" or "postgres", .. var size]:
        await LoadBench.Run(
            args[1],
            items: size.FirstOrDefault(word => char.IsAsciiDigit(word[0])) is { } items
                ? int.Parse(items)
                : 0,
            isShort: size.Contains("--short")
        );
        return 0;
    case ["pages", .. var rows]:
        await PageBench.Run(
            rows.Length > 0 ? int.Parse(rows[0]) : 1_000_000,
            only: rows.Length > 1 ? rows[1] : null
        );
        return 0;
    default:
        Console.WriteLine(
            """
            usage: ./daylight bench clerk sqlite|postgres [CLIENTS]
                   ./daylight bench audit sqlite|postgres FACTS
                   ./daylight bench publish FACTS
                   ./daylight bench backup FACTS
                   ./daylight bench pages [ROWS [PATH]]
                   ./daylight bench load sqlite|postgres [ITEMS] [--short]
                   ./daylight bench windows sqlite|postgres [OFFICIALS [FINDINGS-OF-EACH]]
                   ./daylight bench lapse sqlite|postgres [OPEN [DUE]]
            """
        );
        return 2;
}
