using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Cli;

/// <summary>A verdict for a terminal or as JSON.</summary>
internal static class VerdictText
{
    public static void Show(TextWriter to, Verdict verdict, Phrase? note, bool json)
    {
        if (json)
        {
            to.Json(Json(verdict, note));
            return;
        }

        to.WriteLine(verdict.Says.Zh);
        to.WriteLine(verdict.Says.En);
        foreach (var fault in verdict.Faults)
        {
            to.WriteLine($"  {fault.Zh}");
        }

        if (verdict.Receipt?.Open is { } fact)
        {
            to.WriteLine($"  种类 kind     {fact.Kind}");
            to.WriteLine($"  内容 payload  {Encoding.UTF8.GetString(fact.Payload.Span)}");
        }

        if (verdict.Checkpoint is { } signed)
        {
            to.WriteLine($"  条数 size     {signed.Checkpoint.Size}");
            to.WriteLine($"  根 root       {signed.Checkpoint.Root.ToBase64()}");
            to.WriteLine($"  {verdict.Witnessed.Zh}");
        }

        if (note is not null)
        {
            to.WriteLine(note.Zh);
        }
    }

    private static object Json(Verdict verdict, Phrase? note) =>
        new
        {
            verdict.Good,
            verdict.Says.Zh,
            verdict.Says.En,
            Faults = verdict.Faults.Select(fault => fault.En),
            Log = verdict.Checkpoint?.Checkpoint.Origin,
            verdict.Checkpoint?.Checkpoint.Size,
            Root = verdict.Checkpoint?.Checkpoint.Root.ToBase64(),
            verdict.EntriesRead,
            verdict.Receipt?.Index,
            Fact = Fact(verdict.Receipt),
            Witnesses = verdict.Witnesses.Select(one => new
            {
                one.Name,
                Time = one.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
            }),
            Note = note?.En,
        };

    private static object? Fact(VerifiedReceipt? receipt) =>
        receipt?.Open is { } open
            ? new
            {
                open.Kind,
                open.Id,
                RecordedAt = open.RecordedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null),
                Payload = System.Text.Json.Nodes.JsonNode.Parse(open.Payload.Span),
            }
            : null;
}
