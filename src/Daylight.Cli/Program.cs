using System.CommandLine;

var root = new RootCommand("阳光 Daylight: supervises the use of public power, and lets the public check it.");
return await root.Parse(args).InvokeAsync();
