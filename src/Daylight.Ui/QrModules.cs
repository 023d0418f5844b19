using System.Globalization;
using System.Text;
using QRCoder;

namespace Daylight.Ui;

/// <summary>The modules of a QR code (ISO/IEC 18004, error correction M, quiet zone of four) as one path of SVG.</summary>
/// <param name="Side">Modules of each side, the quiet zone included.</param>
/// <param name="Path">One rectangle per run of dark modules of a row.</param>
public sealed record QrModules(int Side, string Path)
{
    public static QrModules Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var run = 0;
                while (x + run < rows.Count && rows[y][x + run])
                {
                    run++;
                }

                if (run > 0)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{run}v1h-{run}z");
                    x += run;
                }
            }
        }

        return new QrModules(rows.Count, path.ToString());
    }
}
