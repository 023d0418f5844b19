using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>A situation read from text, or the faults of the text.</summary>
public sealed record GivenText(Situation? Situation, ImmutableArray<Fault> Faults);

/// <summary>Reads a situation in the words of the worked cases, for whoever asks one norm.</summary>
public static class Asking
{
    /// <param name="file">The name that faults show.</param>
    /// <param name="text">YAML or JSON: the content of <c>given</c>, or a map that holds <c>given</c> and perhaps <c>on</c>.</param>
    /// <param name="on">The moment of asking; null: the text must say it.</param>
    /// <param name="norm">The norm that will be asked: a name that it does not read is a fault.</param>
    public static GivenText Read(string file, string text, DateTimeOffset? on, Norm norm)
    {
        var faults = new Faults();
        var root =
            YamlTree.Read(file, text, faults)
            ?? (faults.Any ? null : new Node.Map(new Place(file, 1, 1), []));
        if (root is not Node.Map map)
        {
            if (root is not null)
            {
                faults.Add(root, new Phrase("这里应是 given 的内容", "the content of 'given' stands here"));
            }

            return new GivenText(null, faults.All);
        }

        var reader = new Reader(faults);
        var whole = new Fields(map, reader);
        var wrapped = map.Find("given") is not null;
        var moment = wrapped ? CaseReading.Moment(whole, "on") ?? on : on;
        var given = wrapped ? whole.Inner("given") : whole;
        if (moment is null)
        {
            faults.Add(
                map,
                new Phrase("没有写明哪一天问", "the day of asking is missing"),
                new Phrase("写 on: 2026-05-08，或用 --on", "write on: 2026-05-08, or use --on")
            );
        }

        if (given is null || moment is not { } at)
        {
            return new GivenText(null, faults.All);
        }

        var situation = CaseReading.Situation(given, at);
        CaseReading.CheckNames(given, norm);
        return faults.Any ? new GivenText(null, faults.All) : new GivenText(situation, faults.All);
    }

    /// <summary>A day (its end) or a moment, as <c>on:</c> writes it; null where it is neither.</summary>
    public static DateTimeOffset? Moment(string text) =>
        Conditions.Plain(new Node.Scalar(default, text, Quoted: false)) switch
        {
            Value.Moment moment => moment.At,
            Value.Day day => Shanghai.EndOf(day.Date),
            _ => null,
        };
}
