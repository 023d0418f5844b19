namespace Daylight.Registry;

/// <summary>What is wrong with a unit's code.</summary>
public enum UnitCodeFault
{
    /// <summary>Neither 18 characters (social credit) nor 6, 9 or 12 digits (division, town, village).</summary>
    Length,

    /// <summary>A character that the code does not use.</summary>
    Character,

    /// <summary>The check character does not fit the other seventeen.</summary>
    Check,
}

/// <summary>
/// Codes of units: 统一社会信用代码 (GB 32100-2015, 18 characters with a check character) or the codes of GB/T 2260
/// and of statistics (6, 9 or 12 digits).
/// </summary>
public static class UnitCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>What is wrong, or null where nothing is.</summary>
    public static UnitCodeFault? Fault(string code) =>
        code.Length switch
        {
            18 => CreditFault(code),
            6 or 9 or 12 => code.All(char.IsAsciiDigit) ? null : UnitCodeFault.Character,
            _ => UnitCodeFault.Length,
        };

    private static UnitCodeFault? CreditFault(string code)
    {
        if (code.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return UnitCodeFault.Character;
        }

        // GB 32100: weights 3^i mod 31; check = (31 - sum mod 31) mod 31.
        var (sum, weight) = (0, 1);
        foreach (var c in code[..17])
        {
            sum += Alphabet.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31] == code[17] ? null : UnitCodeFault.Check;
    }
}
