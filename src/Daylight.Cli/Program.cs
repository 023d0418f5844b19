using System.CommandLine;
using Daylight.Cli;

var root = new RootCommand(
    "阳光 Daylight: supervises the use of public power, and lets the public check it."
);
foreach (var verb in ServeVerbs.Build())
{
    root.Subcommands.Add(verb);
}

root.Subcommands.Add(CalendarVerbs.Build());
root.Subcommands.Add(LogVerbs.Build());
root.Subcommands.Add(VerifyVerb.Build());
root.Subcommands.Add(AuditVerb.Build());
root.Subcommands.Add(ViewsVerbs.Build());
foreach (var verb in BackupVerbs.Build())
{
    root.Subcommands.Add(verb);
}

root.Subcommands.Add(PublishVerbs.Build());
root.Subcommands.Add(RegistryVerbs.Build());
root.Subcommands.Add(FirstLinks.Build());
root.Subcommands.Add(NormsVerbs.Build());
foreach (var verb in CaseVerbs.Build())
{
    root.Subcommands.Add(verb);
}

return await root.Parse(args).InvokeAsync();
