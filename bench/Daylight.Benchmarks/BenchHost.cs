using System.Text.Json;
using Daylight.Accounts;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Web;
using Daylight.Web.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Benchmarks;

/// <summary>Somebody who may act in a bench: a session as his browser has it, and a token as his program has it.</summary>
internal sealed record BenchPerson(string Office, string Unit, string Session, string Token);

/// <summary>What a bench host says when it listens.</summary>
internal sealed record BenchReady(
    Uri Url,
    IReadOnlyList<BenchPerson> Officers,
    IReadOnlyList<BenchPerson> Givers,
    IReadOnlyList<BenchPerson> Leads
);

/// <summary>
/// The served node of a bench in a process of its own, with the demo county's people, real sessions and real tokens; it ends
/// when its input does. The faces and steps of a request are those of <c>serve</c>; only the limit of posts a minute is lifted.
/// </summary>
internal static class BenchHost
{
    public static async Task Run(BenchDatabase database, bool works)
    {
        await using var demo = await DemoHost.Open(database.Options, (_, _) => { }, default);
        await using var desk = DaylightWeb.Build(
            new DaylightWebOptions
            {
                Url = "http://127.0.0.1:0",
                Place = "象山县",
                Time = demo.Clock,
                Faces = [.. Mechanisms.Faces(demo.Node), new PlainFace()],
                Limits = new Limits { PostsPerMinute = 10_000_000 },
                Services = services =>
                {
                    services.AddNode(demo.Node);
                    services.AddSingleton(demo.Node).AddSingleton<IReadiness>(demo.Node);
                    if (works)
                    {
                        services.AddHostedService<Lapsing>().AddHostedService<Tending>();
                    }
                },
            }
        );
        await desk.StartAsync();
        var people = new BenchPeople(demo);
        Console.WriteLine(
            JsonSerializer.Serialize(
                new BenchReady(
                    desk.Address(),
                    await people.With("supervision.run"),
                    await people.With("supervision.give"),
                    await people.With("supervision.answer")
                )
            )
        );
        await Console.In.ReadToEndAsync();
        await desk.StopAsync();
    }

    /// <summary>Signs people of the demo county in, as their browsers and their programs.</summary>
    private sealed class BenchPeople(DemoHost demo)
    {
        public async Task<IReadOnlyList<BenchPerson>> With(string power)
        {
            var people = new List<BenchPerson>();
            foreach (var person in demo.County.People.Where(person => person.Powers.Contains(power)))
            {
                people.Add(await Enter(person));
            }

            return people;
        }

        private async Task<BenchPerson> Enter(DemoPerson person)
        {
            var accounts = demo.Node.Accounts;
            var (account, day) = ($"a-{person.Id}", Shanghai.DayOf(demo.Clock.GetUtcNow()));
            var mandates = await accounts.Mandates.All(person.Id, null, day, default);
            var mandate = mandates.Select(one => one.Mandate!).First(one => one.Office == person.Office);
            var (secret, _) = await accounts.Sessions.Begin(account, person.Office, SignInWay.Password, "");
            var (outcome, token) = await new Tokens(accounts).Issue(
                account,
                mandate,
                "bench",
                mandate.Powers,
                days: 30
            );
            return outcome is Outcome.Recorded
                ? new BenchPerson(mandate.Office, mandate.Unit, secret, token)
                : throw new InvalidOperationException($"{person.Id} was issued no token: {outcome}");
        }
    }
}
