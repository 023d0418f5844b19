namespace Daylight.Norms;

/// <summary>The words of the language for kinds and choices, in the order of the enums.</summary>
internal static class Naming
{
    public static readonly string[] Kinds =
    [
        "deadline",
        "cycle",
        "threshold",
        "ranking",
        "quota",
        "separation",
        "gate",
        "tenure",
        "formula",
        "routing",
        "disclosure",
        "record",
    ];

    public static readonly string[] Overrides = ["forbidden", "stricter-only", "allowed"];

    public static readonly string[] CountsBys = ["act", "conduct"];

    public static string Name(this NormKind kind) => Kinds[(int)kind];

    /// <summary>时限, 周期, ...</summary>
    public static Phrase Say(this NormKind kind) =>
        kind switch
        {
            NormKind.Deadline => new Phrase("时限", "deadline"),
            NormKind.Cycle => new Phrase("周期", "cycle"),
            NormKind.Threshold => new Phrase("阈值", "threshold"),
            NormKind.Ranking => new Phrase("排名", "ranking"),
            NormKind.Quota => new Phrase("名额与表决", "quota"),
            NormKind.Separation => new Phrase("职责分离", "separation"),
            NormKind.Gate => new Phrase("前置关卡", "gate"),
            NormKind.Tenure => new Phrase("任期", "tenure"),
            NormKind.Formula => new Phrase("计分", "formula"),
            NormKind.Routing => new Phrase("流转", "routing"),
            NormKind.Disclosure => new Phrase("公开", "disclosure"),
            NormKind.Record => new Phrase("留痕", "record"),
        };

    public static T? Enum<T>(string text, string[] words)
        where T : struct, System.Enum =>
        Array.IndexOf(words, text) is >= 0 and var index ? (T)System.Enum.ToObject(typeof(T), index) : null;
}
