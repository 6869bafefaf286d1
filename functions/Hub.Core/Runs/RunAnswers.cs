using System.Text.Json;
using Hub.Core.Sources;

namespace Hub.Core.Runs;

/// <summary>
/// What a person answered to the questions of a run: sealed as long as the run may need it, and gone with its end. What a database wrote once turns up in its journal, in free pages and in
/// copies, so that forgetting alone would not do.
/// </summary>
public sealed class RunAnswers(ISealer sealer)
{
    internal static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By the question's key. None when they cannot be opened any more, because the hub's keys are others: then it is asked again.</summary>
    public IReadOnlyDictionary<string, string> Open(string vaultId, Run run) =>
        run.SealedAnswers is { } kept && sealer.TryOpen(kept, Purpose(vaultId, run.Id)) is { } opened ? JsonSerializer.Deserialize(opened, RunJson.Default.DictionaryStringString)! : None;

    public Run With(string vaultId, Run run, string key, string answer)
    {
        var all = new Dictionary<string, string>(Open(vaultId, run), StringComparer.Ordinal) { [key] = answer };
        return run with { SealedAnswers = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(all, RunJson.Default.DictionaryStringString), Purpose(vaultId, run.Id)) };
    }

    private static string Purpose(string vaultId, string runId) => $"vaults/{vaultId}/runs/{runId}/answers";
}
