using System.Globalization;
using System.Xml;

namespace Hub.Sdk.Workbooks;

/// <summary>Which cells hold days: a spreadsheet counts them as numbers, and only the style of the cell says so.</summary>
internal sealed class CellDates
{
    private const int MostStyles = 100_000;
    private static readonly DateTime Epoch = new(1899, 12, 30), Epoch1904 = new(1904, 1, 1);
    private readonly List<bool> _styles = [];

    /// <summary>Days are counted from 1904, as programs for the Mac did.</summary>
    public bool From1904 { get; init; }

    /// <param name="xml">The table of styles.</param>
    public void Read(ImportXml xml)
    {
        var dates = new HashSet<int>([.. Enumerable.Range(14, 9), .. Enumerable.Range(27, 10), .. Enumerable.Range(45, 3), .. Enumerable.Range(50, 9)]);
        var isInCells = false;
        while (xml.Next() && _styles.Count < MostStyles)
        {
            var node = xml.Node;
            switch (node.NodeType)
            {
                case XmlNodeType.Element when node.LocalName == "numFmt":
                    if (Number(node.GetAttribute("numFmtId")) is { } own && SaysADate(node.GetAttribute("formatCode") ?? ""))
                    {
                        dates.Add(own);
                    }

                    break;
                case XmlNodeType.Element or XmlNodeType.EndElement when node.LocalName == "cellXfs":
                    isInCells = node is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                    break;
                case XmlNodeType.Element when isInCells && node.LocalName == "xf":
                    _styles.Add(Number(node.GetAttribute("numFmtId")) is { } format && dates.Contains(format));
                    break;
            }
        }
    }

    /// <summary>The day, the moment or the time of day that a number means; null where it is a number.</summary>
    public string? Find(string? style, string value)
    {
        if (Number(style) is not { } nth || nth >= _styles.Count || !_styles[nth]
            || !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) || days is < 0 or > 2_900_000)
        {
            return null;
        }

        // To the second: half an hour is no binary fraction of a day.
        var at = (From1904 ? Epoch1904 : Epoch).AddSeconds(Math.Round(days * 86_400));
        var form = days < 1 ? "HH:mm:ss" : at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return at.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>Letters of days and hours, outside of what is quoted, escaped or in brackets (a colour, a condition, a currency).</summary>
    private static bool SaysADate(string format)
    {
        char? until = null;
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (until is { } end)
            {
                until = c == end ? null : until;
            }
            else if (c is '\\' or '_' or '*')
            {
                i++;
            }
            else if (c is '"' or '[')
            {
                until = c == '[' ? ']' : '"';
            }
            else if (char.ToLowerInvariant(c) is 'y' or 'd' or 'h' or 'm')
            {
                return true;
            }
        }

        return false;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
