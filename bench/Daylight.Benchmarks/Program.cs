using Daylight.Benchmarks;

switch (args)
{
    case ["clerk", "sqlite" or "postgres"]:
        await ClerkBench.Run(args[1]);
        return 0;
    default:
        Console.WriteLine("usage: ./daylight bench clerk sqlite|postgres");
        return 2;
}
