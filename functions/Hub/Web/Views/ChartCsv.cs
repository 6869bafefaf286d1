using System.Globalization;
using System.Text;
using Hub.Web.Requests;

namespace Hub.Web.Views;

/// <summary>A chart's numbers as a file that says what they are: title, unit, source and date stand above them.</summary>
public static class ChartCsv
{
    /// <summary>Within the page itself: it works without scripts, asks the hub for nothing and shows no one more than the page does.</summary>
    public static string Address(ChartModel chart, PageContext page) =>
        "data:text/csv;charset=utf-8;base64," + Convert.ToBase64String([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Of(chart, page))]);

    public static string FileName(ChartModel chart, PageContext page) => Hub.Sdk.TextFolding.Fold(chart.Title) is var plain
        ? $"{string.Join('-', new string([.. plain.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries))}-{Days.Iso(page.Today)}" : "";

    public static string Made(PageContext page) => page.L($"Made on {page.Format.Date(page.Today)}", $"Fait le {page.Format.Date(page.Today)}");

    public static string Of(ChartModel chart, PageContext page)
    {
        var csv = new StringBuilder();
        void Line(params IEnumerable<string> cells) => csv.AppendJoin(',', cells).Append("\r\n");
        Line(page.L("Title", "Titre"), CsvCell.Text(chart.Title));
        if (chart.Unit.Length > 0)
        {
            Line(page.L("Unit", "Unité"), CsvCell.Text(chart.Unit));
        }

        if (chart.Source is { } source)
        {
            Line("Source", CsvCell.Text(source));
        }

        Line("Date", Days.Iso(page.Today));
        Line();
        Line([CsvCell.Text(chart.Table!.Columns[0].Label), .. chart.Series.Select(series => CsvCell.Text(series.Name))]);
        for (var i = 0; i < chart.Buckets.Count; i++)
        {
            Line([CsvCell.Text(chart.Names[i]), .. chart.Series.Select(series => series.Values[i]?.ToString(CultureInfo.InvariantCulture) ?? "")]);
        }

        return csv.ToString();
    }
}
