using System.Runtime.InteropServices;
using System.Text.Json;

namespace Daylight.Ledger;

/// <summary>JSON in the one form of RFC 8785 (JCS), so that equal content has equal bytes.</summary>
/// <remarks>
/// Refused with a <see cref="MalformedJsonException"/>: whatever RFC 8259 refuses, duplicate keys, lone surrogates,
/// bytes that are no UTF-8, a byte order mark, nesting above <see cref="Limits.JsonDepth"/>, and numbers that a double
/// cannot carry: integers whose digits would change, and numbers that become infinite or zero. Fractions are rounded
/// to the nearest double, as RFC 8785 does; exact decimals belong in strings.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>The canonical form of one JSON value in UTF-8, with white space around it allowed.</summary>
    public static byte[] Canonicalize(ReadOnlySpan<byte> utf8Json)
    {
        if (CanonicalScan.IsPlain(utf8Json))
        {
            return utf8Json.ToArray();
        }

        var rewriter = new JsonRewriter(utf8Json);
        try
        {
            return rewriter.Rewrite().ToArray();
        }
        finally
        {
            rewriter.Return();
        }
    }

    /// <summary>Whether the bytes are JSON in canonical form already. Bytes that are no JSON are not; nothing is thrown.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            Require(utf8Json);
            return true;
        }
        catch (MalformedJsonException)
        {
            return false;
        }
    }

    /// <summary>Passes when the bytes are canonical, and otherwise says where they first are not.</summary>
    /// <exception cref="MalformedJsonException">when they are no JSON, or JSON in another form.</exception>
    public static void Require(ReadOnlySpan<byte> utf8Json)
    {
        if (CanonicalScan.IsPlain(utf8Json))
        {
            return;
        }

        var rewriter = new JsonRewriter(utf8Json);
        try
        {
            var canonical = rewriter.Rewrite();
            if (!canonical.SequenceEqual(utf8Json))
            {
                var same = canonical.CommonPrefixLength(utf8Json);
                throw JsonRewriter.Malformed(
                    "JSON is valid but not in canonical form (RFC 8785)",
                    utf8Json,
                    same
                );
            }
        }
        finally
        {
            rewriter.Return();
        }
    }

    /// <summary>The canonical form of an element; comments that its document skipped are refused.</summary>
    public static byte[] Of(JsonElement element) => Canonicalize(JsonMarshal.GetRawUtf8Value(element));
}
