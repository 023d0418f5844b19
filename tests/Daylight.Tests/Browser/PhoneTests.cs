using System.Globalization;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Habits;
using Daylight.Tests.Web;

namespace Daylight.Tests.Browser;

/// <summary>A township secretary signs, answers and names who does it: three taps each from the list of his unit's duties.</summary>
public sealed class PhoneTests(Chromium chromium, DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private const string Title = "三次点按内签收答复交办";

    [Fact]
    public async Task Signing_answering_and_delegating_take_three_taps_each_on_a_phone()
    {
        await Assigned();
        var album = new Album("phone");
        await using var phone = await chromium.Open(county.Address, Screen.Hand);
        await phone.Go("/demo");
        await phone.Follow("#p-li button");

        var taps = new Taps(phone);
        await phone.Go("/desk");
        await album.Take(phone, "duties");
        await taps.Follow("#sign-three-taps button");
        Assert.InRange(taps.Count, 1, 3);
        Assert.Equal(ItemPhase.InHand, await Phase());

        taps = new Taps(phone);
        await phone.Go("/desk");
        await taps.Follow($"「{Title}」");
        await album.Take(phone, "item");
        await taps.Open("v-progress");
        await phone.Fill("#v-progress [name=text]", "已排定工期，本周进场。");
        await album.Take(phone, "answer");
        await taps.Follow("#v-progress .form-end button");
        Assert.InRange(taps.Count, 1, 3);
        Assert.Contains("已排定工期", await phone.Main(), StringComparison.Ordinal);

        taps = new Taps(phone);
        await phone.Go("/desk");
        await taps.Follow($"「{Title}」");
        await taps.Open("v-entrust");
        await phone.Fill("#v-entrust [name=department]", "市政科");
        await phone.Fill("#v-entrust [name=person]", "p-li");
        await album.Take(phone, "delegate");
        await taps.Follow("#v-entrust .form-end button");
        Assert.InRange(taps.Count, 1, 3);
        Assert.Contains("市政科", await phone.Main(), StringComparison.Ordinal);
        Found.None(phone.Faults);
    }

    /// <summary>Counts what a finger does beside typing.</summary>
    private sealed class Taps(Window window)
    {
        public int Count { get; private set; }

        public Task Follow(string what)
        {
            Count++;
            return window.Follow(what);
        }

        /// <summary>Unfolds a form that is folded away; one that is open already takes no tap.</summary>
        public async Task Open(string form)
        {
            if (!await window.Shows($"#{form} button"))
            {
                Count++;
                await window.Click($"details:has(#{form}) > summary");
            }
        }
    }

    private async Task<ItemPhase> Phase()
    {
        using var program = county.Program("p-li");
        var one = (await program.Get("/api/items/three-taps")).Ok();
        return Enum.Parse<ItemPhase>(one.Body.GetProperty("item").GetProperty("phase").GetString()!);
    }

    private async Task Assigned()
    {
        foreach (
            var (act, person) in new (Daylight.Proceedings.Act, string)[]
            {
                (
                    new Propose.Act(
                        "three-taps",
                        Title,
                        ItemSource.Meeting,
                        "县政府第41次常务会议纪要",
                        "按期完成。",
                        "o-county-head",
                        "u-zhujian",
                        [],
                        string.Create(CultureInfo.InvariantCulture, $"by:{county.Now.AddDays(1):yyyy-MM-dd}"),
                        false
                    ),
                    "p-wang"
                ),
                (new Approve.Act("three-taps", county.Now.Year), "p-zhang"),
                (new Assign.Act("three-taps", ""), "p-wang"),
            }
        )
        {
            Assert.IsType<Daylight.Proceedings.Outcome.Recorded>(await county.Perform(act, person));
        }
    }
}
