using System.Globalization;
using Daylight.Writer;

// Daylight.Writer sqlite|sqlite-off|postgres PLACE LOG JURISDICTION RUN CLIENTS ACTS [FILES]
//
// Performs acts through a clerk, as several clients at once, and says "ack ID" after each acknowledgement: of the registry,
// or with FILES (a folder for attachments) of every kind that a node knows, while its workers run. It is made to be killed:
// whatever it said must be in the ledger afterwards.
if (args.Length is not (7 or 8))
{
    Console.Error.WriteLine(
        "Use: Daylight.Writer sqlite|sqlite-off|postgres PLACE LOG JURISDICTION RUN CLIENTS ACTS [FILES]"
    );
    return 2;
}

int Number(int at) => int.Parse(args[at], CultureInfo.InvariantCulture);

await using var store = await Place.Open(args[0], args[1]);
await using var acknowledged = new Acknowledged(Console.OpenStandardOutput());
if (args.Length == 8)
{
    var clock = new FastClock(Number(4));
    await using var node = await WholeNode.Open(store, args[2], args[3], args[7], clock);
    await node.Work(acknowledged, Number(4), Number(5), Number(6));
    return 0;
}

await using var clerk = await Place.Clerk(store, args[2], args[3]);
var clients = Enumerable
    .Range(0, Number(5))
    .Select(number => new Client(clerk, acknowledged, Number(4), number))
    .ToList();
await Task.WhenAll(clients.Select(client => Task.Run(() => client.Work(Number(6)))));
return 0;
