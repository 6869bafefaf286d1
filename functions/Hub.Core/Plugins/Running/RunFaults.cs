using System.Globalization;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>The outcome and the sentence of one fault. In the sentence, {0} is what the runner says of the place, {1} the limit.</summary>
internal sealed record RunFaultRule(Outcome Outcome, Text Sentence);

/// <summary>The one table of what can go wrong with a plug-in's process.</summary>
internal static class RunFaults
{
    private static readonly Dictionary<RunFault, RunFaultRule> Rules = new()
    {
        [RunFault.OtherSdk] = new(Outcome.PluginFault, new(
            "This plug-in was made for version {0} of the SDK and this hub has version {1}. Install the plug-in's version for this hub.",
            "Ce module a été fait pour la version {0} du SDK, et ce hub a la version {1}. Installez la version du module faite pour ce hub.")),
        [RunFault.EntryMissing] = new(Outcome.PluginFault, new(
            "The plug-in's folder is incomplete: {0} is missing. Install the plug-in again.",
            "Le dossier du module est incomplet : {0} manque. Installez le module de nouveau.")),
        [RunFault.EntryUnreadable] = new(Outcome.PluginFault, new(
            "The plug-in's file {0} is damaged, or is not a plug-in for this hub. Install the plug-in again.",
            "Le fichier {0} du module est abîmé, ou n'est pas un module pour ce hub. Installez le module de nouveau.")),
        [RunFault.NoImplementation] = new(Outcome.PluginFault, new(
            "The plug-in does not hold what its manifest says: no public class in it is an {0}. Tell the plug-in's publisher.",
            "Le module ne contient pas ce que dit son manifeste : aucune classe publique n'y est un {0}. Prévenez l'éditeur du module.")),
        [RunFault.SeveralImplementations] = new(Outcome.PluginFault, new(
            "The plug-in holds several public classes that are an {0}, where there must be one. Tell the plug-in's publisher.",
            "Le module contient plusieurs classes publiques qui sont un {0}, alors qu'il en faut une seule. Prévenez l'éditeur du module.")),
        [RunFault.NotConstructed] = new(Outcome.PluginFault, new(
            "The plug-in failed before it began ({0}). Nothing was read. Tell the plug-in's publisher.",
            "Le module a échoué avant de commencer ({0}). Rien n'a été lu. Prévenez l'éditeur du module.")),
        [RunFault.LibraryMissing] = new(Outcome.PluginFault, new(
            "The plug-in's folder is incomplete: the library {0} is missing. What was read before is kept. Install the plug-in again, or tell its publisher.",
            "Le dossier du module est incomplet : la bibliothèque {0} manque. Ce qui a été lu avant est gardé. Installez le module de nouveau, ou prévenez son éditeur.")),
        [RunFault.DoesNotFit] = new(Outcome.PluginFault, new(
            "The plug-in was built against other versions of the libraries than it finds here ({0}). What was read before is kept. Tell the plug-in's publisher.",
            "Le module a été fait avec d'autres versions des bibliothèques que celles d'ici ({0}). Ce qui a été lu avant est gardé. Prévenez l'éditeur du module.")),
        [RunFault.ModeMissing] = new(Outcome.PluginFault, new(
            "The plug-in cannot do what it was asked for. Update the hub and the plug-in.",
            "Le module ne sait pas faire ce qui lui est demandé. Mettez à jour le hub et le module.")),
        [RunFault.Escaped] = new(Outcome.PluginFault, new(
            "The plug-in failed on something it did not expect ({0}). What was read before is kept. Tell the plug-in's publisher.",
            "Le module a échoué sur un cas qu'il n'attendait pas ({0}). Ce qui a été lu avant est gardé. Prévenez l'éditeur du module.")),
        [RunFault.ScriptUnreadable] = new(Outcome.PluginFault, new(
            "The plug-in's script {0} is not a module as it should be. Nothing was read. Tell the plug-in's publisher.",
            "Le script {0} du module n'est pas un module tel qu'attendu. Rien n'a été lu. Prévenez l'éditeur du module.")),
        [RunFault.ScriptNewer] = new(Outcome.PluginFault, new(
            "The plug-in's script cannot be understood at {0} (line and column): what stands there is newer than ES5, the JavaScript that the hub runs, or is a mistake. Its author makes ES5 of it with the command npm run build. Nothing was read. Tell the plug-in's publisher.",
            "Le script du module ne peut pas être compris à {0} (ligne et colonne) : ce qui s'y trouve est plus récent qu'ES5, le JavaScript que le hub exécute, ou est une erreur. Son auteur en fait de l'ES5 avec la commande npm run build. Rien n'a été lu. Prévenez l'éditeur du module.")),
        [RunFault.ScriptTooDeep] = new(Outcome.PluginFault, new(
            "The plug-in's script is nested too deeply at {0} to be run. Nothing was read. Tell the plug-in's publisher.",
            "Le script du module est imbriqué trop profondément à {0} pour être exécuté. Rien n'a été lu. Prévenez l'éditeur du module.")),
        [RunFault.ExportMissing] = new(Outcome.PluginFault, new(
            "The plug-in does not do what its manifest says: its script exports no function {0}. Nothing was read. Tell the plug-in's publisher.",
            "Le module ne fait pas ce que dit son manifeste : son script n'exporte aucune fonction {0}. Rien n'a été lu. Prévenez l'éditeur du module.")),
        [RunFault.TooManySteps] = new(Outcome.LimitExceeded, new(
            "The plug-in took more steps than one run may take, and was stopped at {0}. What was read before is kept. Tell the plug-in's publisher.",
            "Le module a dépassé le nombre d'étapes permis pour une seule fois, et a été arrêté à {0}. Ce qui a été lu avant est gardé. Prévenez l'éditeur du module.")),
        [RunFault.PatternTooSlow] = new(Outcome.PluginFault, new(
            "A search pattern of the plug-in took too long on what it read, at {0}. What was read before is kept. Tell the plug-in's publisher.",
            "Un motif de recherche du module a pris trop de temps sur ce qu'il lisait, à {0}. Ce qui a été lu avant est gardé. Prévenez l'éditeur du module.")),
        [RunFault.OutOfMemory] = new(Outcome.LimitExceeded, new(
            "The plug-in needed more memory than the {1} MB it may use. What was read before is kept. Try with a smaller file, or ask the admin of the hub for more memory; and tell the plug-in's publisher.",
            "Le module a demandé plus de mémoire que les {1} Mo permis. Ce qui a été lu avant est gardé. Essayez avec un fichier plus petit, ou demandez plus de mémoire à l'administrateur du hub ; et prévenez l'éditeur du module.")),
        [RunFault.TooLong] = new(Outcome.LimitExceeded, new(
            "The plug-in was not done after {1} and was stopped. What was read before is kept. Ask the admin of the hub for more time if the file is very large; otherwise tell the plug-in's publisher.",
            "Le module n'avait pas fini au bout de {1} et a été arrêté. Ce qui a été lu avant est gardé. Si le fichier est très gros, demandez plus de temps à l'administrateur du hub ; sinon, prévenez l'éditeur du module.")),
        [RunFault.TooMuchMemory] = new(Outcome.LimitExceeded, new(
            "The plug-in needed more memory than the {1} MB it may use. What was read before is kept. Try with a smaller file, or ask the admin of the hub for more memory; and tell the plug-in's publisher.",
            "Le module a demandé plus de mémoire que les {1} Mo permis. Ce qui a été lu avant est gardé. Essayez avec un fichier plus petit, ou demandez plus de mémoire à l'administrateur du hub ; et prévenez l'éditeur du module.")),
        [RunFault.TooManyRecords] = new(Outcome.LimitExceeded, new(
            "The plug-in gave more than {1} items, the most that one run may hold, and was stopped. What was read before is kept. Ask the admin of the hub to raise the limit, or add the file in parts.",
            "Le module a donné plus de {1} éléments, le maximum pour une seule fois, et a été arrêté. Ce qui a été lu avant est gardé. Demandez à l'administrateur du hub de relever la limite, ou ajoutez le fichier en plusieurs parties.")),
        [RunFault.TooMuchOutput] = new(Outcome.LimitExceeded, new(
            "The plug-in gave more than {1} MB, the most that one run may hold, and was stopped. What was read before is kept. Ask the admin of the hub to raise the limit, or add the file in parts.",
            "Le module a donné plus de {1} Mo, le maximum pour une seule fois, et a été arrêté. Ce qui a été lu avant est gardé. Demandez à l'administrateur du hub de relever la limite, ou ajoutez le fichier en plusieurs parties.")),
        [RunFault.StackOverflow] = new(Outcome.PluginFault, new(
            "The plug-in lost itself in something nested too deeply, and broke off. What was read before is kept. Check that the file is the one that the holder gave; if so, tell the plug-in's publisher.",
            "Le module s'est perdu dans des éléments imbriqués trop profondément, et s'est interrompu. Ce qui a été lu avant est gardé. Vérifiez que le fichier est bien celui du détenteur ; si oui, prévenez l'éditeur du module.")),
        [RunFault.Crashed] = new(Outcome.PluginFault, new(
            "The plug-in broke off suddenly (code {0}). What was read before is kept. Try once more; if it happens again, tell the plug-in's publisher.",
            "Le module s'est interrompu brutalement (code {0}). Ce qui a été lu avant est gardé. Essayez encore une fois ; si cela se répète, prévenez l'éditeur du module.")),
        [RunFault.EndedEarly] = new(Outcome.PluginFault, new(
            "The plug-in ended without saying that it was done, so something may be missing. What was read before is kept. Tell the plug-in's publisher.",
            "Le module s'est terminé sans dire qu'il avait fini, il manque donc peut-être quelque chose. Ce qui a été lu avant est gardé. Prévenez l'éditeur du module.")),
        [RunFault.BrokenFrames] = new(Outcome.PluginFault, new(
            "The plug-in disturbed its own connection to the hub and was stopped. What was read before is kept. Tell the plug-in's publisher.",
            "Le module a perturbé sa propre liaison avec le hub et a été arrêté. Ce qui a été lu avant est gardé. Prévenez l'éditeur du module.")),
        [RunFault.ReplyGone] = new(Outcome.PluginFault, new(
            "The plug-in read a holder's reply that the hub does not hold any more: it must read each before the next ones. Tell the plug-in's publisher.",
            "Le module a lu une réponse d'un détenteur que le hub n'a plus : il doit lire chacune avant les suivantes. Prévenez l'éditeur du module.")),
        [RunFault.OtherProtocol] = new(Outcome.PluginFault, new(
            "The part of the hub that runs plug-ins does not belong to this version. Nothing was read. Install the hub again.",
            "La partie du hub qui fait fonctionner les modules n'est pas de cette version. Rien n'a été lu. Installez le hub de nouveau.")),
    };

    public static (Outcome Outcome, Text Detail) Of(RunFault fault, string? where, RunnerLimits limits)
    {
        var rule = Rules[fault];
        var limit = Limit(fault, limits);
        return (rule.Outcome, new Text(Fill(rule.Sentence.En, where, limit), Fill(rule.Sentence.Fr, where, limit)));
    }

    private static string Fill(string sentence, string? where, string limit) =>
        string.Format(CultureInfo.InvariantCulture, sentence, where ?? "?", limit);

    private static string Limit(RunFault fault, RunnerLimits limits) => fault switch
    {
        RunFault.OtherSdk => Number(SdkVersion.Major),
        RunFault.OutOfMemory or RunFault.TooMuchMemory => Number(limits.Memory / 1024 / 1024),
        RunFault.TooLong => limits.Time.TotalMinutes >= 1 ? $"{Number((long)limits.Time.TotalMinutes)} min" : $"{Number((long)limits.Time.TotalSeconds)} s",
        RunFault.TooManyRecords => Number(limits.MaxRecords),
        RunFault.TooMuchOutput => Number(limits.MaxOutputBytes / 1024 / 1024),
        _ => "",
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
