namespace Hub.Plugins.Tests.GreenButton;

/// <summary>Made-up feeds, in pieces.</summary>
internal static class Feeds
{
    public const string Point = "RetailCustomer/1/UsagePoint/2", Start = "1704067200";
    private const string Espi = "xmlns=\"http://naesb.org/espi\"";

    public static string Feed(params string[] entries) => $"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">{string.Concat(entries)}</feed>""";

    public static string Entry(string self, string content, params string[] related) =>
        $"""<entry><link rel="self" href="{self}"/>{string.Concat(related.Select(href => $"<link rel=\"related\" href=\"{href}\"/>"))}<content>{content}</content></entry>""";

    /// <summary>A usage point with one meter.</summary>
    public static string[] Meter(string readingType, string? kind = "0", string point = Point, string number = "1") =>
    [
        Entry(point, $"<UsagePoint {Espi}><ServiceCategory><kind>{kind}</kind></ServiceCategory></UsagePoint>", $"{point}/MeterReading", "LocalTimeParameters/1"),
        Entry($"{point}/MeterReading/{number}", $"<MeterReading {Espi}/>", $"{point}/MeterReading/{number}/IntervalBlock", $"ReadingType/{number}"),
        Entry($"ReadingType/{number}", $"<ReadingType {Espi}>{readingType}</ReadingType>"),
    ];

    public static string Block(string readings, string meter = Point + "/MeterReading/1") => Entry($"{meter}/IntervalBlock/1", $"<IntervalBlock {Espi}>{readings}</IntervalBlock>");

    public static string Reading(string value, string start = Start, string duration = "3600", string more = "") =>
        $"<IntervalReading>{more}<timePeriod><duration>{duration}</duration><start>{start}</start></timePeriod><value>{value}</value></IntervalReading>";

    public static string Clock(string parameters) => Entry("LocalTimeParameters/1", $"<LocalTimeParameters {Espi}>{parameters}</LocalTimeParameters>");
}
