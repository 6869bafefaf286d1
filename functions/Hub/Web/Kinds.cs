using Hub.Core.Runs;
using Hub.Sdk;

namespace Hub.Web;

/// <summary>The kinds of states that pages show, each with an icon and a word of its own.</summary>
public static class Kinds
{
    public static Text Word(string kind) => kind switch
    {
        "good" => new("Done", "Fait"),
        "attention" => new("To look at", "À regarder"),
        "wrong" => new("Did not work", "Échec"),
        _ => new("Good to know", "À savoir"),
    };

    public static string Of(RunState state) => state switch
    {
        RunState.Succeeded => "good",
        RunState.Partial or RunState.Waiting => "attention",
        RunState.Failed => "wrong",
        _ => "plain",
    };

    public static Text Word(RunState state) => state switch
    {
        RunState.Queued => new("Waiting its turn", "En attente"),
        RunState.Running => new("Running", "En cours"),
        RunState.Waiting => new("Waits for your answer", "Attend votre réponse"),
        RunState.Succeeded => new("Done", "Fait"),
        RunState.Partial => new("Done in part", "Fait en partie"),
        RunState.Failed => new("Did not work", "Échec"),
        RunState.Cancelled => new("Cancelled", "Annulé"),
        RunState.Interrupted => new("Interrupted, resumes by itself", "Interrompu, reprendra tout seul"),
        _ => new("Unknown", "Inconnu"),
    };

    public static Text Word(RunKind kind) => kind switch
    {
        RunKind.Import => new("File added", "Fichier ajouté"),
        RunKind.Sync => new("Fetched from the holder", "Récupéré chez le détenteur"),
        RunKind.Compute => new("Computed", "Calcul"),
        RunKind.Export => new("Export", "Export"),
        RunKind.Undo => new("Undone", "Annulation"),
        RunKind.Reparse => new("Read again", "Relu"),
        _ => new("Restored", "Restauration"),
    };

    public static Text Who(Actor actor) => actor switch
    {
        Actor.Person => new("You can act.", "C'est à vous d'agir."),
        Actor.Publisher => new("The plug-in's publisher must act; there is nothing that you need to do.", "C'est à l'éditeur du module d'agir ; vous n'avez rien à faire."),
        Actor.Admin => new("The admin of this hub must act.", "C'est à l'administrateur de ce hub d'agir."),
        _ => new("Nobody needs to act.", "Personne n'a besoin d'agir."),
    };
}
