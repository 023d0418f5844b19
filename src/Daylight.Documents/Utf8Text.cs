using System.Globalization;
using System.Text;

namespace Daylight.Documents;

/// <summary>A text that says of itself that it will be written as UTF-8, so that XML declares it so.</summary>
internal sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => Encoding.UTF8;
}
