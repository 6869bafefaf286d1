using Hub.Sdk;

namespace Hub.Core.Notices;

/// <summary>What is said of each kind. No word of what a vault holds: a source has its name only where the person wants it named.</summary>
internal static class NoticeWords
{
    public static Text LineOf(NoticeKind kind, string? name)
    {
        var en = name is null ? "One of your sources" : $"The source “{name}”";
        var fr = name is null ? "Une de vos sources" : $"La source «\u00a0{name}\u00a0»";
        return kind switch
        {
            NoticeKind.Question => new(
                $"{en} asks something before it can go on. If it asks for a code, the code expires soon.",
                $"{fr} pose une question avant de continuer. S'il s'agit d'un code, il expire bientôt."),
            NoticeKind.CredentialsRefused => new(
                $"{en} was refused by its holder: the name or password is not right any more. Nothing is tried again until you have entered them anew.",
                $"{fr} a été refusée par son détenteur\u00a0: l'identifiant ou le mot de passe n'est plus le bon. Rien ne sera retenté tant que vous ne les aurez pas saisis de nouveau."),
            NoticeKind.ConsentExpired => new(
                $"{en} brings nothing more: the consent that you gave at its holder has run out. Give it again there.",
                $"{fr} n'apporte plus rien\u00a0: l'accord que vous aviez donné chez son détenteur a expiré. Renouvelez-le chez lui."),
            NoticeKind.ConsentEnding => new(
                $"{en} will soon bring nothing more: the consent that you gave at its holder runs out within two weeks. Give it again there, and enter the new date here.",
                $"{fr} n'apportera bientôt plus rien\u00a0: l'accord que vous avez donné chez son détenteur expire dans moins de deux semaines. Renouvelez-le chez lui, et saisissez ici la nouvelle date."),
            NoticeKind.AllowanceEnding => new(
                $"{en} will soon bring nothing more: the time that you gave it here is over within two weeks. Give it more time if you want it to go on.",
                $"{fr} n'apportera bientôt plus rien\u00a0: le temps que vous lui avez donné ici s'achève dans moins de deux semaines. Donnez-lui plus de temps si vous voulez qu'elle continue."),
            NoticeKind.ActionNeeded => new(
                $"{en} waits for you: its holder asks you to do something on its own site.",
                $"{fr} vous attend\u00a0: son détenteur vous demande quelque chose sur son propre site."),
            NoticeKind.Failing => new(
                $"{en} has failed for some time and has brought nothing new.",
                $"{fr} échoue depuis quelque temps et n'apporte rien de nouveau."),
            NoticeKind.BackupFailing => new(
                "Your hub's backup on schedule fails. Your home page says why; it is tried again every hour.",
                "La sauvegarde programmée de votre hub échoue. Votre page d'accueil dit pourquoi\u00a0; elle est retentée toutes les heures."),
            _ => new(
                $"{en} grows old: a fresh file from its holder is worth fetching.",
                $"{fr} prend de l'âge\u00a0: un nouveau fichier de son détenteur vaut la peine."),
        };
    }

    public static Text TitleOf(bool isUrgent, int count) => (isUrgent, count) switch
    {
        (true, 1) => new("A question is waiting for you", "Une question vous attend"),
        (true, _) => new($"{count} questions are waiting for you", $"{count} questions vous attendent"),
        (_, 1) => new("One thing needs your attention", "Un point demande votre attention"),
        _ => new($"{count} things need your attention", $"{count} points demandent votre attention"),
    };

    public static Text Test { get; } = new(
        "This is how your hub tells you when a source asks something or needs you. It never writes what is in your vault.",
        "C'est ainsi que votre hub vous prévient quand une source pose une question ou a besoin de vous. Il n'écrit jamais ce que contient votre coffre.");

    public static Text TestTitle { get; } = new("A test from your hub", "Un essai de votre hub");

    public static Text Footer(string settings) => new($"You are told because you asked to be: {settings}", $"Vous êtes prévenu parce que vous l'avez demandé\u00a0: {settings}");
}
