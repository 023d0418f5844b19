using System.Buffers;
using System.Runtime.InteropServices;

namespace Daylight.Ledger;

internal ref partial struct JsonRewriter
{
    private void Object()
    {
        Enter();
        Put((byte)'{');
        var first = open;
        var bodyStart = written;
        var ascending = true;
        SkipSpace();
        if (Peek() != '}')
        {
            OneMember();
            while (Peek() == ',')
            {
                at++;
                Put((byte)',');
                SkipSpace();
                OneMember();
                ascending &= Order(members[open - 2], members[open - 1]) < 0;
            }
        }

        if (!ascending)
        {
            Sort(members.AsSpan(first, open - first), bodyStart);
        }

        open = first;
        Leave((byte)'}', "Expected ',' or '}' in an object");
    }

    private void OneMember()
    {
        if (Peek() != '"')
        {
            throw Malformed("Expected a key in double quotes", input, at);
        }

        var member = new Member(InputAt: at, Start: written, KeyEnd: 0, End: 0);
        var escaped = String();
        member = member with { KeyEnd = written, Escaped = escaped };
        SkipSpace();
        if (Peek() != ':')
        {
            throw Malformed("Expected ':' after a key", input, at);
        }

        at++;
        Put((byte)':');
        Element();
        if (open == members.Length)
        {
            GrowMembers();
        }

        members[open++] = member with { End = written };
    }

    /// <summary>Puts the members written since <paramref name="bodyStart"/> into the order of their keys.</summary>
    private readonly void Sort(Span<Member> unsorted, int bodyStart)
    {
        // A copy of the text lets every member be moved to its place in one pass.
        var body = written - bodyStart;
        var copy = ArrayPool<byte>.Shared.Rent(body);
        output.AsSpan(bodyStart, body).CopyTo(copy);
        var text = output;
        unsorted.Sort((left, right) => Order(text, left, right));
        RefuseDuplicates(unsorted);

        var to = bodyStart;
        foreach (ref readonly var member in unsorted)
        {
            if (to != bodyStart)
            {
                output[to++] = (byte)',';
            }

            var length = member.End - member.Start;
            copy.AsSpan(member.Start - bodyStart, length).CopyTo(output.AsSpan(to));
            to += length;
        }

        ArrayPool<byte>.Shared.Return(copy, clearArray: true);
    }

    private readonly void RefuseDuplicates(ReadOnlySpan<Member> sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (Order(sorted[i - 1], sorted[i]) == 0)
            {
                var second = Math.Max(sorted[i - 1].InputAt, sorted[i].InputAt);
                throw Malformed("The key stands twice in one object", input, second);
            }
        }
    }

    private readonly int Order(in Member left, in Member right) => Order(output, left, right);

    /// <summary>Order of two keys by their UTF-16 code units, as RFC 8785 section 3.2.3 demands.</summary>
    private static int Order(byte[] text, in Member left, in Member right)
    {
        var a = text.AsSpan(left.Start + 1, left.KeyEnd - left.Start - 2);
        var b = text.AsSpan(right.Start + 1, right.KeyEnd - right.Start - 2);
        if (left.Escaped || right.Escaped)
        {
            return string.CompareOrdinal(Unescape(a), Unescape(b));
        }

        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length - b.Length : Rank(a[same]) - Rank(b[same]);
    }

    // UTF-8 sorts by code point. UTF-16 differs in one thing: what lies above U+FFFF (lead bytes F0 to F4) is
    // written with surrogates and so comes before U+E000 to U+FFFF (lead bytes EE and EF).
    private static int Rank(byte lead) => lead is 0xEE or 0xEF ? lead + 0x100 : lead;

    private void GrowMembers()
    {
        var larger = ArrayPool<Member>.Shared.Rent(members.Length * 2);
        members.AsSpan(0, open).CopyTo(larger);
        ArrayPool<Member>.Shared.Return(members);
        members = larger;
    }

    /// <summary>Where a member stands: its key in the input, and key (with quotes) and value in the output.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Member(int InputAt, int Start, int KeyEnd, int End, bool Escaped = false);
}
