namespace Hub.Core.Runs;

/// <summary>Which right a run is carried out under. A source has one run at a time, undoing one is another, and an application one computation, so theirs is the source's or the application's.</summary>
internal static class RunLeases
{
    public static string Of(Run run) => run switch
    {
        { Kind: RunKind.Sync or RunKind.Undo, Source: { } source } => OfSource(source),
        { Kind: RunKind.Compute, Plugin: { } plugin } => $"compute-{plugin}",
        _ => $"run-{run.Id}",
    };

    public static string OfSource(string source) => $"source-{source}";
}
