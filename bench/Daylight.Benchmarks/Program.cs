using Daylight.Benchmarks;

switch (args)
{
    case ["clerk", "sqlite" or "postgres"]:
        await ClerkBench.Run(args[1]);
        return 0;
    case ["audit", "sqlite" or "postgres", var facts]:
        await AuditBench.Run(args[1], int.Parse(facts));
        return 0;
    case ["publish", var facts]:
        await PublishBench.Run(long.Parse(facts));
        return 0;
    default:
        Console.WriteLine(
            "usage: ./daylight bench clerk sqlite|postgres\n       ./daylight bench audit sqlite|postgres FACTS\n       ./daylight bench publish FACTS"
        );
        return 2;
}
