using System.Diagnostics;
using Daylight.Accounts;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Web;
using Daylight.Web;

namespace Daylight.Tests.Accounts;

/// <summary>A served node and a certified OpenID provider in a process of its own, connected by the security administrator.</summary>
public sealed class RealProvider : IAsyncLifetime
{
    public const string Secret = "a-client-secret-for-tests-only-0123456789";

    private static readonly string s_folder = Path.Combine(Repository.Root, "eng", "oidc");

    private readonly HttpClient _client = new();
    private Process? _process;
    private AccountsHost? _host;

    internal AccountsHost Host => _host!;

    /// <summary>Null where it runs; else why it cannot.</summary>
    public string? Missing { get; private set; }

    public string Issuer { get; private set; } = "";

    internal IReadOnlyDictionary<AdministratorRole, Person> Administrators { get; private set; } =
        new Dictionary<AdministratorRole, Person>();

    public async ValueTask InitializeAsync()
    {
        Missing = await Install();
        if (Missing is not null)
        {
            return;
        }

        // The provider's clock is the machine's, so ours begins there.
        _host = await AccountsHost.Start(at: TimeProvider.System.GetUtcNow());
        await File.WriteAllTextAsync(
            Path.Combine(_host.Data, "node", "keys", "sign-in-provider.secret"),
            Secret + "\n"
        );
        _process = Process.Start(
            new ProcessStartInfo(
                "node",
                [Path.Combine(s_folder, "provider.mjs"), _host.Address.ToString().TrimEnd('/')]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        while (Issuer.Length == 0)
        {
            var line =
                await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("The provider ended before it answered.");
            Issuer = line.StartsWith("issuer ", StringComparison.Ordinal) ? line["issuer ".Length..] : "";
        }

        Administrators = await _host.AppointAll();
        await Connect("daylight");
        foreach (var number in Enumerable.Range(0, 10))
        {
            await _host.Office($"u-{number}", $"33022500{number}", $"o-{number}", $"p-{number}");
        }
    }

    /// <summary>The security administrator fills in the form of the page of administration.</summary>
    public async Task Connect(string client) =>
        await Administrators[AdministratorRole.Security]
            .Browser.Do(
                "/desk/admin",
                "provider",
                ("name", "县统一认证"),
                ("issuer", Issuer),
                ("client", client)
            );

    /// <summary>The provider's next token is wrong in one way.</summary>
    public async Task Spoil(string kind) =>
        (await _client.PostAsync($"{Issuer}/spoil/{kind}", null)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(5000))
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _client.Dispose();
    }

    /// <summary>Installs what the lock file names, where it is not there yet.</summary>
    private static async Task<string?> Install()
    {
        if (Directory.Exists(Path.Combine(s_folder, "node_modules", "oidc-provider")))
        {
            return null;
        }

        try
        {
            using var npm = Process.Start(
                new ProcessStartInfo("npm", ["ci", "--silent", "--no-audit", "--no-fund"])
                {
                    WorkingDirectory = s_folder,
                }
            )!;
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0 ? null : "npm ci in eng/oidc did not work";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "node and npm are missing";
        }
    }
}
