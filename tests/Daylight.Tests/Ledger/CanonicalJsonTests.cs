using System.Text;
using System.Text.Json;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class CanonicalJsonTests
{
    /// <summary>The test data published with RFC 8785: input, canonical output.</summary>
    public static TheoryData<string, string> Published =>
        new()
        {
            {
                """
                    [
                      56,
                      {
                        "d": true,
                        "10": null,
                        "1": [ ]
                      }
                    ]
                    """,
                """[56,{"1":[],"10":null,"d":true}]"""
            },
            {
                """
                    {
                      "peach": "This sorting order",
                      "péché": "is wrong according to French",
                      "pêche": "but canonicalization MUST",
                      "sin":   "ignore locale"
                    }
                    """,
                """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}"""
            },
            {
                """
                    {
                      "1": {"f": {"f": "hi","F": 5} ,"\n": 56.0},
                      "10": { },
                      "": "empty",
                      "a": { },
                      "111": [ {"e": "yes","E": "no" } ],
                      "A": { }
                    }
                    """,
                """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"""
            },
            { "{\n  \"Unnormalized Unicode\":\"A\u030a\"\n}", "{\"Unnormalized Unicode\":\"A\u030a\"}" },
            {
                """
                    {
                      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
                      "literals": [null, true, false]
                    }
                    """,
                """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"""
            },
            {
                """
                    {
                      "\u20ac": "Euro Sign",
                      "\r": "Carriage Return",
                      "\u000a": "Newline",
                      "1": "One",
                      "\u0080": "Control\u007f",
                      "\ud83d\ude02": "Smiley",
                      "\u00f6": "Latin Small Letter O With Diaeresis",
                      "\ufb33": "Hebrew Letter Dalet With Dagesh",
                      "</script>": "Browser Challenge"
                    }
                    """,
                "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser Challenge\","
                    + "\"\u0080\":\"Control\u007f\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                    + "\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
            },
        };

    /// <summary>RFC 8785 appendix B: the bits of a double, and its text.</summary>
    public static TheoryData<ulong, string> Numbers =>
        new()
        {
            { 0x0000000000000000, "0" },
            { 0x8000000000000000, "0" },
            { 0x0000000000000001, "5e-324" },
            { 0x8000000000000001, "-5e-324" },
            { 0x7fefffffffffffff, "1.7976931348623157e+308" },
            { 0xffefffffffffffff, "-1.7976931348623157e+308" },
            { 0x4340000000000000, "9007199254740992" },
            { 0xc340000000000000, "-9007199254740992" },
            { 0x4430000000000000, "295147905179352830000" },
            { 0x44b52d02c7e14af5, "9.999999999999997e+22" },
            { 0x44b52d02c7e14af6, "1e+23" },
            { 0x44b52d02c7e14af7, "1.0000000000000001e+23" },
            { 0x444b1ae4d6e2ef4e, "999999999999999700000" },
            { 0x444b1ae4d6e2ef4f, "999999999999999900000" },
            { 0x444b1ae4d6e2ef50, "1e+21" },
            { 0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7" },
            { 0x3eb0c6f7a0b5ed8d, "0.000001" },
            { 0x41b3de4355555553, "333333333.3333332" },
            { 0x41b3de4355555554, "333333333.33333325" },
            { 0x41b3de4355555555, "333333333.3333333" },
            { 0x41b3de4355555556, "333333333.3333334" },
            { 0x41b3de4355555557, "333333333.33333343" },
            { 0xbecbf647612f3696, "-0.0000033333333333333333" },
            { 0x43143ff3c1cb0959, "1424953923781206.2" },
        };

    [Theory]
    [MemberData(nameof(Published))]
    public void The_published_test_data_comes_out_as_published(string input, string canonical)
    {
        Assert.Equal(canonical, Canonical(input));
        Assert.Equal(canonical, Canonical(canonical));
        Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(canonical)));
        Assert.False(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(input)));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_number_table_of_appendix_B_holds(ulong bits, string text)
    {
        var written = BitConverter.UInt64BitsToDouble(bits).ToString("R", null);

        Assert.Equal(text, Canonical(written));
        Assert.Equal(text, Canonical(text));
    }

    [Fact]
    public void A_double_survives_its_canonical_text()
    {
        var random = new Random(42);
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value))
            {
                continue;
            }

            var text = Canonical("[" + value.ToString("E16", null) + "]");
            Assert.Equal(value, double.Parse(text.AsSpan(1, text.Length - 2), null));
            Assert.Equal(text, Canonical(text));
        }
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"a":3}""", "twice", 13)]
    [InlineData("""{"a":1,"\u0061":3}""", "twice", 7)]
    [InlineData("\"\\ud83d\"", "surrogate", 1)]
    [InlineData("\"\\ude02\\ud83d\"", "surrogate", 1)]
    [InlineData("\"\\ud83dx\"", "surrogate", 1)]
    [InlineData("NaN", "value", 0)]
    [InlineData("[Infinity]", "value", 1)]
    [InlineData("[-Infinity]", "value", 2)]
    [InlineData("1e400", "too large", 0)]
    [InlineData("-1e400", "too large", 0)]
    [InlineData("1e-400", "zero", 0)]
    [InlineData("9007199254740993", "digits", 0)]
    [InlineData("-9007199254740993", "digits", 0)]
    [InlineData("01", "leading zero", 0)]
    [InlineData("-", "value", 1)]
    [InlineData("1.", "digit", 2)]
    [InlineData("1e+", "digit", 3)]
    [InlineData("+1", "value", 0)]
    [InlineData(".5", "value", 0)]
    [InlineData("", "value", 0)]
    [InlineData("{", "key", 1)]
    [InlineData("""{"a":1,}""", "key", 7)]
    [InlineData("[1,]", "value", 3)]
    [InlineData("[1 2]", "']'", 3)]
    [InlineData("""{"a" 1}""", "':'", 5)]
    [InlineData("""{"a":1 "b":2}""", "'}'", 7)]
    [InlineData("\"a", "closing quote", 0)]
    [InlineData("\"a\nb\"", "control character", 2)]
    [InlineData("\"\\x\"", "escape", 1)]
    [InlineData("\"\\u12\"", "four hexadecimal", 1)]
    [InlineData("\"\\u 123\"", "four hexadecimal", 1)]
    [InlineData("tru", "value", 0)]
    [InlineData("true false", "follows", 5)]
    [InlineData("[1]/* */", "follows", 3)]
    [InlineData("\ufeff1", "value", 0)]
    [InlineData("'a'", "value", 0)]
    public void What_RFC_8785_cannot_express_is_refused_with_its_place(
        string json,
        string problem,
        int position
    )
    {
        var fault = Assert.Throws<MalformedJsonException>(() => Canonical(json));

        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
        Assert.Equal(position, fault.Position);
        Assert.False(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused_at_the_first_bad_one()
    {
        var overlong = Assert.Throws<MalformedJsonException>(() =>
            CanonicalJson.Canonicalize([.. "\"a"u8, 0xC0, 0x80, (byte)'"'])
        );
        var surrogate = Assert.Throws<MalformedJsonException>(() =>
            CanonicalJson.Canonicalize([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'])
        );

        Assert.Equal(2, overlong.Position);
        Assert.Equal(1, surrogate.Position);
    }

    [Fact]
    public void Sixty_four_levels_are_allowed_and_sixty_five_are_not()
    {
        Assert.Equal(128, Canonical(new string('[', 64) + new string(']', 64)).Length);
        Assert.Throws<MalformedJsonException>(() => Canonical(new string('[', 65) + new string(']', 65)));
        Assert.Throws<MalformedJsonException>(() =>
            Canonical(string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65))
        );
    }

    [Fact]
    public void Keys_sort_by_UTF_16_units_and_not_by_code_points()
    {
        Assert.Equal("{\"\ud800\udc00\":1,\"\uffff\":2}", Canonical("{\"\uffff\":2,\"\ud800\udc00\":1}"));
        Assert.Equal(
            "{\"\ud7ff\":0,\"\udbff\udfff\":1,\"\ue000\":2}",
            Canonical("{\"\ue000\":2,\"\udbff\udfff\":1,\"\ud7ff\":0}")
        );
        Assert.Equal(
            """{"\t":1,"\n":2,"\u000b":3," ":4}""",
            Canonical("""{" ":4,"\u000b":3,"\n":2,"\t":1}""")
        );
    }

    [Theory]
    [InlineData("""{"b":1,"a":2}""", 2)]
    [InlineData("""{"a": 1}""", 5)]
    [InlineData("""["\u0061"]""", 2)]
    [InlineData("[1.0]", 2)]
    [InlineData("[-0]", 1)]
    public void Require_names_the_first_byte_that_is_not_canonical(string json, int position)
    {
        var fault = Assert.Throws<MalformedJsonException>(() =>
            CanonicalJson.Require(Encoding.UTF8.GetBytes(json))
        );

        Assert.Equal(position, fault.Position);
    }

    [Fact]
    public void An_element_of_a_document_is_written_canonically()
    {
        using var document = JsonDocument.Parse("""{"x":{"b":"<\u4f60>","a":1.50}}""");

        Assert.Equal(
            """{"a":1.5,"b":"<你>"}""",
            Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement.GetProperty("x")))
        );
    }

    [Fact]
    public void Many_shuffled_keys_come_out_as_ordinal_comparison_sorts_them()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var keys = Enumerable
                .Range(0, 150)
                .Select(_ => RandomKey(random))
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            random.Shuffle(keys);
            var json =
                "{"
                + string.Join(" , ", keys.Select(key => JsonSerializer.Serialize(key) + ":{\"z\":1,\"y\":2}"))
                + "}";
            using var sorted = JsonDocument.Parse(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));

            Assert.Equal(
                keys.Order(StringComparer.Ordinal),
                sorted.RootElement.EnumerateObject().Select(member => member.Name)
            );
        }
    }

    private static string RandomKey(Random random)
    {
        string[] alphabet =
        [
            "a",
            "b",
            "\n",
            "\u0001",
            "\"",
            "\\",
            "é",
            "中",
            "\ue000",
            "\uffff",
            "\ud83d\ude02",
            "\ud7ff",
        ];
        return string.Concat(
            Enumerable.Range(0, random.Next(5)).Select(_ => alphabet[random.Next(alphabet.Length)])
        );
    }

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));
}
