using Daylight.Accounts.Faces.Api;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Ui.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daylight.Supervision.Faces.Api;

/// <summary>
/// An act of supervision beside the road of an item, as programs call it: where, with which fields, and how the act is made of them.
/// The road itself has its descriptions in <see cref="ItemVerb"/>.
/// </summary>
/// <param name="Id">Unique; programs that write clients name their functions after it.</param>
/// <param name="Address">Below /api. A part in braces is read by its name like a field.</param>
/// <param name="Act">The type of the act that <paramref name="Read"/> makes.</param>
/// <param name="Scopes">Powers of which the token needs one.</param>
/// <param name="Read">The act; null where what it is about does not exist for this mandate.</param>
internal sealed record WorkVerb(
    string Id,
    ApiChapter Chapter,
    string Address,
    Phrase Says,
    Type Act,
    IReadOnlyList<Power> Scopes,
    IReadOnlyList<VerbField> Fields,
    Func<WorkCall, Task<Act?>> Read
)
{
    /// <summary>Whether files may come with it.</summary>
    public bool TakesFiles { get; init; }

    /// <summary>Whether it makes something new, whose id is in the answer.</summary>
    public bool Makes { get; init; }

    /// <summary>Whether If-Match is read, as the version that a reading of the matter gave.</summary>
    public bool Versioned { get; init; }

    public IEnumerable<string> PathNames =>
        Address.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
}

/// <summary>One call of such an act.</summary>
/// <param name="Form">Fields and parts of the address, by name.</param>
/// <param name="Id">Of what is made: it follows from who called under which key, so that a call sent again makes the same thing.</param>
internal sealed record WorkCall(VerbForm Form, ApiCall Call, HttpContext Http, ICounter Counter, string Id)
{
    public string this[string name] => Form[name];

    /// <summary>A service that not every host has.</summary>
    public T? Maybe<T>()
        where T : class => Http.RequestServices.GetService<T>();

    public T Service<T>()
        where T : notnull => Http.RequestServices.GetRequiredService<T>();
}

/// <summary>What was recorded.</summary>
/// <param name="Id">Of the thing that it is about.</param>
/// <param name="Log">Origin of the log.</param>
/// <param name="First">Index of the first fact.</param>
internal sealed record WorkAnswer(string Id, string Log, long First, int Count);
