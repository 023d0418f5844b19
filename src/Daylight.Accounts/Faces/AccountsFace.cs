using System.Reflection;
using Daylight.Proceedings;
using Daylight.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Daylight.Accounts.Faces;

/// <summary>Signing in and out, one's own account, and administration. Knows HTTP and no rule.</summary>
public sealed class AccountsFace(AccountsDesk desk) : IFace
{
    public Assembly Pages => typeof(AccountsFace).Assembly;

    public IEnumerable<NavigationEntry> Navigation =>
        [
            new(
                Words.Of(typeof(AccountsFace)).Later("nav.admin"),
                "/desk/admin",
                80,
                AccountsPowers.Administer
            ),
            new(
                Words.Of(typeof(AccountsFace)).Later("nav.slips"),
                "/desk/slips",
                60,
                AccountsPowers.Slips.Name
            )
            {
                Daily = [],
            },
            new(Words.Of(typeof(AccountsFace)).Later("nav.account"), "/desk/account", 85, AccountVisitors.Own)
            {
                Own = true,
            },
        ];

    public IEnumerable<Door> Doors =>
        [
            Way("slips", "/desk/slips", 40, AccountsPowers.Slips.Name),
            Way("looks", "/desk/account/looks", 80, "desk"),
        ];

    private static Door Way(string key, string href, int order, params IReadOnlyList<string> grants) =>
        new(
            Words.Of(typeof(AccountsFace)).Later($"door.{key}"),
            Words.Of(typeof(AccountsFace)).Later($"door.{key}.what"),
            href,
            order,
            grants
        );

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(desk);
        services.TryAddSingleton<IVisitors>(new AccountVisitors(desk));
        services.AddSingleton(_ => new SignIn(desk));
        services.AddSingleton(new Invitations(desk));
        services.AddSingleton(new Tokens(desk));
        services.AddSingleton(new Slips(desk));
        services.AddSingleton(desk.Drafts);
        services.AddScoped<Ui.Forms.IDrafts, OwnDrafts>();
        services.AddScoped<GrantWords>();
        services.AddScoped<IDutySource, DeputiesWaiting>();
        services.AddSingleton(_ => new ProviderRoad(desk));
        services.AddScoped(request => new Who(
            request.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<SignedIn>()
        ));
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        // A page answers every method at its address; the order lets the posts be taken here.
        routes.MapPost("/sign-in", SignInForm.Post).WithOrder(-1);
        routes.MapPost("/sign-out", SignInForm.Leave);
        routes.MapPost("/invitation/{secret}", InvitationForm.Post).WithOrder(-1);
        OwnForms.Map(routes);
        OfficeForms.Map(routes);
        AdminForms.Map(routes);
        ReceiverForms.Map(routes);
        GatewayForms.Map(routes);
        ManyForms.Map(routes);
        SlipForms.Map(routes);
        TokenForms.Map(routes);
        PasskeyForms.Map(routes);
        ProviderForms.Map(routes);
        FeedForms.Map(routes);
        DraftForms.Map(routes);
    }
}

/// <summary>Who sends this request, for pages to inject.</summary>
public sealed record Who(SignedIn? Now);
