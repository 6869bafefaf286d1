using System.Globalization;
using System.Text;
using Azure;

namespace Hub.Storage.Azure.Tables;

/// <summary>Reads what a batch was answered: a multipart body with one part a step, or with a single one that says what went wrong.</summary>
internal static class TableBatchReply
{
    public static TableBatchResult Read(Response response)
    {
        var text = Encoding.UTF8.GetString(response.Content.ToMemory().Span);
        for (var at = text.IndexOf("HTTP/1.1 ", StringComparison.Ordinal); at >= 0; at = text.IndexOf("HTTP/1.1 ", at + 1, StringComparison.Ordinal))
        {
            var status = int.Parse(text.AsSpan(at + 9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            if (status >= 300)
            {
                var body = Body(text, at);
                return new TableBatchResult(TableErrors.Outcome(status, TableErrors.Code(body)), TableErrors.Step(body));
            }
        }

        return new TableBatchResult(TableOutcome.Done);
    }

    /// <summary>From the brace after the headers to the last before the boundary.</summary>
    private static ReadOnlyMemory<byte> Body(string text, int at)
    {
        var first = text.IndexOf('{', at);
        var end = first < 0 ? -1 : text.IndexOf("\n--", first, StringComparison.Ordinal);
        return first < 0 ? default : Encoding.UTF8.GetBytes(text[first..(end < 0 ? text.Length : end)].TrimEnd());
    }
}
