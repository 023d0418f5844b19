using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Proceedings.Sealing;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Sealing;

/// <summary>Erasing as two persons do it, under a pack that gives the ground.</summary>
internal static class Erasing
{
    public const string Norm = "tests.erase";

    private const string Grounds = """
        - norm: tests.erase
          kind: gate
          title: 销毁的依据
          says: 保存期满、本人申请、不应收集或者有权机关决定的，可以销毁；法定保存期限未满的不得销毁
          source: { document: 个人信息保护法, article: 第四十七条, verified: false }
          since:
            2020-01-01:
              step: case.erased
              holds:
                ground: [retention-ended, asked-by-the-person, wrongly-collected, ordered-by-authority]
                kept-by-law: false
        - norm: tests.other
          kind: gate
          title: 别的关卡
          says: 先公示
          source: { document: 无, verified: false }
          since:
            2020-01-01: { step: something.else, has: [paper] }
        """;

    private const string Words = """
        case.erased: 销毁封存内容
        something.else: 别的事
        paper: 文件
        ground: 事由
        kept-by-law: 法定保存期限未满
        retention-ended: 保存期满
        asked-by-the-person: 本人申请
        wrongly-collected: 不应收集
        ordered-by-authority: 有权机关决定
        """;

    public static Mandate Second { get; } = TestLog.Registrar with { Person = "p2", Office = "o2" };

    public static RulePack Pack { get; } =
        RulePack
            .Load([
                new PackFile("pack.yaml", "pack: tests\ntitle: 测试\nsays: 测试用\n"),
                new PackFile("words.yaml", Words),
                new PackFile("erasing.yaml", Grounds),
            ])
            .Pack!;

    public static EraseCase.ProposeAct Propose(
        string id,
        ErasureReason reason = ErasureReason.RetentionEnded,
        bool keptByLaw = false
    ) => new(id, reason, Norm, keptByLaw);

    public static EraseCase.ConfirmAct Confirm(
        string id,
        ErasureReason reason = ErasureReason.RetentionEnded
    ) => new(id, reason, Norm);

    /// <summary>Puts the pack with the grounds into force, once; two facts.</summary>
    public static async Task HasGrounds(this TestLog log)
    {
        if (log.Clerk.Rules.Packs.Any(pack => pack.Name == "tests"))
        {
            return;
        }

        await log.Grant(new AdoptPack.ProposeAct(Pack.Content));
        Assert.IsType<Outcome.Recorded>(
            await log.Perform(
                new AdoptPack.ConfirmAct(
                    "tests",
                    ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(Pack.Content))
                ),
                mandate: Second
            )
        );
    }

    /// <summary>One person proposes, another decides.</summary>
    /// <returns>The receipt of the decision.</returns>
    public static async Task<Outcome.Recorded> Erase(
        this TestLog log,
        string id,
        ErasureReason reason = ErasureReason.RetentionEnded
    )
    {
        await log.HasGrounds();
        await log.Grant(Propose(id, reason));
        return Assert.IsType<Outcome.Recorded>(await log.Perform(Confirm(id, reason), mandate: Second));
    }
}
