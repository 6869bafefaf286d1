using Hub.Core.Runs;
using Hub.Sdk;

namespace Hub.Inbox;

/// <summary>Why a file of the watched folder was not imported.</summary>
internal static class Reasons
{
    public static readonly Text Link = new("This is a link, which is never followed. Put the file itself here.", "Ceci est un lien, qui n'est jamais suivi. Déposez ici le fichier lui-même.");

    public static readonly Text NoFile = new("This cannot be read as a file: it is none, or the hub has no right to read it. Put a file here that the hub's user may read.", "Ceci ne se lit pas comme un fichier : ce n'en est pas un, ou le hub n'a pas le droit de le lire. Déposez un fichier que l'utilisateur du hub peut lire.");

    public static readonly Text Empty = new("The file is empty.", "Le fichier est vide.");

    public static readonly Text TooLarge = new("The file is larger than 4 GB, more than the hub takes at once.", "Le fichier dépasse 4 Go, plus que ce que le hub accepte en une fois.");

    private static readonly Text Cancelled = new("The import was cancelled.", "L'import a été annulé.");

    public static Text Of(Run run) => (run.Outcome is null ? run.Detail : Outcomes.Told(run)) ?? Cancelled;
}
