using AngleSharp.Html.Dom;
using Daylight.Openness.Faces;
using Daylight.Web;
using Daylight.Web.Demo;
using Daylight.Web.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Tests.Web;

/// <summary>The demo county on a free port, once for a class: playing its history takes seconds.</summary>
public class DemoCountyHost : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("daylight-walk-").FullName;
    private DemoHost? _demo;
    private readonly PortalFolders _folders;
    private Exchange? _exchange;
    private WebApplication? _portal;
    private WebApplication? _app;

    public DemoCounty County => _demo!.County;

    internal Node Node => _demo!.Node;

    public DemoCountyHost() => _folders = PortalFolders.Below(_data);

    /// <summary>The clock under the demonstration's.</summary>
    protected virtual TimeProvider Under => TimeProvider.System;

    public virtual async ValueTask InitializeAsync()
    {
        _demo = await DemoHost.Open(
            HostPlace.Of(new NodeOptions(_data) { Time = Under }),
            (_, _) => { },
            CancellationToken.None
        );
        _exchange = new Exchange(_demo.Node, _folders, []);
        _portal = DaylightWeb.Build(
            PortalHost.Options(
                new DaylightWebOptions { Url = "http://127.0.0.1:0", Place = "象山县" },
                _folders,
                new PortalSetting { DemoHref = "/demo" }
            ) with
            {
                // What was answered a moment ago is of the time before the exchange.
                Keep = null,
            }
        );
        await _portal.StartAsync();
        await Exchange();
        _app = DaylightWeb.Build(
            new DaylightWebOptions
            {
                Url = "http://127.0.0.1:0",
                DataFolder = _data,
                Demo = true,
                Place = "象山县",
                Time = _demo.Clock,
                Portal = _portal.Address(),
                Faces = [.. Mechanisms.Faces(_demo.Node), new PublicLinks(), new DemoFace()],
                Services = _demo.Add,
                Limits = new() { PostsPerMinute = 10_000 },
            }
        );
        await _app.StartAsync();
    }

    /// <summary>The folder that holds all that the host keeps.</summary>
    internal string Data => _data;

    /// <summary>Where desk and portal are.</summary>
    internal Uri Address => _app!.Address();

    /// <summary>The demonstration's time.</summary>
    public DateTimeOffset Now => _demo!.Clock.GetUtcNow();

    /// <summary>Moves the demonstration on to an instant, and lapses what is due then.</summary>
    internal async Task MoveTo(DateTimeOffset instant)
    {
        _demo!.Clock.Advance(instant - Now);
        await new Daylight.Proceedings.DutyWorker(
            _demo.Node.Logs[0].Clerk,
            _demo.Node.Store,
            _demo.Clock
        ).LapseDue();
    }

    /// <summary>Every endpoint of desk and portal, as their own route tables have them: method (or * for any) and pattern.</summary>
    internal IReadOnlyList<(string Method, string Pattern)> Routes =>
        [.. RoutesOf(portal: false).Concat(RoutesOf(portal: true)).Distinct()];

    /// <summary>The endpoints of one of both hosts.</summary>
    internal IEnumerable<(string Method, string Pattern)> RoutesOf(bool portal) =>
        (portal ? _portal! : _app!)
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method =>
                    (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
                )
            )
            .Distinct();

    /// <summary>A browser without script in which this person signed in; null signs nobody in.</summary>
    internal async Task<Walker> As(string? person)
    {
        var walker = new Walker(_app!.Address())
        {
            Token = person is null ? null : DemoVisitors.Token + person,
        };
        if (person is not null)
        {
            var demo = await walker.Open("/demo");
            Assert.Equal(
                County.Doors.Any(door => door.Admin is not null && door.Who == person)
                    ? "/desk/admin"
                    : "/desk",
                (await walker.Send(Walker.Form(demo, person))).Location
            );
        }

        return walker;
    }

    /// <summary>A program with the token of a person; null for one without.</summary>
    internal ApiProgram Program(string? person) =>
        new(_app!.Address(), person is null ? null : DemoVisitors.Token + person);

    /// <summary>Hands in an act for a person of the county, past every page.</summary>
    internal Task<Daylight.Proceedings.Outcome> Perform(Daylight.Proceedings.Act act, string person) =>
        _demo!
            .Node.Logs[0]
            .Clerk.Perform(
                new Daylight.Proceedings.Submission(
                    Daylight.Proceedings.FactIds.New(Now),
                    act,
                    County.People.Single(known => known.Id == person).Mandate
                )
            );

    /// <summary>Publishes what is recorded and hands what is public to the portal, at once.</summary>
    internal async Task Exchange()
    {
        foreach (var log in _demo!.Node.Logs)
        {
            await log.Publisher.Publish();
        }

        await _exchange!.Step();
        // The portal looks anew at most once a second.
        await Task.Delay(1100);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _exchange?.Dispose();
        if (_portal is not null)
        {
            await _portal.StopAsync();
            await _portal.DisposeAsync();
        }

        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }
}

/// <summary>What a form would send: where to, and the value of every control that takes part.</summary>
internal sealed record FilledForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>With the value of the button that sends it.</summary>
    public FilledForm And(string name, string value) => this with { Fields = [.. Fields, new(name, value)] };

    /// <summary>With one field filled in.</summary>
    public FilledForm With(string name, string value)
    {
        Assert.Contains(Fields, field => field.Key == name);
        return this with { Fields = [.. Fields.Where(field => field.Key != name), new(name, value)] };
    }
}

/// <summary>What came back.</summary>
internal sealed record Answered(int Status, string? Location, string Body, IHtmlDocument Page);
