using Daylight.Proceedings;

namespace Daylight.Documents;

/// <summary>Ends the reading of a file inside of this assembly; callers get the refusal as a value.</summary>
internal sealed class FileRefusedException(Refusal refusal) : Exception(refusal.Say().En)
{
    public Refusal Refusal { get; } = refusal;
}
