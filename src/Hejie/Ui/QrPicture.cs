using System.Globalization;
using System.Text;
using QRCoder;

namespace Hejie.Ui;

/// <summary>A QR code as the path of an SVG: no inline style, no foreign picture.</summary>
/// <param name="Size">The side in modules, with the quiet zone around it.</param>
/// <param name="Path">The dark modules, a run of a row at a time.</param>
internal sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        var rows = code.ModuleMatrix;
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length;)
            {
                var from = x;
                while (x < rows[y].Length && rows[y][x])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                else
                    x++;
            }
        }

        return new QrPicture(rows.Count, path.ToString());
    }
}
