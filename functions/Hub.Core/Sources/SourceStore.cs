using System.Text.Json;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>The live sources of a vault.</summary>
public static class SourceStore
{
    public const string Kind = "source";
    private const string StateKind = "source-state";
    private const string RunsKind = "source-runs";
    private const string FileKind = "source-file";

    /// <summary>Written by runs, so it lies apart from what the person decided.</summary>
    private const string AccountKind = "source-account";

    public static async ValueTask<IReadOnlyList<Source>> SourcesAsync(this IVaultStore store)
    {
        var sources = await store.ListDocumentsAsync(Kind);
        var accounts = sources.Count == 0 ? [] : (await store.ListDocumentsAsync(AccountKind)).ToDictionary(document => document.Id, document => document.Body, StringComparer.Ordinal);
        return [.. sources.Select(document => With(Read(document.Body), accounts.GetValueOrDefault(document.Id)))];
    }

    public static async ValueTask<Source?> FindSourceAsync(this IVaultStore store, string id) =>
        await store.FindDocumentAsync(Kind, id) is { } body ? With(Read(body), await store.FindDocumentAsync(AccountKind, id)) : null;

    public static ValueTask SaveSourceAsync(this IVaultStore store, Source source) => store.PutDocumentAsync(Kind, source.Id, Write(source));

    /// <summary>False when there is one of that id already.</summary>
    public static ValueTask<bool> TryAddSourceAsync(this IVaultStore store, Source source) => store.TryAddDocumentAsync(Kind, source.Id, Write(source));

    /// <summary>False when it was deleted in the meantime.</summary>
    public static ValueTask<bool> TryReplaceSourceAsync(this IVaultStore store, Source source) => store.TryReplaceDocumentAsync(Kind, source.Id, Write(source));

    /// <summary>The run that is at work or was the last one, or null when there was none.</summary>
    public static async ValueTask<Run?> LastSyncAsync(this IVaultStore store, string sourceId)
    {
        foreach (var id in (await store.SourceRunsAsync(sourceId)).Ids)
        {
            // A run that was announced and never saved: the hub was killed in between, and it never was.
            if (await store.FindRunAsync(id) is { } run)
            {
                return run;
            }
        }

        return null;
    }

    public static async ValueTask<SourceRuns> SourceRunsAsync(this IVaultStore store, string sourceId) =>
        await store.FindDocumentAsync(RunsKind, sourceId) is { } body ? JsonSerializer.Deserialize(body, SourceJson.Default.SourceRuns)! : new SourceRuns([]);

    /// <summary>The list as it lies in the vault, to see later whether it is still that.</summary>
    internal static async ValueTask<DocumentWrite> SourceRunsDocumentAsync(this IVaultStore store, string sourceId) => new(RunsKind, sourceId, await store.FindDocumentAsync(RunsKind, sourceId) is { } body ? (ReadOnlyMemory<byte>?)body : null);

    internal static DocumentWrite ToDocument(string sourceId, SourceRuns runs) => new(RunsKind, sourceId, JsonSerializer.SerializeToUtf8Bytes(runs, SourceJson.Default.SourceRuns));

    /// <summary>The earliest run that was undone, where the source has not caught up since; else null.</summary>
    public static async ValueTask<string?> SentBackAsync(this IVaultStore store, string sourceId) => (await store.SourceStateAsync(sourceId)).Back?.Run;

    internal static async ValueTask<SourceState> SourceStateAsync(this IVaultStore store, string sourceId) =>
        await store.FindDocumentAsync(StateKind, sourceId) is { } body ? JsonSerializer.Deserialize(body, SourceJson.Default.SourceState)! : new SourceState();

    internal static ValueTask SaveSourceStateAsync(this IVaultStore store, string sourceId, SourceState state)
    {
        var document = ToDocument(sourceId, state);
        return store.PutDocumentAsync(document.Kind, document.Id, document.Body!.Value);
    }

    /// <summary>Whose account its last run that could tell has read: it was there, and knows better than a probe of long ago.</summary>
    internal static ValueTask SaveSourceAccountAsync(this IVaultStore store, string sourceId, HolderAccount account) =>
        store.PutDocumentAsync(AccountKind, sourceId, JsonSerializer.SerializeToUtf8Bytes(account, SourceJson.Default.HolderAccount));

    /// <summary>The state as it stands or falls with a batch.</summary>
    internal static DocumentWrite ToDocument(string sourceId, SourceState state) => new(StateKind, sourceId, JsonSerializer.SerializeToUtf8Bytes(state, SourceJson.Default.SourceState));

    internal static ValueTask NoteSourceFileAsync(this IVaultStore store, string sourceId, string hash) => store.PutDocumentAsync(FileKind, $"{sourceId}/{hash}", ReadOnlyMemory<byte>.Empty);

    /// <summary>The replies that sources keep, each with whose it is.</summary>
    internal static async ValueTask<IReadOnlyList<(string Source, string Hash)>> SourceFilesAsync(this IVaultStore store) =>
        [.. (await store.ListDocumentsAsync(FileKind)).Select(document => document.Id.Split('/', 2)).Select(parts => (parts[0], parts[1]))];

    internal static async ValueTask ForgetSourceFileAsync(this IVaultStore store, string sourceId, string hash) => await store.DeleteDocumentAsync(FileKind, $"{sourceId}/{hash}");

    /// <summary>What it knows of its holder goes first: killed in between, the source is still there to be deleted again.</summary>
    internal static async ValueTask DeleteSourceAsync(this IVaultStore store, string id)
    {
        await store.DeleteDocumentAsync(StateKind, id);
        foreach (var run in (await store.SourceRunsAsync(id)).Ids)
        {
            await store.DeleteLogAsync(run);
        }

        await store.DeleteDocumentAsync(RunsKind, id);
        await store.DeleteDocumentAsync(AccountKind, id);
        await store.DeleteDocumentAsync(Kind, id);
    }

    internal static Source Read(byte[] body) => JsonSerializer.Deserialize(body, SourceJson.Default.Source)!;

    private static Source With(Source source, byte[]? account) => account is null ? source : source with { Account = JsonSerializer.Deserialize(account, SourceJson.Default.HolderAccount) };

    private static byte[] Write(Source source) => JsonSerializer.SerializeToUtf8Bytes(source, SourceJson.Default.Source);
}
