using Hub.Sdk;

namespace Hub.Core.Runs;

public enum Actor
{
    Nobody,
    Person,
    Publisher,
    Admin,
}

/// <summary>What the person reads about an outcome, who must act, and when it is worth trying again by itself (null: not before somebody acted).</summary>
/// <param name="Tries">How many times in a row it is tried before a person has to look.</param>
public sealed record OutcomeRule(RunState State, Text Sentence, Actor WhoActs, TimeSpan? RetryAfter, int Tries = 0)
{
    /// <summary>What is left to say where the plug-in's own sentence tells what happened; null where that one only adds to ours.</summary>
    public Text? AfterDetail { get; init; }

    /// <summary>What is said where settings were only tried, so that nothing is kept and nothing is tried again.</summary>
    public Text? Tried { get; init; }

    /// <summary>What comes after <see cref="Tried"/>, also where the plug-in has its own sentence for what happened.</summary>
    public Text? NextTry { get; init; }
}

/// <summary>The one table of outcomes.</summary>
public static class Outcomes
{
    /// <summary>With waits that grow to a day: a week of trying.</summary>
    private const int PatientTries = 14;
    private const int FewTries = 3;

    private static readonly Dictionary<Outcome, OutcomeRule> Rules = new()
    {
        [Outcome.Done] = new(RunState.Succeeded, new("Everything was read.", "Tout a été lu."), Actor.Nobody, null),
        [Outcome.Truncated] = new(RunState.Partial, new(
            "The file breaks off before its end. What it holds was kept. Download it again from the holder and add it once more: nothing will be doubled.",
            "Le fichier s'interrompt avant la fin. Ce qu'il contient a été gardé. Téléchargez-le de nouveau chez le détenteur et ajoutez-le encore une fois : rien ne sera compté deux fois."), Actor.Person, null),
        [Outcome.NotMyFile] = new(RunState.Failed, new(
            "This file is not of the kind that was chosen to read it. Let the hub recognise it, or choose another holder.",
            "Ce fichier n'est pas du type choisi pour le lire. Laissez le hub le reconnaître, ou choisissez un autre détenteur."), Actor.Person, null),
        [Outcome.NotUnderstood] = new(RunState.Partial, new(
            "No connector here reads this file yet. It was kept in your vault as a document, and can be read later when a connector for it is there.",
            "Aucun connecteur ne sait encore lire ce fichier. Il a été gardé dans votre coffre comme document, et pourra être lu plus tard quand un connecteur existera."), Actor.Nobody, null),
        [Outcome.FormatChanged] = new(RunState.Partial, new(
            "The holder changed the way it writes this data. What could be read was kept. The connector's publisher has to mend it.",
            "Le détenteur a changé sa façon d'écrire ces données. Ce qui pouvait être lu a été gardé. L'éditeur du connecteur doit le réparer."), Actor.Publisher, null)
        {
            Tried = new("The holder answered in a way that the connector does not know. The connector's publisher has to mend it.", "Le détenteur a répondu d'une façon que le connecteur ne connaît pas. L'éditeur du connecteur doit le réparer."),
        },
        [Outcome.CredentialsRefused] = new(RunState.Failed, new(
            "The holder refused the name or password. Nothing will be tried again until you have entered them anew.",
            "Le détenteur a refusé l'identifiant ou le mot de passe. Rien ne sera retenté tant que vous ne les aurez pas saisis de nouveau."), Actor.Person, null)
        {
            AfterDetail = new("Nothing will be tried again until you have entered the name and password anew.", "Rien ne sera retenté tant que vous n'aurez pas saisi de nouveau l'identifiant et le mot de passe."),
            Tried = new("The holder refused the name or password.", "Le détenteur a refusé l'identifiant ou le mot de passe."),
        },
        [Outcome.CodeNeeded] = new(RunState.Waiting, new(
            "A question is waiting for your answer.",
            "Une question attend votre réponse."), Actor.Person, null),
        [Outcome.ConsentExpired] = new(RunState.Failed, new(
            "The consent that you gave at the holder has run out. Give it again there.",
            "L'accord que vous aviez donné chez le détenteur a expiré. Renouvelez-le chez lui."), Actor.Person, null)
        {
            AfterDetail = new("Give your consent again at the holder.", "Renouvelez votre accord chez le détenteur."),
            Tried = new("The consent that you gave at the holder has run out.", "L'accord que vous aviez donné chez le détenteur a expiré."),
            NextTry = new("Give it again there.", "Renouvelez-le chez lui."),
        },
        [Outcome.ActionNeededAtHolder] = new(RunState.Failed, new(
            "The holder answered with a message instead of your data. Sign in on its site, do what it asks, then fetch again.",
            "Le détenteur a répondu par un message au lieu de vos données. Connectez-vous sur son site, faites ce qu'il demande, puis récupérez de nouveau."), Actor.Person, null)
        {
            AfterDetail = new("Sign in on the holder's site, do what it asks, then fetch again.", "Connectez-vous sur le site du détenteur, faites ce qu'il demande, puis récupérez de nouveau."),
            Tried = new("The holder answered with a message instead of your data.", "Le détenteur a répondu par un message au lieu de vos données."),
            NextTry = new("Sign in on its site, and do what it asks.", "Connectez-vous sur son site, et faites ce qu'il demande."),
        },
        [Outcome.HolderUnavailable] = new(RunState.Failed, new(
            "The holder cannot be reached at the moment. It will be tried again by itself.",
            "Le détenteur est injoignable pour le moment. Un nouvel essai aura lieu tout seul."), Actor.Nobody, TimeSpan.FromMinutes(15), PatientTries)
        {
            AfterDetail = new("It will be tried again by itself.", "Un nouvel essai aura lieu tout seul."),
            Tried = new("The holder cannot be reached at the moment.", "Le détenteur est injoignable pour le moment."),
            NextTry = new("Try again later.", "Réessayez plus tard."),
        },
        [Outcome.RateLimited] = new(RunState.Partial, new(
            "The holder asks to slow down. What was read was kept; the rest follows later.",
            "Le détenteur demande de ralentir. Ce qui a été lu a été gardé ; le reste suivra plus tard."), Actor.Nobody, TimeSpan.FromHours(1), PatientTries)
        {
            AfterDetail = new("What was read was kept; the rest follows later.", "Ce qui a été lu a été gardé ; le reste suivra plus tard."),
            Tried = new("The holder asks to slow down.", "Le détenteur demande de ralentir."),
            NextTry = new("Wait a while, then try again.", "Attendez un peu, puis réessayez."),
        },
        [Outcome.LimitExceeded] = new(RunState.Partial, new(
            "A limit of this hub was reached: size, time or memory. What was read before was kept. The admin of the hub can raise the limit.",
            "Une limite de ce hub a été atteinte : taille, durée ou mémoire. Ce qui a été lu avant a été gardé. L'administrateur du hub peut relever la limite."), Actor.Admin, TimeSpan.FromHours(1), FewTries)
        {
            Tried = new("A limit of this hub was reached: size, time or memory. The admin of the hub can raise the limit.", "Une limite de ce hub a été atteinte : taille, durée ou mémoire. L'administrateur du hub peut relever la limite."),
        },
        [Outcome.PluginFault] = new(RunState.Partial, new(
            "The plug-in failed. What was read before was kept, and your other data is not touched. Its publisher has to mend it.",
            "Le module a échoué. Ce qui a été lu avant a été gardé, et vos autres données ne sont pas touchées. Son éditeur doit le réparer."), Actor.Publisher, TimeSpan.FromHours(1), FewTries)
        {
            Tried = new("The plug-in failed. Its publisher has to mend it.", "Le module a échoué. Son éditeur doit le réparer."),
        },
    };

    private static readonly Text FileInPart = new(
        "The file was read to its end. Some items in it could not be kept: they are listed with their reasons.",
        "Le fichier a été lu jusqu'au bout. Certains éléments n'ont pas pu être gardés : ils sont listés avec leurs raisons.");

    private static readonly Text DoneInPart = new(
        "Everything was read. Some items could not be kept: they are listed with their reasons.",
        "Tout a été lu. Certains éléments n'ont pas pu être gardés : ils sont listés avec leurs raisons.");

    public static OutcomeRule Of(Outcome outcome) => Rules[outcome];

    /// <summary>What the person reads about a run that has an outcome, when nothing more is known of it.</summary>
    public static Text SentenceOf(Run run) => run is { Outcome: Outcome.Done, Counts.Rejected: > 0 } ? run is { Kind: RunKind.Import or RunKind.Reparse, Parts.Count: < 2 } ? FileInPart : DoneInPart : Of(run.Outcome!.Value).Sentence;

    /// <summary>All that the person reads about how a run ended. What the plug-in said is not said twice.</summary>
    public static Text Told(Run run) => run is { Parts.Count: > 1, Outcome: not Outcome.Done, Kind: not RunKind.Undo } ? Join(OfSeveral(run.Parts.Count), ToldOfOne(run)) : ToldOfOne(run);

    private static Text ToldOfOne(Run run) =>
        run.Detail is not { } detail ? SentenceOf(run)
        : run.Kind == RunKind.Undo || run is { Kind: RunKind.Reparse, Outcome: not (Outcome.Done or Outcome.Truncated) } ? detail
        : Of(run.Outcome!.Value).AfterDetail is { } after ? Join(detail, after)
        : Join(SentenceOf(run), detail);

    /// <summary>What several files come to is told by the first that was not read as it should be.</summary>
    private static Text OfSeveral(int files) => new($"Of {files} files, some need a look: each says why. The first:", $"Sur {files} fichiers, certains demandent un coup d'œil\u00a0: chacun dit pourquoi. Le premier\u00a0:");

    /// <summary>What the person reads about settings that did not work.</summary>
    public static Text ToldOfTrial(Outcome outcome, Text? detail) => Of(outcome).NextTry is { } next ? Join(WhatHappened(outcome, detail), next) : WhatHappened(outcome, detail);

    /// <summary>Without a word of what was kept, or of what comes next.</summary>
    public static Text WhatHappened(Outcome outcome, Text? detail)
    {
        var rule = Of(outcome);
        var what = rule.Tried ?? rule.Sentence;
        return detail is null ? what : rule.AfterDetail is null ? Join(what, detail) : detail;
    }

    public static Text Join(Text one, Text other) => new($"{one.En} {other.En}", $"{one.Fr} {other.Fr}");
}
