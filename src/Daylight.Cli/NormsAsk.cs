using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary><c>daylight norms ask</c>: one norm about one situation.</summary>
internal static partial class NormsVerbs
{
    private static Command Ask()
    {
        var (norm, packs, json) = (NormArgument(), Packs(), Json());
        var given = new Option<string>("--given")
        {
            Description =
                "写明情形的文件，用情形的写法；- 为标准输入。 The situation, in the words of the worked cases; - is standard input.",
            Required = true,
        };
        var on = new Option<string?>("--on")
        {
            Description = "哪一天（或时刻）问：2026-05-08。 The day or moment of asking.",
        };
        var command = new Command("ask", "就一个情形问一条规则。 Ask one norm about a situation.")
        {
            norm,
            given,
            on,
            packs,
            json,
        };
        command.SetAction(parsed =>
            With(
                parsed,
                parsed.GetValue(packs),
                read =>
                    Find(parsed, read, parsed.GetRequiredValue(norm)) is { } found
                        ? Asked(
                            parsed,
                            read,
                            found,
                            parsed.GetRequiredValue(given),
                            parsed.GetValue(on),
                            parsed.GetValue(json)
                        )
                        : NotUnderstood
            )
        );
        return command;
    }

    private static int Asked(
        ParseResult parsed,
        ImmutableArray<PackFolder> packs,
        (RulePack Pack, Norm Norm) found,
        string file,
        string? on,
        bool json
    )
    {
        var error = parsed.InvocationConfiguration.Error;
        if (file != "-" && !File.Exists(file))
        {
            error.WriteLine($"找不到“{file}”。 There is no such file.");
            return NotUnderstood;
        }

        if (on is not null && Asking.Moment(on) is null)
        {
            error.WriteLine($"“{on}”不是日期。请写作2026-05-08或者2026-05-08 09:30。 Not a day or moment.");
            return NotUnderstood;
        }

        var text = file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file, Encoding.UTF8);
        var read = Asking.Read(file, text, on is null ? null : Asking.Moment(on), found.Norm);
        if (read.Situation is not { } situation)
        {
            foreach (var fault in read.Faults)
            {
                error.WriteLine(fault);
            }

            return NotUnderstood;
        }

        var words = packs
            .Select(pack => pack.Loaded.Pack)
            .OfType<RulePack>()
            .Aggregate(found.Pack.Words, (words, pack) => words.Over(pack.Words));
        var answer = found.Norm.Ask(situation, WorkCalendar.Shipped, words);
        var output = parsed.InvocationConfiguration.Output;
        if (json)
        {
            output.WriteLine(NormsJson.Text(NormsJson.Of(answer)));
        }
        else
        {
            output.Write(answer.Why.ToChinese());
            output.WriteLine(
                string.Join(' ', answer.Results.Names.Select(name => $"{name}={answer.Results[name]}"))
            );
        }

        return Done;
    }
}
