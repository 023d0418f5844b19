using System.Globalization;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.LookBack;

/// <summary>公开抽查: how draws read in the public column, with all that is needed to draw again.</summary>
public sealed class PublishedDraws : IPublicSource
{
    public string Section => "look-back";

    public Phrase Name => new("回头看公开抽查", "Looks back, drawn in public");

    public PublicNotice? Read(Fact fact) =>
        fact is DrawPosted f
            ? new PublicNotice(
                f.Record,
                $"抽查-{f.SeedsOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}",
                f.Title,
                "督查机构",
                Standing(f),
                f.Result.Length > 0,
                f.SeedsOn,
                f.On
            )
            {
                Lines =
                [
                    (new("名单", "Pool"), $"{f.Pool.Count}件，抽取{f.Size}件"),
                    (new("随机数来源", "Sources"), string.Join('；', f.Sources)),
                    .. f.Values.Count == 0
                        ? ((Phrase, string)[])[]
                        :
                        [
                            (new("公布的号码", "Numbers"), string.Join('；', f.Values)),
                            (
                                new("抽中", "Drawn"),
                                string.Join(
                                    '、',
                                    f.Places.Select(place => $"{f.Pool[place - 1]}（第{place}号）")
                                )
                            ),
                        ],
                    .. f.Result.Length > 0 ? ((Phrase, string)[])[(new("结果", "Result"), f.Result)] : [],
                ],
                Draw = new(f.Pool, f.Size, f.Sources, f.SeedsOn, f.Values, f.Places),
            }
            : null;

    private static string Standing(DrawPosted f) =>
        f.Result.Length > 0 ? (f.Values.Count > 0 ? "已公布结果" : "已作废")
        : f.Values.Count > 0 ? "已抽取，回头看中"
        : "已公布名单，等待随机数";
}
