using System.Globalization;
using System.Text.Json;

namespace Hub.Core.Records;

/// <summary>What is wrong with a JSON file that somebody wrote by hand, and where, without a word of its contents.</summary>
public static class JsonFaults
{
    public static string Of(JsonException wrong)
    {
        var place = wrong.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {wrong.BytePositionInLine + 1}: ") : "";
        var isWritten = wrong.InnerException is null && wrong.LineNumber is null;
        var what = isWritten ? wrong.Message
            : wrong.Path is null || wrong.InnerException is JsonException ? "no valid JSON from here on"
            : wrong.Message.Contains("could not be mapped", StringComparison.Ordinal) ? $"the key {wrong.Path} is not known"
            : $"{wrong.Path} is not of the kind that is expected";
        return place + what;
    }
}
