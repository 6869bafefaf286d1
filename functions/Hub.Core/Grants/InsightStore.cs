using System.Text.Json;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Grants;

/// <summary>The insights that applications gave back.</summary>
public static class InsightStore
{
    public const string Kind = "insight";
    private const string ComputedKind = "computed";

    public static async ValueTask<IReadOnlyList<KeptInsight>> InsightsAsync(this IVaultStore store, string application) =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => JsonSerializer.Deserialize(document.Body, RunJson.Default.KeptInsight)!).Where(insight => insight.Application == application).OrderBy(insight => insight.Order)];

    public static DocumentWrite ToDocument(KeptInsight insight) =>
        new(Kind, IdOf(insight.Application, insight.Key), JsonSerializer.SerializeToUtf8Bytes(insight, RunJson.Default.KeptInsight));

    /// <summary>Up to which change the application has computed.</summary>
    internal static DocumentWrite ComputedDocument(string application, long sequence) => new(ComputedKind, application, BitConverter.GetBytes(sequence));

    /// <summary>The sequence number that the insights stand at, or null when nothing was computed yet.</summary>
    public static async ValueTask<long?> ComputedAsync(this IVaultStore store, string application) =>
        await store.FindDocumentAsync(ComputedKind, application) is { } body ? BitConverter.ToInt64(body) : null;

    /// <summary>Makes the next look compute, whatever changed.</summary>
    internal static ValueTask<bool> ForgetComputedAsync(this IVaultStore store, string application) => store.DeleteDocumentAsync(ComputedKind, application);

    public static async ValueTask DeleteInsightsAsync(this IVaultStore store, string application)
    {
        foreach (var insight in await store.InsightsAsync(application))
        {
            await store.DeleteDocumentAsync(Kind, IdOf(insight.Application, insight.Key));
        }

        await store.ForgetComputedAsync(application);
        await store.DeleteRetainedAsync(application);
    }

    internal static string IdOf(string application, string key) => $"{application}/{key}";
}
