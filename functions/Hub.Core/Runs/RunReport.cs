using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Plugins;
using Hub.Core.Vaults;
using Hub.Sdk.Testing;

namespace Hub.Core.Runs;

/// <summary>What a plug-in's author may know of a run that went wrong: how it ended and what the file looked like, never what it says. The person reads it before it goes.</summary>
/// <param name="Detail">The sentence of the outcome, without what it quotes.</param>
/// <param name="Reasons">Why items were set aside, without what they quote, the most frequent first.</param>
/// <param name="Shape">The file's first lines with every value replaced by its shape: a for letters, 9 for digits, each with how many.</param>
public sealed partial record RunReport(
    string? Plugin, string? Version, string? Runtime, string Hub, string Kind, string State, string? Outcome, string? Detail, RunCounts Counts, double? Seconds,
    IReadOnlyList<ReportedReason> Reasons, string? Extension, long? Bytes, IReadOnlyList<string> Shape)
{
    private const int Head = 32 * 1024;
    private const int MostLines = 40;
    private const int LongestLine = 200;
    private const int MostReasons = 20;
    private const int MostRejects = 1000;

    public static async Task<RunReport> OfAsync(IVaultStore store, Run run, Plugin? plugin)
    {
        var file = run.File is { } hash ? await store.FindFileAsync(hash) : null;
        return new RunReport(
            run.Plugin, run.Version, plugin?.Manifest.Runtime, typeof(RunReport).Assembly.GetName().Version?.ToString(3) ?? "", run.Kind.ToString(), run.State.ToString(), run.Outcome?.ToString(),
            run.Detail is { } detail ? Bare(detail.En) : null, run.Counts, run is { Started: { } started, Ended: { } ended } ? Math.Round((ended - started).TotalSeconds, 1) : null,
            ReasonsOf(await store.RejectsAsync(run.Id, -1, MostRejects)), Path.GetExtension(run.FileName)?.ToLowerInvariant() is { Length: <= 8 } extension ? extension : null, file?.Length,
            file is null ? [] : await ShapeOfAsync(store, file.Hash, plugin));
    }

    private static IReadOnlyList<ReportedReason> ReasonsOf(IReadOnlyList<RejectedRecord> rejects) =>
        [.. rejects.SelectMany(reject => JsonSerializer.Deserialize(reject.Errors, RunJson.Default.IReadOnlyListRejectReason)!.Select(reason => (reject.Type, Path: NumberInPath().Replace(reason.Path, "/*"), Message: Bare(reason.Message.En))))
            .GroupBy(reason => reason).OrderByDescending(same => same.Count()).Take(MostReasons).Select(same => new ReportedReason(same.Key.Type, same.Key.Path, same.Key.Message, same.Count()))];

    private static async Task<IReadOnlyList<string>> ShapeOfAsync(IVaultStore store, string hash, Plugin? plugin)
    {
        await using var content = await store.OpenFileAsync(hash);
        var head = new byte[Head];
        var length = await content.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false);
        var words = plugin is null ? new HashSet<string>(StringComparer.Ordinal) : PluginVocabulary.Of(plugin);
        var shaped = FixtureMaker.Make(new TestFile("head", head[..length]), value => global::Hub.Sdk.Testing.Shape.Of(value, words));
        return [.. Encoding.UTF8.GetString(shaped).Split('\n').Take(MostLines).Select(line => line.TrimEnd('\r') is { Length: > LongestLine } longer ? longer[..LongestLine] + "…" : line.TrimEnd('\r'))];
    }

    /// <summary>What is quoted may be contents, and so may numbers and addresses.</summary>
    private static string Bare(string sentence) => Quoted().Replace(sentence, "…");

    [GeneratedRegex("""["“«].*?["”»]|\S*@\S*|\d[\d .,:/-]{3,}\d""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"/\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberInPath();
}

public sealed record ReportedReason(string Type, string Path, string Message, int Count);
