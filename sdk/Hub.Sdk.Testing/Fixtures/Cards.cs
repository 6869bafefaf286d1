using System.Text.RegularExpressions;

namespace Hub.Sdk.Testing;

/// <summary>Calendars and address books: <c>NAME;PARAMETER=value:value</c>. Names stay, and what the format itself may say; what a person typed does not.</summary>
internal static partial class Cards
{
    private static readonly HashSet<string> Names = new(
        ["BEGIN", "END", "VERSION", "CALSCALE", "METHOD", "STATUS", "CLASS", "TRANSP", "ACTION", "PRIORITY", "SEQUENCE", "TRIGGER", "DURATION", "TZOFFSETFROM", "TZOFFSETTO", "TZID", "TZNAME", "KIND", "FREEBUSY", "REPEAT"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Parameters = new(
        ["TZID", "VALUE", "TYPE", "ENCODING", "CHARSET", "FMTTYPE", "PARTSTAT", "ROLE", "CUTYPE", "RSVP", "LANGUAGE", "RELATED", "RELTYPE", "RANGE", "PREF", "CALSCALE", "DISPLAY"],
        StringComparer.OrdinalIgnoreCase);

    public static bool Are(string text) => Beginning().IsMatch(text);

    public static string Mask(string text, Func<string, string> mask)
    {
        var isZone = false;
        return Line().Replace(text, line =>
        {
            // How a zone's clocks go is nobody's.
            isZone = isZone ? !line.Value.StartsWith("END:VTIMEZONE", StringComparison.OrdinalIgnoreCase) : line.Value.StartsWith("BEGIN:VTIMEZONE", StringComparison.OrdinalIgnoreCase);
            return isZone ? line.Value : Masked(line.Value, mask);
        });
    }

    private static string Masked(string line, Func<string, string> mask)
    {
        var property = Property().Match(line);
        if (!property.Success)
        {
            return mask(line); // goes on from the line above
        }

        var name = property.Groups["name"].Value;
        var value = property.Groups["value"].Value;
        var parameters = Parameter().Replace(property.Groups["parameters"].Value, parameter => Parameters.Contains(parameter.Groups["name"].Value) ? parameter.Value : parameter.Groups["before"].Value + mask(parameter.Groups["value"].Value));
        return property.Groups["group"].Value + name + parameters + ":" + (
            Names.Contains(name) ? value
            : name.EndsWith("RULE", StringComparison.OrdinalIgnoreCase) ? Until().Replace(value, until => mask(until.Value))
            : mask(value));
    }

    [GeneratedRegex(@"\A\s*BEGIN:V(CALENDAR|EVENT|CARD)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"[^\r\n]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();

    [GeneratedRegex("""^(?<group>([\w-]+\.)?)(?<name>[A-Za-z][A-Za-z0-9-]*)(?<parameters>(;("[^"]*"|[^":;])*)*):(?<value>.*)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Property();

    [GeneratedRegex("""(?<before>;(?<name>[\w-]+)=)(?<value>("[^"]*"|[^":;])*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<=UNTIL=)[\dTZ]+", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Until();
}
