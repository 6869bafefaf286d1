namespace Hub.Core.Exports;

/// <summary>The layout of an export: open files that any program reads, and the names that a restore looks for.</summary>
internal static class ExportFormat
{
    public const int Version = 1;
    public const string About = "hub.json";
    public const string Sums = "SHA256SUMS";
    public const string FileList = "files.ndjson";
    public const string Sources = "sources.ndjson";
    public const string Journal = "journal.ndjson";
    public const string Ledger = "ledger.ndjson";
    public const string Records = "records/";
    public const string Types = "types/";
    public const string Files = "files/";

    public const string Readme = """
        # An export of a vault / Une exportation d'un coffre

        Everything that the vault held at one moment, as open files. / Tout ce que le coffre contenait à un instant donné, en fichiers ouverts.

        | file / fichier | holds / contient |
        | --- | --- |
        | hub.json | when and at which sequence number it was made, and how many records of each type / quand, à quel numéro de séquence, et combien de données de chaque type |
        | types/NAME.json | the record types as JSON Schema, with labels and units / les types de données en JSON Schema, avec libellés et unités |
        | records/NAME.ndjson | one record a line: type, id, time, subject, data, seq, provenance; deleted ones say so, with their content while they can be taken back, without it once they were removed for good / une donnée par ligne ; les données supprimées le disent, avec leur contenu tant qu'elles peuvent être reprises, sans lui une fois supprimées pour de bon |
        | files.ndjson, files/HASH | the files that were given to the hub, under their SHA-256, and their names / les fichiers confiés au hub, sous leur SHA-256, et leurs noms |
        | journal.ndjson | who read or changed what, when and why / qui a lu ou changé quoi, quand et pourquoi |
        | ledger.ndjson | which calls plug-ins made, to whom, how much went out and in / quels appels les modules ont faits, à qui, combien est sorti et entré |
        | insights.ndjson | what services computed / ce que les services ont calculé |
        | sources.ndjson | how sources were set up, without passwords / comment les sources étaient configurées, sans mots de passe |
        | SHA256SUMS | the sum of every file; check with: sha256sum -c SHA256SUMS / la somme de chaque fichier |

        If you erase the vault afterwards, its receipt repeats one sum of all this: / Si vous effacez ensuite le coffre, son reçu répète une somme de tout ceci : `grep -E '  (records|files)/' SHA256SUMS | sha256sum`

        It can be restored into any hub: `hub restore --user NAME FILE.zip`, with `--dry-run` first to see what would come. A restore adds what is missing,
        never overwrites or erases, and lists what stands there otherwise. Grants, tokens and secrets are not in it. / Elle peut être restaurée dans n'importe quel hub, avec `--dry-run` d'abord pour voir ce qui viendrait : une restauration
        ajoute ce qui manque, sans jamais remplacer ni effacer, et dresse la liste de ce qui diffère. Elle ne contient ni autorisations, ni jetons, ni secrets.

        Keep it as carefully as the vault itself: it is not encrypted. / Gardez-la aussi soigneusement que le coffre : elle n'est pas chiffrée.

        """;
}
