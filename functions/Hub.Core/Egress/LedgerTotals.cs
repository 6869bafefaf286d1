using Hub.Core.Vaults;

namespace Hub.Core.Egress;

/// <summary>What one plug-in exchanged with one host in a span of time.</summary>
/// <param name="Refused">Calls among them that the hub did not let out.</param>
public sealed record LedgerTotal(string Plugin, string Source, string Host, long Calls, long Refused, long Sent, long Received, DateTimeOffset Last, IReadOnlyList<string> Types);

/// <summary>Sums of a ledger: "what left the house this month".</summary>
public static class LedgerTotals
{
    /// <summary>By plug-in, source and host, those first that sent most.</summary>
    public static async ValueTask<IReadOnlyList<LedgerTotal>> LedgerTotalsAsync(this IVaultStore store, DateTimeOffset from, DateTimeOffset to, string? plugin = null)
    {
        var totals = new Dictionary<(string, string, string), LedgerTotal>();
        await foreach (var (_, calls) in LedgerStore.DocumentsAsync(store, from, to))
        {
            foreach (var call in calls.Where(call => call.At >= from && call.At < to && (plugin is null || call.Plugin == plugin)))
            {
                var key = (call.Plugin, call.Source, call.Host);
                totals[key] = Add(totals.GetValueOrDefault(key) ?? new LedgerTotal(call.Plugin, call.Source, call.Host, 0, 0, 0, 0, call.At, []), call);
            }
        }

        return [.. totals.Values.OrderByDescending(total => total.Sent).ThenBy(total => total.Host, StringComparer.Ordinal)];
    }

    private static LedgerTotal Add(LedgerTotal total, LedgerCall call) => total with
    {
        Calls = total.Calls + 1,
        Refused = total.Refused + (call.Fault is not null && call.Sent == 0 ? 1 : 0),
        Sent = total.Sent + call.Sent,
        Received = total.Received + call.Received,
        Last = total.Last > call.At ? total.Last : call.At,
        Types = call.Types.All(total.Types.Contains) ? total.Types : [.. total.Types.Union(call.Types).Order(StringComparer.Ordinal)],
    };
}
