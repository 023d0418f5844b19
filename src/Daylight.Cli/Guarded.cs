using System.Text.Encodings.Web;
using System.Text.Json;
using Daylight.Crypto;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Cli;

/// <summary>How verbs that work on a node answer: exit codes, words and JSON.</summary>
internal static class Guarded
{
    /// <summary>Done, or good.</summary>
    public const int Good = 0;

    /// <summary>Refused, or not good.</summary>
    public const int NotGood = 1;

    /// <summary>The input is not understood.</summary>
    public const int NotUnderstood = 2;

    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static void Json(this TextWriter to, object value) =>
        to.WriteLine(JsonSerializer.Serialize(value, s_readable));

    public static void Say(this TextWriter to, Phrase says)
    {
        to.WriteLine(says.Zh);
        if (says.En != says.Zh)
        {
            to.WriteLine(says.En);
        }
    }

    /// <summary>Runs a verb and turns what may go wrong by nature into words and exit code 1.</summary>
    public static async Task<int> Run(TextWriter error, Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (InDoubtException fault)
        {
            error.Say(fault.Says);
        }
        catch (Openness.Publication.PublicationRefusedException fault)
        {
            error.Say(fault.Says);
        }
        catch (Exception fault)
            when (fault
                    is CryptographyMissingException
                        or StoreFailedException
                        or Proceedings.LogRefusedException
                        or Ledger.MalformedException
                        or UnauthorizedAccessException
                        or IOException
            )
        {
            error.Say(new Phrase($"未能办理：{fault.Message}", fault.Message));
        }

        return NotGood;
    }
}
