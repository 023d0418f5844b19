namespace Daylight.Documents;

/// <summary>Numbers as documents count their paragraphs: 一, 十, 十二, 二十, 一百零五.</summary>
public static class HanNumbers
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>1 to 999 in words; other numbers in digits.</summary>
    public static string Write(int number) =>
        number switch
        {
            < 1 or > 999 => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            < 10 => Digits[number].ToString(),
            < 20 => $"十{Ones(number % 10)}",
            < 100 => $"{Digits[number / 10]}十{Ones(number % 10)}",
            _ =>
                $"{Digits[number / 100]}百{(number % 100) switch
            {
                0 => "",
                < 10 => $"零{Digits[number % 10]}",
                var rest => $"{Digits[rest / 10]}十{Ones(rest % 10)}",
            }}",
        };

    private static string Ones(int digit) => digit == 0 ? "" : Digits[digit].ToString();
}
