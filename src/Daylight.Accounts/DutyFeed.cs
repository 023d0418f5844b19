using System.Globalization;
using System.Text;
using System.Xml;

namespace Daylight.Accounts;

/// <summary>
/// What a calendar or a reader outside is told: on which day how many duties fall due, and where to sign in. Neither a
/// title, nor a unit, nor a person: such programs keep copies wherever they like.
/// </summary>
public static class DutyFeed
{
    /// <summary>iCalendar (RFC 5545): an event of the whole day for each day on which something falls due.</summary>
    /// <param name="due">Duties by day.</param>
    /// <param name="site">Scheme and host of the desk.</param>
    /// <param name="now">When it was asked for.</param>
    public static string Calendar(
        IReadOnlyList<(DateOnly Day, int Count)> due,
        string site,
        DateTimeOffset now
    )
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Daylight//duties//ZH");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "X-WR-CALNAME:待办到期");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        foreach (var (day, count) in due)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{Compact(day)}@{new Uri(site).Host}");
            Line(
                text,
                $"DTSTAMP:{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}"
            );
            Line(text, $"DTSTART;VALUE=DATE:{Compact(day)}");
            Line(text, $"DTEND;VALUE=DATE:{Compact(day.AddDays(1))}");
            Line(text, $"SUMMARY:{Title(count)}");
            Line(text, $"URL:{site}/desk");
            Line(text, "TRANSP:TRANSPARENT");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>Atom (RFC 4287): an entry for each day on which something falls due.</summary>
    public static string Atom(IReadOnlyList<(DateOnly Day, int Count)> due, string site, DateTimeOffset now)
    {
        var text = new StringBuilder();
        using (
            var xml = XmlWriter.Create(
                new Utf8Writer(text),
                new XmlWriterSettings { Indent = true, NewLineChars = "\n" }
            )
        )
        {
            const string atom = "http://www.w3.org/2005/Atom";
            xml.WriteStartElement("feed", atom);
            xml.WriteElementString("title", atom, "待办到期");
            xml.WriteElementString("id", atom, $"{site}/desk");
            xml.WriteElementString("updated", atom, At(now));
            foreach (var (day, count) in due)
            {
                xml.WriteStartElement("entry", atom);
                xml.WriteElementString("title", atom, $"{Iso(day)} {Title(count)}");
                xml.WriteElementString("id", atom, $"{site}/desk#{Iso(day)}");
                xml.WriteElementString("updated", atom, At(now));
                xml.WriteStartElement("link", atom);
                xml.WriteAttributeString("href", $"{site}/desk");
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static string Title(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count}项待办到期");

    private static string Compact(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string At(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A content line of at most 75 octets, folded where it is longer, never within a letter (RFC 5545, 3.1).</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 75)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private sealed class Utf8Writer(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
