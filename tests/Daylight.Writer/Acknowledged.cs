using System.Text;

namespace Daylight.Writer;

/// <summary>Says which acts were acknowledged: one unbuffered write per act, so that no line is ever half there.</summary>
internal sealed class Acknowledged(Stream output) : IAsyncDisposable
{
    private readonly Lock _one = new();

    public void Say(string act)
    {
        var line = Encoding.ASCII.GetBytes($"ack {act}\n");
        lock (_one)
        {
            output.Write(line);
        }
    }

    public ValueTask DisposeAsync() => output.DisposeAsync();
}
