using Hub.Core.Runs;

namespace Hub.Web.Views;

/// <summary>A run as lists show it.</summary>
/// <param name="IsMoving">It changes by itself, so the page follows it.</param>
public sealed record RunView(string Id, string Icon, string Title, string Under, string StateKind, string StateWord, bool IsMoving = false)
{
    public string Address => "/runs/" + Id;

    public static RunView Of(Run run, string? plugin, PageContext page)
    {
        var format = page.Format;
        var title = run.Kind == RunKind.Undo ? TitleOfUndo(run, page) : run is { Kind: RunKind.Reparse, FileName: { } again } ? page.L($"Read again: {again}", $"Relu\u00a0: {again}") : run.FileName ?? (plugin is null ? page.L(Kinds.Word(run.Kind)) : $"{page.L(Kinds.Word(run.Kind))} · {plugin}");
        string[] parts =
        [
            format.Ago(run.Created, page.Now),
            .. run.FileName is not null && plugin is not null ? new[] { plugin } : [],
            .. run.Counts.Created > 0 ? new[] { page.L($"{format.Number(run.Counts.Created)} new", Plural(run.Counts.Created, format.Number(run.Counts.Created), "nouvelle", "nouvelles")) } : [],
            .. run.Counts.Rejected > 0 ? new[] { page.L($"{format.Number(run.Counts.Rejected)} set aside", $"{format.Number(run.Counts.Rejected)} de côté") } : [],
        ];
        return new RunView(run.Id, IconOf(run.Kind), title, string.Join(" · ", parts), Kinds.Of(run.State), page.L(Kinds.Word(run.State)), run.IsMoving);
    }

    private static string TitleOfUndo(Run run, PageContext page) => run.FileName is { } file ? page.L($"Undone: {file}", $"Annulé : {file}") : page.L(Kinds.Word(run.Kind));

    private static string Plural(long count, string shown, string one, string many) => $"{shown} {(count < 2 ? one : many)}";

    private static string IconOf(RunKind kind) => kind switch
    {
        RunKind.Import => "file-text",
        RunKind.Sync => "refresh-cw",
        RunKind.Compute => "sparkles",
        RunKind.Export => "download",
        RunKind.Undo => "undo-2",
        RunKind.Reparse => "refresh-cw",
        _ => "upload",
    };
}
