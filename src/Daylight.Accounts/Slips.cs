using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>A printed slip as it is handed out, once.</summary>
/// <param name="Number">Six letters and digits, printed; says which slip it is and opens nothing.</param>
/// <param name="Digits">Eight digits, printed below the QR code for those who type.</param>
/// <param name="Path">What the QR code leads to.</param>
public sealed record PrintedSlip(string Id, string Number, string Digits, string Path, DateTimeOffset Until);

/// <summary>What is printed and shown of an assignment; neither who holds the slip nor anything secret.</summary>
/// <param name="Title">What it is about, e.g. 窗口服务明察.</param>
/// <param name="Where">When and where.</param>
/// <param name="Look">What to look at, a line each.</param>
public sealed record SlipCard(string Title, string Where, string Look);

/// <summary>A slip as whoever hands slips out sees it.</summary>
/// <param name="Bound">A phone opened it.</param>
public sealed record KnownSlip(
    string Id,
    string Number,
    string Assignment,
    SlipCard? Card,
    bool Bound,
    DateTimeOffset Until
);

/// <summary>What a slip opens: one assignment, and nothing beside it.</summary>
/// <param name="Assignment">Opaque id of the assignment in the mechanism that gave it.</param>
/// <param name="Href">Where its page is.</param>
public sealed record SlipVisit(string Slip, string Assignment, string Href, SlipCard? Card = null);

/// <summary>What came of opening a slip.</summary>
public abstract record SlipAnswer
{
    private SlipAnswer() { }

    /// <param name="Device">The secret that this phone keeps from now on.</param>
    public sealed record Opened(SlipVisit Visit, string Device) : SlipAnswer;

    /// <summary>Unknown, used on another phone, over, or revoked: told apart to nobody.</summary>
    public sealed record Refused : SlipAnswer;

    public sealed record Paused(DateTimeOffset Until) : SlipAnswer;
}

/// <summary>
/// Printed slips for members of panels, who have no account: a QR code, or a number with eight digits, opens one
/// assignment and binds it to the phone that opened it first. Neither name nor address is kept with it.
/// </summary>
public sealed class Slips(AccountsDesk desk)
{
    /// <summary>Where QR codes lead, followed by the secret.</summary>
    public const string Road = "/slip/";

    /// <summary>No letters that are read for another one.</summary>
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private sealed record Held(
        string Assignment,
        string Href,
        string Number,
        string Digits,
        string Device,
        SlipCard? Card = null
    );

    /// <summary>Hands out a slip under a mandate that carries <see cref="AccountsPowers.Slips"/>.</summary>
    public async Task<(Outcome Outcome, PrintedSlip? Slip)> Issue(
        Mandate mandate,
        string assignment,
        string href,
        TimeSpan lasts,
        SlipCard? card = null,
        CancellationToken cancel = default
    )
    {
        var (secret, digits) = (Secrets.New(), Secrets.Digits(8));
        var number = string.Concat(RandomNumberGenerator.GetItems<char>(Letters, 6));
        var account = AccountOf(number);
        var row = desk.Row(
            account,
            CredentialKind.Slip,
            Material(new Held(assignment, href, number, Digits(number, digits), "", card)),
            desk.Keys.Mac("slip", secret),
            lasts
        );
        var outcome = await desk.Credentials.Change(
            desk.Submit(new IssueSlip.Act(account, desk.New(row)), mandate),
            [row],
            [],
            cancel
        );
        return outcome is Outcome.Recorded
            ? (outcome, new PrintedSlip(row.Id, number, digits, Road + secret, row.Until!.Value))
            : (outcome, null);
    }

    /// <summary>Opens a slip by the secret of its QR code.</summary>
    /// <param name="device">What this phone kept from before; empty where it kept nothing.</param>
    public async Task<SlipAnswer> Scan(string secret, string device, CancellationToken cancel = default) =>
        await Open(
            await desk.Credentials.By(desk.Keys.Mac("slip", secret), CredentialKind.Slip, cancel),
            device,
            cancel
        );

    /// <summary>Opens a slip by what is typed. Tries are counted by number, so that the eight digits are not guessed.</summary>
    public async Task<SlipAnswer> Type(
        string number,
        string digits,
        string device,
        CancellationToken cancel = default
    )
    {
        var name = number.Trim().ToUpperInvariant();
        var tried = $"slip/{desk.Keys.Mac("slip-number", name)}";
        if (await desk.Lockout.Try(tried, desk.Now, cancel) is { } until)
        {
            return new SlipAnswer.Paused(until);
        }

        var rows = await desk.Credentials.Of(AccountOf(name), cancel);
        var row = rows.LastOrDefault(held => held.KindOf is CredentialKind.Slip);
        var kept = row is null ? "" : Read(row).Digits;
        var typed = Digits(name, digits.Replace(" ", "", StringComparison.Ordinal));
        if (!Same(kept, typed))
        {
            return new SlipAnswer.Refused();
        }

        await desk.Lockout.Forget(tried, cancel);
        return await Open(row, device, cancel);
    }

    /// <summary>The assignment that this phone opened before, while the slip is good.</summary>
    public async Task<SlipVisit?> Of(string slip, string device, CancellationToken cancel = default) =>
        await desk.Credentials.Find(slip, cancel) is { } row
        && row.KindOf is CredentialKind.Slip
        && row.IsGood(desk.Now)
        && Read(row) is { } held
        && held.Device.Length > 0
        && Same(held.Device, desk.Keys.Mac("device", device))
            ? new SlipVisit(row.Id, held.Assignment, held.Href, held.Card)
            : null;

    /// <summary>The slips that are good, the newest first.</summary>
    public async Task<IReadOnlyList<KnownSlip>> All(CancellationToken cancel = default) =>
        [
            .. (await desk.Credentials.All(CredentialKind.Slip, cancel))
                .Where(row => row.IsGood(desk.Now))
                .Select(row =>
                {
                    var held = Read(row);
                    return new KnownSlip(
                        row.Id,
                        held.Number,
                        held.Assignment,
                        held.Card,
                        held.Device.Length > 0,
                        row.Until ?? DateTimeOffset.MaxValue
                    );
                }),
        ];

    /// <summary>Takes a slip back; the phone that opened it sees nothing from its next request on.</summary>
    public async Task<Outcome> Revoke(Mandate mandate, string slip, CancellationToken cancel = default)
    {
        var row = await desk.Credentials.Find(slip, cancel);
        return await desk.Credentials.Change(
            desk.Submit(new IssueSlip.RevokeAct(row?.Account ?? "", slip), mandate),
            [],
            [slip],
            cancel
        );
    }

    private async Task<SlipAnswer> Open(CredentialRow? row, string device, CancellationToken cancel)
    {
        if (row is null || !row.IsGood(desk.Now))
        {
            return new SlipAnswer.Refused();
        }

        var held = Read(row);
        if (held.Device.Length > 0)
        {
            return Same(held.Device, desk.Keys.Mac("device", device))
                ? new SlipAnswer.Opened(new SlipVisit(row.Id, held.Assignment, held.Href, held.Card), device)
                : new SlipAnswer.Refused();
        }

        var secret = Secrets.New();
        var bound = row with { Material = Material(held with { Device = desk.Keys.Mac("device", secret) }) };
        var outcome = await desk.Credentials.Change(
            desk.Submit(
                new IssueSlip.BindAct(row.Account, desk.New(bound), row.Hash(desk.Clerk.Jurisdiction)),
                AccountsDesk.Own(row.Account)
            ),
            [bound],
            [],
            cancel
        );
        return outcome is Outcome.Recorded
            ? new SlipAnswer.Opened(new SlipVisit(row.Id, held.Assignment, held.Href, held.Card), secret)
            : new SlipAnswer.Refused();
    }

    private static string AccountOf(string number) => $"slip-{number}";

    private static byte[] Material(Held held) => JsonSerializer.SerializeToUtf8Bytes(held);

    private static Held Read(CredentialRow row) => JsonSerializer.Deserialize<Held>(row.Material)!;

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private string Digits(string number, string digits) =>
        desk.Keys.Mac("slip-digits", $"{number}\n{digits}");
}
