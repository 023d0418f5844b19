using System.Security.Cryptography;
using Daylight.Accounts.Views;

namespace Daylight.Accounts;

/// <summary>What came of a try to sign in. Why a try was wrong is told to nobody.</summary>
public abstract record SignInAnswer
{
    private SignInAnswer() { }

    /// <summary>The factors are right.</summary>
    public sealed record Right(AccountRow Account) : SignInAnswer;

    /// <summary>Name, password or code is wrong, or there is no such account.</summary>
    public sealed record Wrong : SignInAnswer;

    /// <summary>Too many wrong tries under this name, whether or not it exists.</summary>
    public sealed record Paused(DateTimeOffset Until) : SignInAnswer;
}

/// <summary>Signs in with name, password and one-time code, given together.</summary>
public sealed class SignIn : IDisposable
{
    private readonly AccountsDesk _desk;
    private readonly SemaphoreSlim _hashing = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>Checked where there is no account, so that this takes as long.</summary>
    private readonly byte[] _nobody;
    private readonly byte[] _nothing = RandomNumberGenerator.GetBytes(Totp.SecretSize);
    private long _checked;

    public SignIn(AccountsDesk desk)
    {
        _desk = desk;
        _nobody = Passwords.Keep(Secrets.New(), desk.Options.PasswordRounds);
    }

    /// <summary>Passwords hashed since the start, each at the full count of rounds, whether or not the account exists.</summary>
    public long PasswordsChecked => Interlocked.Read(ref _checked);

    /// <summary>Checks all factors whatever the first of them says. A code is good once.</summary>
    public async Task<SignInAnswer> Try(
        string login,
        string password,
        string code,
        CancellationToken cancel = default
    )
    {
        var name = LoginName.Of(login);
        var tried = $"name/{_desk.Keys.Mac("login", name)}";
        if (await _desk.Lockout.Try(tried, _desk.Now, cancel) is { } until)
        {
            return new SignInAnswer.Paused(until);
        }

        var account = await _desk.Reading.ByLogin(name, cancel);
        if (!await IsRight(account?.Account ?? "", password, code, cancel) || account is null)
        {
            return new SignInAnswer.Wrong();
        }

        await _desk.Lockout.Forget(tried, cancel);
        return new SignInAnswer.Right(account);
    }

    /// <summary>Whether the holder of an account gave his password and a fresh code; for sensitive changes.</summary>
    public async Task<SignInAnswer> Again(
        AccountRow account,
        string password,
        string code,
        CancellationToken cancel = default
    ) => await Try(account.Login, password, code, cancel);

    public void Dispose() => _hashing.Dispose();

    private async Task<bool> IsRight(string account, string password, string code, CancellationToken cancel)
    {
        var rows = await _desk.Credentials.Of(account, cancel);
        var kept = rows.LastOrDefault(row => row.KindOf is CredentialKind.Password);
        var totp = rows.LastOrDefault(row => row.KindOf is CredentialKind.Totp);
        var secret = totp is null ? _nothing : _desk.Keys.Open(totp.Material, $"totp\n{account}") ?? _nothing;
        var step = Totp.StepOf(secret, code, _desk.Now);
        await _hashing.WaitAsync(cancel);
        bool right;
        try
        {
            Interlocked.Increment(ref _checked);
            right = Passwords.IsRight(password, kept?.Material ?? _nobody);
        }
        finally
        {
            _hashing.Release();
        }

        return right
            && kept is not null
            && totp is not null
            && step is { } taken
            && await _desk.Lockout.TakeStep(totp.Id, taken, cancel);
    }
}
