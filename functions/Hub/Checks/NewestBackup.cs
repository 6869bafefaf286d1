using Hub.Core.Backups;
using Hub.Front;
using Hub.Sdk;

namespace Hub.Checks;

/// <summary>Which backup to restore what cannot be put right.</summary>
internal static class NewestBackup
{
    private static readonly Text NoFolder = new(
        "This hub makes no backups (HUB_BACKUP), or they lie elsewhere: hub backup verify DIR tells which of them is whole.",
        "Ce hub ne fait pas de sauvegardes (HUB_BACKUP), ou elles sont ailleurs : hub backup verify DOSSIER dit laquelle est entière.");

    private static readonly Text None = new("In the folder of backups none is complete.", "Dans le dossier des sauvegardes, aucune n'est complète.");

    public static async ValueTask<Text> TellAsync(HubOptions options, CancellationToken cancellationToken)
    {
        if (options.Backup is not { } folder)
        {
            return NoFolder;
        }

        return await new BackupFolder(folder).FindNewestAsync(cancellationToken) is { } name
            ? new Text(
                $"The newest backup with all its pieces is {name}. Try it first, with the recovery key: hub backup verify DIR --at {name}. It may have been made after the damage; then take an earlier one.",
                $"La sauvegarde complète la plus récente est {name}. Éprouvez-la d'abord, avec la clé de secours : hub backup verify DOSSIER --at {name}. Elle peut dater d'après le dégât ; prenez alors une plus ancienne.")
            : None;
    }
}
