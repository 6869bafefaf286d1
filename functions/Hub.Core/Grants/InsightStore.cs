using System.Text.Json;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Grants;

/// <summary>The insights that applications gave back.</summary>
public static class InsightStore
{
    public const string Kind = "insight";

    public static async ValueTask<IReadOnlyList<KeptInsight>> InsightsAsync(this IVaultStore store, string application) =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => JsonSerializer.Deserialize(document.Body, RunJson.Default.KeptInsight)!).Where(insight => insight.Application == application)];

    public static DocumentWrite ToDocument(KeptInsight insight) =>
        new(Kind, IdOf(insight.Application, insight.Key), JsonSerializer.SerializeToUtf8Bytes(insight, RunJson.Default.KeptInsight));

    public static async ValueTask DeleteInsightsAsync(this IVaultStore store, string application)
    {
        foreach (var insight in await store.InsightsAsync(application))
        {
            await store.DeleteDocumentAsync(Kind, IdOf(insight.Application, insight.Key));
        }
    }

    private static string IdOf(string application, string key) => $"{application}/{key}";
}
