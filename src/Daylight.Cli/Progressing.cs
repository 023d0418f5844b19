using Spectre.Console;

namespace Daylight.Cli;

/// <summary>Long work shown as a bar where somebody looks at a terminal, and silently where nobody does.</summary>
internal static class Progressing
{
    /// <param name="error">Where the bar is drawn; results go to the other stream.</param>
    /// <param name="work">Gets a way to say what is done, how much, and of how much.</param>
    public static async Task<T> Run<T>(TextWriter error, Func<Action<string, double, double>, Task<T>> work)
    {
        if (error != Console.Error || Console.IsErrorRedirected)
        {
            return await work((_, _, _) => { });
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
        );
        return await console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async bars =>
            {
                var tasks = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                return await work(
                    (what, done, total) =>
                    {
                        lock (tasks)
                        {
                            if (!tasks.TryGetValue(what, out var bar))
                            {
                                tasks[what] = bar = bars.AddTask(Markup.Escape(what));
                            }

                            bar.MaxValue = Math.Max(1, total);
                            bar.Value = done;
                        }
                    }
                );
            });
    }
}
