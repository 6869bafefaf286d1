using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>The runs of a vault.</summary>
public static class RunStore
{
    public const string Kind = "run";

    public static async ValueTask<Run?> FindRunAsync(this IVaultStore store, string id) =>
        await store.FindDocumentAsync(Kind, id) is { } body ? Read(body) : null;

    /// <summary>Newest first: a run's id begins with its time.</summary>
    public static async ValueTask<IReadOnlyList<Run>> RunsAsync(this IVaultStore store) =>
        [.. (await store.ListDocumentsAsync(Kind)).Reverse().Select(document => Read(document.Body))];

    public static ValueTask SaveRunAsync(this IVaultStore store, Run run) => store.PutDocumentAsync(Kind, run.Id, Write(run));

    public static byte[] Write(Run run) => JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Default.Run);

    /// <summary>Time first, so that ids sort as the runs began, then enough chance that nobody guesses one.</summary>
    public static string NewId(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");

    private static Run Read(byte[] body) => JsonSerializer.Deserialize(body, RunJson.Default.Run)!;
}
