using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.Proposals.Faces;

/// <summary>Pages and endpoints of proposals, of whatever open mechanism. They know HTTP and no rule.</summary>
public sealed class ProposalFace : IFace
{
    public IEnumerable<NavigationEntry> Navigation =>
        [
            new(
                language => Words.Of(typeof(ProposalFace)).Say(language, "nav.proposals"),
                "/desk/proposals",
                25,
                "desk"
            )
            {
                Daily = [ProposalPowers.Hear.Name, ProposalPowers.Answer.Name, ProposalPowers.Decide.Name],
            },
        ];

    public void Add(IServiceCollection services) => services.AddScoped<ProposalReading>();

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/desk/proposal-acts/{verb}", Acting);

    /// <summary>The page of a proposal.</summary>
    internal static string Href(string matter, string proposal) => $"/desk/proposals/{proposal}/{matter}";

    private static async Task<IResult> Acting(string verb, HttpContext http, ICounter counter)
    {
        if (counter.Mandate is not { } mandate)
        {
            return Results.Unauthorized();
        }

        if (ProposalVerb.Find(verb) is not { } known)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync();
        string Field(string name) => form[name].ToString();
        var (matter, proposal) = (Field("matter"), Field("proposal"));
        var act = (ProposalAct)known.Read(matter, proposal, Field);
        var outcome = await counter.Clerk.Perform(
            new Submission(
                Field("act-id"),
                int.TryParse(Field("version"), out var seen) ? act with { Seen = seen } : act,
                mandate
            )
        );
        return outcome switch
        {
            Outcome.Refused { Refusal: NoSuchProposal } => Results.NotFound(),
            Outcome.Refused refused => new RazorComponentResult<ProposalPage>(
                new
                {
                    Proposal = proposal,
                    Matter = matter,
                    SentVerb = verb,
                    Sent = Back(form, refused.Refusal, http),
                }
            ),
            _ => Results.Redirect(Href(matter, proposal)),
        };
    }

    private static Sent Back(IFormCollection form, Refusal refusal, HttpContext http)
    {
        var language = http.Features.Get<Visit>()?.Language ?? Language.ZhHans;
        http.Response.StatusCode = StatusCodes.Status409Conflict;
        return Sent.Of(form, [new FieldFault(null, refusal.Say().In(language))], "act-id", "version");
    }
}
