using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Supervision.LookBack;

/// <summary>How far a draw is.</summary>
public enum DrawStanding
{
    None,

    /// <summary>待公布</summary>
    Announced,

    /// <summary>已公布，等随机数</summary>
    Posted,

    /// <summary>已抽取，回头看中</summary>
    Made,

    /// <summary>已公布结果</summary>
    Concluded,

    /// <summary>已作废</summary>
    Voided,
}

/// <summary>A draw as its stream tells it.</summary>
/// <param name="Looked">Numbers of the items that were looked at, with whether they held.</param>
public sealed record Draw(
    string Id,
    DateOnly From,
    DateOnly To,
    ImmutableArray<string> Pool,
    int Size,
    ImmutableArray<string> Sources,
    DateOnly SeedsOn,
    string Office,
    string AnnouncedBy,
    string Record,
    ImmutableArray<string> Values,
    string Key,
    ImmutableArray<int> Places,
    ImmutableDictionary<string, bool> Looked,
    DrawStanding Standing
) : IState<Draw>
{
    public static Draw Start { get; } =
        new(
            "",
            default,
            default,
            [],
            0,
            [],
            default,
            "",
            "",
            "",
            [],
            "",
            [],
            ImmutableDictionary<string, bool>.Empty,
            DrawStanding.None
        );

    public static StreamRef<Draw> At(string id) => new(DrawStreams.Of(id));

    /// <summary>The numbers of the items drawn, in the order of the draw.</summary>
    public IEnumerable<string> Drawn => Places.Select(place => Pool[place - 1]);

    public AuditedRate Rate => new(Looked.Count, Looked.Values.Count(held => held));

    public Draw Apply(Fact fact) =>
        fact switch
        {
            DrawAnnounced f => Start with
            {
                Id = f.Draw,
                From = f.From,
                To = f.To,
                Pool = [.. f.Pool],
                Size = f.Size,
                Sources = [.. f.Sources],
                SeedsOn = f.SeedsOn,
                Office = f.Office,
                AnnouncedBy = f.AnnouncedBy,
                Standing = DrawStanding.Announced,
            },
            DrawCleared f => this with { Record = f.Record, Standing = DrawStanding.Posted },
            DrawVoided => this with { Standing = DrawStanding.Voided },
            DrawMade f => this with
            {
                Values = [.. f.Values],
                Key = f.Key,
                Places = [.. f.Places],
                Standing = DrawStanding.Made,
            },
            LookRecorded f => this with { Looked = Looked.SetItem(f.Number, f.Held) },
            DrawConcluded => this with { Standing = DrawStanding.Concluded },
            _ => this,
        };

    /// <summary>What the public reads of it now.</summary>
    internal DrawPosted Posted(int edition, string record, string result, DateOnly on) =>
        new(
            record,
            edition,
            Title,
            [.. Pool],
            Size,
            [.. Sources],
            SeedsOn,
            [.. Values],
            Key,
            [.. Places],
            result,
            on
        );

    internal string Title => $"办结事项回头看公开抽查（{Say(From)}至{Say(To)}办结）";

    private static string Say(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}

/// <summary>The live draws, one per period: who may draw twice can choose.</summary>
internal sealed record DrawRegister(ImmutableDictionary<string, (DateOnly From, DateOnly To)> Live)
    : IState<DrawRegister>
{
    public static DrawRegister Start { get; } =
        new(ImmutableDictionary<string, (DateOnly From, DateOnly To)>.Empty);

    public static StreamRef<DrawRegister> Ref { get; } = new(DrawStreams.Register);

    /// <summary>A live draw whose period meets this one, or null. Both ends belong to a period.</summary>
    public string? Meeting(DateOnly from, DateOnly to) =>
        Live.Where(known => known.Value.From <= to && from <= known.Value.To)
            .Select(known => known.Key)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    public DrawRegister Apply(Fact fact) =>
        fact switch
        {
            DrawAnnounced f => new(Live.SetItem(f.Draw, (f.From, f.To))),
            DrawVoided f => new(Live.Remove(f.Draw)),
            _ => this,
        };
}
