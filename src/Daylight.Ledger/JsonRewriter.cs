using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Daylight.Ledger;

/// <summary>Reads one JSON value and writes its canonical form, in one pass over pooled buffers.</summary>
internal ref partial struct JsonRewriter
{
    private readonly ReadOnlySpan<byte> input;
    private int at;
    private byte[] output;
    private int written;
    private Member[] members;
    private int open;
    private int depth;

    internal JsonRewriter(ReadOnlySpan<byte> utf8Json)
    {
        input = utf8Json;
        output = ArrayPool<byte>.Shared.Rent(Math.Max(256, utf8Json.Length + 64));
        members = ArrayPool<Member>.Shared.Rent(64);
    }

    /// <summary>The canonical form; valid until this is disposed.</summary>
    internal ReadOnlySpan<byte> Rewrite()
    {
        if (!Utf8.IsValid(input))
        {
            throw Malformed("Bytes are not UTF-8 (or hold an encoded surrogate)", input, FirstInvalidByte());
        }

        SkipSpace();
        Value();
        SkipSpace();
        return at == input.Length
            ? output.AsSpan(0, written)
            : throw Malformed("Something follows the JSON value", input, at);
    }

    /// <summary>Gives the buffers back; what <see cref="Rewrite"/> returned is gone.</summary>
    internal void Return()
    {
        ArrayPool<byte>.Shared.Return(output, clearArray: true);
        ArrayPool<Member>.Shared.Return(members);
        output = [];
        members = [];
    }

    internal static MalformedJsonException Malformed(string problem, ReadOnlySpan<byte> input, int position)
    {
        var start = Math.Min(position, input.Length);
        var excerpt = input[start..Math.Min(input.Length, start + 24)];
        return new(problem, position, Encoding.UTF8.GetString(excerpt));
    }

    private void Value()
    {
        switch (Peek())
        {
            case (byte)'{':
                Object();
                break;
            case (byte)'[':
                Array();
                break;
            case (byte)'"':
                String();
                break;
            case (byte)'t':
                Literal("true"u8);
                break;
            case (byte)'f':
                Literal("false"u8);
                break;
            case (byte)'n':
                Literal("null"u8);
                break;
            default:
                Number();
                break;
        }
    }

    private void Array()
    {
        Enter();
        Put((byte)'[');
        SkipSpace();
        if (Peek() != ']')
        {
            Element();
            while (Peek() == ',')
            {
                at++;
                Put((byte)',');
                Element();
            }
        }

        Leave((byte)']', "Expected ',' or ']' in an array");
    }

    private void Element()
    {
        SkipSpace();
        Value();
        SkipSpace();
    }

    private void Literal(ReadOnlySpan<byte> word)
    {
        if (!input[at..].StartsWith(word))
        {
            throw Malformed("Expected a JSON value", input, at);
        }

        at += word.Length;
        Put(word);
    }

    private void Enter()
    {
        if (++depth > Limits.JsonDepth)
        {
            throw Malformed($"JSON is nested deeper than {Limits.JsonDepth} levels", input, at);
        }

        at++;
    }

    private void Leave(byte closing, string otherwise)
    {
        if (Peek() != closing)
        {
            throw Malformed(otherwise, input, at);
        }

        at++;
        depth--;
        Put(closing);
    }

    /// <summary>The next byte, or 0 at the end: no JSON token begins with 0.</summary>
    private readonly byte Peek() => at < input.Length ? input[at] : (byte)0;

    private void SkipSpace()
    {
        while (at < input.Length && input[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
    }

    private void Put(byte one)
    {
        if (written == output.Length)
        {
            Grow(1);
        }

        output[written++] = one;
    }

    private void Put(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > output.Length - written)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(output.AsSpan(written));
        written += bytes.Length;
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(output.Length * 2, written + more));
        output.AsSpan(0, written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(output, clearArray: true);
        output = larger;
    }

    private readonly int FirstInvalidByte()
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(input[position..], out _, out var length) == OperationStatus.Done)
        {
            position += length;
        }

        return position;
    }
}
