using System.Reflection;

namespace Daylight.Store.Schema;

/// <summary>The numbered scripts of the durable tables. A database records the number of the last one it ran.</summary>
internal static class Scripts
{
    /// <summary>Number of the newest script; a database with a higher one was written by a newer Daylight.</summary>
    public const int Newest = 1;

    /// <summary>The tables that may only grow; triggers and privileges hold this.</summary>
    public static IReadOnlyList<string> AppendOnly { get; } = ["fact", "fact_stream", "act", "content"];

    /// <summary>All durable tables, in order of creation.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "log_head",
        .. AppendOnly,
        "case_key",
        "checkpoint",
        "served",
        "publisher",
        "tile",
        "subscriber_cursor",
        "view_served",
        "view_beside",
    ];

    /// <summary>
    /// Tables that hold wrapped keys: a backup keeps them in a file of their own, so that what is erased is not in every
    /// old one.
    /// </summary>
    public static IReadOnlyList<string> Wraps { get; } = ["case_key"];

    /// <summary>Tables that no backup holds: views are made again from the log, a lease is of a node that ran.</summary>
    public static IReadOnlyList<string> Passing { get; } = ["publisher", "view_served", "view_beside"];

    /// <summary>The script with its type tokens filled in.</summary>
    public static string Read(string text, string bytes, string tail)
    {
        const string name = "Daylight.Store.Schema.0001-log.sql";
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
