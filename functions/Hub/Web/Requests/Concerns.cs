using Hub.Core.Backups;
using Hub.Core.Runs;
using Hub.Sdk;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Runs that want somebody to act: those that wait, and those that went wrong and were not followed by a good one.</summary>
internal static class Concerns
{
    private const int Most = 3;
    private static readonly TimeSpan WorthSaying = TimeSpan.FromDays(30);

    /// <param name="live">Live sources, which speak for themselves.</param>
    public static IReadOnlyList<Concern> Of(IReadOnlyList<Run> newestFirst, IReadOnlySet<string> live, PageContext page)
    {
        var settled = new HashSet<string>(StringComparer.Ordinal);
        var concerns = new List<Concern>();
        foreach (var run in newestFirst.Where(run => !run.DryRun && run.UndoneBy is null && !(run.Kind == RunKind.Sync && run.Source is { } source && live.Contains(source)) && page.Now - run.Created < WorthSaying))
        {
            var about = run.Source ?? run.Plugin ?? run.Id;
            if (run.State == RunState.Succeeded)
            {
                settled.Add(about);
            }
            else if (concerns.Count < Most && run.Outcome is { } outcome && outcome != Outcome.NotUnderstood && run.State is RunState.Waiting or RunState.Partial or RunState.Failed && settled.Add(about))
            {
                concerns.Add(Of(run, Outcomes.Of(run.Outcome!.Value), page));
            }
        }

        return concerns;
    }

    /// <summary>For who runs the hub: its backup on schedule fails, and since when.</summary>
    public static Concern? Of(BackupState backup, PageContext page) => backup.Failed is not { } failed ? null : new Concern(
        "wrong",
        page.L("No backup was made", "Aucune sauvegarde n'a été faite"),
        page.L($"It failed on {page.Format.Moment(failed)}: {backup.Why}", $"Échec le {page.Format.Moment(failed)}\u00a0: {backup.Why}"),
        backup.Succeeded is { } made ? page.L($"The last one is of {page.Format.Moment(made)}. It is tried again every hour.", $"La dernière date du {page.Format.Moment(made)}. Elle est retentée toutes les heures.")
            : page.L("There is none yet. It is tried again every hour.", "Il n'y en a pas encore. Elle est retentée toutes les heures."),
        page.L("How you are told", "Comment vous êtes prévenu"),
        "/settings/notices");

    public static Concern Of(SourceItem source, PageContext page) => new(
        source.Kind, source.Word, $"{source.Name}{page.L(": ", " : ")}{source.Sentence}", source.Who ?? "", source.Act.IsPost ? page.L($"See “{source.Name}”", $"Voir « {source.Name} »") : source.Act.Label, source.Act.IsPost ? source.Address : source.Act.Address);

    private static Concern Of(Run run, OutcomeRule rule, PageContext page)
    {
        var name = run.FileName ?? page.L(Kinds.Word(run.Kind));
        return new Concern(run.State == RunState.Failed ? "wrong" : "attention", page.L(Kinds.Word(run.State)), page.L(Outcomes.SentenceOf(run)), rule.WhoActs == Actor.Nobody ? "" : page.L(Kinds.Who(rule.WhoActs)), page.L($"See “{name}”", $"Voir « {name} »"), "/runs/" + run.Id);
    }
}
