using System.Reflection;

namespace Daylight.Store.Schema;

/// <summary>The numbered scripts of the durable tables. A database records the number of the last one it ran.</summary>
internal static class Scripts
{
    /// <summary>In order; the first has number 1. A database with a higher number was written by a newer Daylight.</summary>
    public static IReadOnlyList<Script> All { get; } =
    [
        new(
            "0001-log.sql",
            ["fact", "fact_stream", "act", "content"],
            [
                "log_head",
                "case_key",
                "checkpoint",
                "served",
                "publisher",
                "tile",
                "subscriber_cursor",
                "view_served",
                "view_beside",
            ]
        ),
        new("0002-sealing.sql", ["attachment"], ["erased_key", "pool"]),
    ];

    /// <summary>Number of the newest script.</summary>
    public static int Newest => All.Count;

    /// <summary>The tables that may only grow; triggers and privileges hold this.</summary>
    public static IReadOnlyList<string> AppendOnly { get; } =
    [.. All.SelectMany(script => script.AppendOnly)];

    /// <summary>All durable tables.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [.. All.SelectMany(script => script.AppendOnly.Concat(script.Others))];

    /// <summary>
    /// Tables that hold wrapped keys (the pool those of cases that have nothing in the log yet): a backup keeps them in a file of their own, so that what is erased is not in every
    /// old one.
    /// </summary>
    public static IReadOnlyList<string> Wraps { get; } = ["case_key", "pool"];

    /// <summary>Columns with wrapped keys, or with what is sealed under one of the same row.</summary>
    public static IReadOnlyList<(string Table, string Column)> Secrets { get; } =
    [("case_key", "wrapped"), ("pool", "wrapped"), ("pool", "box")];

    /// <summary>Tables that no backup holds: views are made again from the log, a lease is of a node that ran.</summary>
    public static IReadOnlyList<string> Passing { get; } = ["publisher", "view_served", "view_beside"];
}

/// <summary>One script.</summary>
/// <param name="File">Its name.</param>
/// <param name="AppendOnly">Tables that it makes and that may only grow.</param>
/// <param name="Others">The other tables that it makes.</param>
internal sealed record Script(string File, IReadOnlyList<string> AppendOnly, IReadOnlyList<string> Others)
{
    /// <summary>Its text with the type tokens filled in.</summary>
    public string Read(string text, string bytes, string tail)
    {
        var name = $"Daylight.Store.Schema.{File}";
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Bug in Daylight: the script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Replace("{text}", text, StringComparison.Ordinal)
            .Replace("{bytes}", bytes, StringComparison.Ordinal)
            .Replace("{tail}", tail, StringComparison.Ordinal);
    }
}
