using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Core.Egress;

/// <summary>A document of the ledger as an export carries it.</summary>
internal sealed partial record LedgerDocument(string Id, IReadOnlyList<LedgerCall> Calls)
{
    private const int LongestText = 300;
    private const int MostTypes = 200;

    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes([.. Calls], LedgerJson.Default.ListLedgerCall);

    /// <summary>Null when the line is none: an export may be anybody's.</summary>
    public static LedgerDocument? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LedgerJson.Default.LedgerDocument) is { Id: { } id, Calls: { Count: > 0 and <= LedgerBook.Most } calls } document && Name().IsMatch(id) && calls.All(IsCall) ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsCall(LedgerCall? call) => call is { Types: { Count: <= MostTypes } types, Sent: >= 0, Received: >= 0 }
        && types.Append(call.Plugin).Append(call.Source).Append(call.Run).Append(call.Host).Append(call.Method).Append(call.Fault ?? "").All(text => text is { Length: <= LongestText });

    [GeneratedRegex("^[0-9a-f]{32}-[0-9]{5}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
