using Daylight.Norms;
using Daylight.Openness;
using Daylight.Openness.Drops;
using Daylight.Openness.Faces;
using Daylight.Proceedings.Publishing;
using Daylight.Ui;
using Daylight.Web.Glossary;
using Daylight.Web.Programs;
using Daylight.Web.Rules;

namespace Daylight.Web.Portal;

/// <summary>Where a portal finds what it may see. It opens nothing else.</summary>
/// <param name="Published">Folder of the published database.</param>
/// <param name="Drop">Folder of the drop box.</param>
public sealed record PortalFolders(string Published, string Drop)
{
    /// <summary>The folders below a data folder where nothing else is said.</summary>
    public static PortalFolders Below(string data) =>
        new(Path.Combine(data, "published"), Path.Combine(data, "drop"));
}

/// <summary>The portal as a host of its own: a published database and a drop box, no key, no case, no internal table.</summary>
public static class PortalHost
{
    /// <summary>The options of a host that is a portal and nothing else.</summary>
    public static DaylightWebOptions Options(
        DaylightWebOptions options,
        PortalFolders folders,
        PortalSetting setting
    )
    {
        var record = new PublicRecord(folders.Published, Mechanisms.PublicKinds, options.Time);
        var own = options.Services;
        return options with
        {
            OwnHome = false,
            Keep = TimeSpan.FromSeconds(2),
            Faces =
            [
                new OpennessFace(record, setting with { RulesHref = "/rules" }),
                new PublicRulesFace(record),
                new ProgramsFace(ProgramsFace.Portal, null),
                new GlossaryFace(GlossaryFace.Portal),
            ],
            Services = services =>
            {
                own?.Invoke(services);
                services.AddSingleton(new DropBox(folders.Drop));
                services.AddSingleton<IReadiness>(new PublishedReadiness(record, options.Time));
            },
        };
    }

    /// <summary>Refuses to start a portal where the secrets of a desk lie within its reach.</summary>
    /// <param name="data">The portal's own data folder.</param>
    /// <exception cref="InDoubtException">when there is a ledger, a key, or the address of a database.</exception>
    public static void RefuseSecrets(string data)
    {
        var found = new[] { "ledger.db", "accounts.db", "keys" }
            .Select(name => Path.Combine(data, name))
            .Where(Path.Exists)
            .Concat(
                new[] { NodeOptions.PostgresVariable, NodeOptions.PostgresOwnerVariable }.Where(name =>
                    Environment.GetEnvironmentVariable(name) is not null
                )
            )
            .FirstOrDefault();
        if (found is not null)
        {
            throw new InDoubtException(
                new Phrase(
                    $"门户角色不得接触内部数据，但这里有 {found}。请另用一个目录（--data），并去掉数据库地址。",
                    $"A portal must not reach internal data, but there is {found}. Give it a folder of its own with --data, and no address of a database."
                )
            );
        }
    }
}
