using System.Globalization;
using Daylight.Writer;

// Daylight.Writer sqlite|sqlite-off|postgres PLACE LOG JURISDICTION RUN CLIENTS ACTS
//
// Performs registry acts through a clerk, as several clients at once, and says "ack ID" after each acknowledgement.
// It is made to be killed: whatever it said must be in the ledger afterwards.
if (args.Length != 7)
{
    Console.Error.WriteLine(
        "Use: Daylight.Writer sqlite|sqlite-off|postgres PLACE LOG JURISDICTION RUN CLIENTS ACTS"
    );
    return 2;
}

int Number(int at) => int.Parse(args[at], CultureInfo.InvariantCulture);

await using var store = await Place.Open(args[0], args[1]);
await using var clerk = await Place.Clerk(store, args[2], args[3]);
await using var acknowledged = new Acknowledged(Console.OpenStandardOutput());
var clients = Enumerable
    .Range(0, Number(5))
    .Select(number => new Client(clerk, acknowledged, Number(4), number))
    .ToList();
await Task.WhenAll(clients.Select(client => Task.Run(() => client.Work(Number(6)))));
return 0;
