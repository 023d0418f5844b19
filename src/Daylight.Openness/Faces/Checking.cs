using System.Text.Json;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Openness.Faces;

/// <summary>What a check of a receipt found, for its page.</summary>
/// <param name="Verdict">Null where what was sent is no receipt.</param>
/// <param name="Malformed">Why it is none.</param>
/// <param name="Lines">The fact as its payload has it: names and values.</param>
public sealed record Checked(
    Verdict? Verdict,
    string? Malformed,
    IReadOnlyList<(string Name, string Value)> Lines
);

internal static class Checking
{
    /// <summary>Verifies against the keys that this portal knows. Keeps nothing.</summary>
    public static Checked Of(byte[] bytes, RecordStanding standing)
    {
        var witnesses = standing.Checkpoint.Cosignatures.Select(one => one.Key).ToList();
        try
        {
            var verdict = new Verification(standing.Keys, PolicyOf(witnesses)).OfReceipt(bytes);
            return new(verdict, null, Lines(verdict.Receipt?.Open));
        }
        catch (MalformedException fault)
        {
            return new(null, fault.Message, []);
        }
    }

    private static Policy? PolicyOf(List<VerifierKey> witnesses) =>
        witnesses.Count == 0
            ? null
            : Policy.Parse(
                System.Text.Encoding.UTF8.GetBytes(
                    string.Concat(witnesses.Select(key => $"witness {key.Name} {key}\n")) + "quorum none\n"
                )
            );

    private static IReadOnlyList<(string, string)> Lines(Envelope? open) =>
        open is null ? []
        : JsonDocument.Parse(open.Payload).RootElement is { ValueKind: JsonValueKind.Object } payload
            ? [.. payload.EnumerateObject().Select(field => (field.Name, Text(field.Value)))]
        : [];

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? "",
            JsonValueKind.Null => "—",
            _ => value.GetRawText(),
        };
}
