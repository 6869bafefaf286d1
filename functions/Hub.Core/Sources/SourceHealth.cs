using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Sdk;

namespace Hub.Core.Sources;

public enum HealthState
{
    /// <summary>The last run brought everything.</summary>
    Ok,

    /// <summary>It has not run yet.</summary>
    New,

    /// <summary>A question waits for its answer.</summary>
    Waiting,

    Paused,

    /// <summary>Nothing is tried by itself until somebody acted.</summary>
    Attention,

    /// <summary>The last run failed. It is tried again by itself, or was tried often enough.</summary>
    Failing,
}

/// <summary>How a source is, in a word and a sentence, and who must act. Computed, never kept.</summary>
public sealed record SourceHealth(HealthState State, Text Message, Actor WhoActs)
{
    private static readonly Text New = new("It has not run yet. It begins in a moment.", "Elle n'a pas encore fonctionné. Elle commence dans un instant.");
    private static readonly Text Paused = new("It is paused: nothing is fetched until you let it go on.", "Elle est en pause : rien n'est récupéré tant que vous ne la relancez pas.");
    private static readonly Text Cancelled = new("The last run was stopped.", "La dernière collecte a été arrêtée.");
    private static readonly Text Again = new("With what you changed, it is tried again in a moment.", "Avec ce que vous avez changé, un nouvel essai aura lieu dans un instant.");
    private static readonly Text AgainNew = new("With the new version of the connector, it is tried again in a moment.", "Avec la nouvelle version du connecteur, un nouvel essai aura lieu dans un instant.");
    private static readonly Text Dead = new(
        "It failed several times in a row and is not tried any more by itself. Fetch now to try once more.",
        "Elle a échoué plusieurs fois de suite et n'est plus essayée toute seule. Lancez-la maintenant pour réessayer.");

    private static readonly Text NoPlugin = new(
        "Its connector is not installed any more. What it brought is kept.",
        "Son connecteur n'est plus installé. Ce qu'il a apporté est gardé.");

    internal static readonly Text Over = new(
        "The time that you gave this source is over: it brings nothing more. What it brought is kept. Give it more time, or disconnect it.",
        "Le temps que vous aviez donné à cette source est écoulé : elle n'apporte plus rien. Ce qu'elle a apporté est gardé. Donnez-lui plus de temps, ou déconnectez-la.");

    public static SourceHealth Of(Source source, Run? last, PluginManifest? plugin, DateTimeOffset now) =>
        plugin is null ? new(HealthState.Attention, NoPlugin, Actor.Admin)
        : source.IsOver(now) ? new(HealthState.Attention, Over, Actor.Person)
        : last is { State: RunState.Waiting, Question: { } asked } ? new(HealthState.Waiting, asked.Question, Actor.Person)
        : source.Paused ? new(HealthState.Paused, Paused, Actor.Person)
        : last is null ? new(HealthState.New, New, Actor.Nobody)
        : last.IsOver ? OfEnded(source, last, plugin)
        : OfRunning(last);

    private static SourceHealth OfEnded(Source source, Run last, PluginManifest plugin)
    {
        if (last.State == RunState.Cancelled || last.Outcome is not { } outcome)
        {
            return new(HealthState.Ok, Cancelled, Actor.Nobody);
        }

        var rule = Outcomes.Of(outcome);
        var said = SentenceOf(last);
        if (outcome == Outcome.Done)
        {
            return new(HealthState.Ok, said, rule.WhoActs);
        }

        if (SourceTimes.Next(source, last, plugin) is { } next)
        {
            return next == last.Ended ? new(HealthState.Failing, Outcomes.Join(said, last.Sync?.Edition < source.Edition ? Again : AgainNew), Actor.Nobody) : new(HealthState.Failing, said, rule.WhoActs);
        }

        return SourceTimes.IsDead(last) ? new(HealthState.Failing, Outcomes.Join(Outcomes.WhatHappened(outcome, last.Detail), Dead), rule.WhoActs == Actor.Nobody ? Actor.Person : rule.WhoActs) : new(HealthState.Attention, said, rule.WhoActs);
    }

    /// <summary>While it is at work, it is as it was before.</summary>
    private static SourceHealth OfRunning(Run last) => last.Sync is { FailedBefore: > 0, Alike: { } before }
        ? new(HealthState.Failing, Outcomes.Of(before).Sentence, Outcomes.Of(before).WhoActs)
        : new(HealthState.Ok, new("It is fetching.", "Elle récupère des données."), Actor.Nobody);

    private static Text SentenceOf(Run last) => last is { Outcome: Outcome.CodeNeeded, Detail: { } detail } ? detail : Outcomes.Told(last);
}
