using System.Globalization;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Egress;

/// <summary>
/// Names of a ledger's documents: the run's id, which begins with its time, and a number that counts up. A run that goes on long after it began, because it waited for an
/// answer, goes on under a fresh time, so that a document's name tells when its calls were made.
/// </summary>
internal static class LedgerIds
{
    /// <summary>The longest that a document's calls lie behind the time in its name.</summary>
    public static readonly TimeSpan Spread = TimeSpan.FromDays(2);

    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    public static async ValueTask<string> NextAsync(IVaultStore store, string run, string? last, TimeProvider clock)
    {
        var prefix = last?[..last.LastIndexOf('-')] ?? run;
        if (TimeOf(prefix) is not { } began || clock.GetUtcNow() - began > Fresh)
        {
            return $"{RunStore.NewId(clock)}-00000";
        }

        if (last is null && await store.LatestDocumentsAsync(LedgerStore.Kind, 1, $"{prefix}-~") is [var kept] && kept.Id.StartsWith($"{prefix}-", StringComparison.Ordinal))
        {
            last = kept.Id;
        }

        return $"{prefix}-{(last is null ? 0 : int.Parse(last.AsSpan(prefix.Length + 1), CultureInfo.InvariantCulture) + 1):00000}";
    }

    /// <summary>The name that comes right before all that were made from then on.</summary>
    public static string From(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>Null when the name begins with no time.</summary>
    public static DateTimeOffset? TimeOf(string id) => RunStore.TimeOf(id);
}
