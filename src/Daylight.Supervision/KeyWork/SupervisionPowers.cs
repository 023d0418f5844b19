using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>Powers on the road of an item.</summary>
public static class SupervisionPowers
{
    /// <summary>拟立项、交办、催办、审核、呈报、办结、销号: the supervision office.</summary>
    public static readonly Power Run = new("supervision.run");

    /// <summary>审签立项: the government, its head, or whom they named (政府督查工作条例 11).</summary>
    public static readonly Power Approve = new("supervision.approve");

    /// <summary>签收、反馈、申请延期、申请退办、报结: the units.</summary>
    public static readonly Power Answer = new("supervision.answer");

    /// <summary>阅示、准予延期、撤项: whoever gave the item.</summary>
    public static readonly Power Give = new("supervision.give");

    /// <summary>公开审核: clears the text that the public reads.</summary>
    public static readonly Power Publish = new("supervision.publish");
}
