using Daylight.Ui;

namespace Daylight.Web;

/// <summary>What a host is told; everything else it finds in the mechanisms that it is given.</summary>
public sealed record DaylightWebOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Where it listens; port 0 lets the system choose.</summary>
    public string Url { get; init; } = DefaultUrl;

    /// <summary>Keys of the form tokens lie in <c>web-keys</c> below it. Null keeps them in memory, for tests.</summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// The names under which it is called, e.g. <c>daylight.xiangshan.example</c>; none means any. A demonstration
    /// answers to this machine's own names only, so that no foreign page can reach it under a name of its own.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Maps what exists in a demonstration only. Refuses any address but loopback.</summary>
    public bool Demo { get; init; }

    /// <summary>The name of the place in the header, e.g. 象山县.</summary>
    public string Place { get; init; } = "";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The mechanisms, in any order.</summary>
    public IReadOnlyList<IFace> Faces { get; init; } = [];

    /// <summary>Registers what the host cannot know: the store, <see cref="IVisitors"/>, <see cref="IReadiness"/>.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Replaces the console as the place of the log, for tests.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Maps a plain home page at <c>/</c>; false where a face brings its own.</summary>
    public bool OwnHome { get; init; } = true;

    /// <summary>Keeps answers for so long where every answer is the same for everybody: a portal. Null keeps none.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>The portal to which the public addresses are handed on; null where it has an address of its own.</summary>
    public Uri? Portal { get; init; }

    /// <summary>Writes a line per request: method, pattern of the route, status, milliseconds. Never a path or a query.</summary>
    public bool LogRequests { get; init; }

    /// <summary>A collector of OpenTelemetry to which measures are sent; null for none.</summary>
    public Uri? Collector { get; init; }

    public Limits Limits { get; init; } = new();
}

/// <summary>How much a host takes from outside.</summary>
public sealed record Limits
{
    /// <summary>Bytes of a request body; endpoints that take files say more.</summary>
    public long Body { get; init; } = 1024 * 1024;

    /// <summary>Requests at work at the same time; more wait.</summary>
    public int AtOnce { get; init; } = 256;

    /// <summary>Requests that wait at most; beyond it the answer is 503.</summary>
    public int Waiting { get; init; } = 1024;

    /// <summary>Posts a minute from one person, or from one address where nobody is signed in. Offices share addresses.</summary>
    public int PostsPerMinute { get; init; } = 240;
}
