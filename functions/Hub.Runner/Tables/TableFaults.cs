using System.Globalization;
using Hub.Sdk;

namespace Hub.Runner.Tables;

/// <summary>What a person reads when a table, or a row of it, is not as the mapping says. Column names are the holder's; no cell is quoted.</summary>
internal static class TableFaults
{
    public static RunException Unknown() => new(Outcome.NotMyFile, new Text("This table has none of the headers that the plug-in knows.", "Ce tableau n'a aucun des en-têtes que le module connaît."));

    public static RunException NoTable() => new(Outcome.NotUnderstood, new Text(
        "No table was found in this file: rows of several cells, with a header above them.",
        "Aucun tableau n'a été trouvé dans ce fichier\u00a0: des lignes de plusieurs cellules, sous un en-tête."));

    public static RunException Breaks(int at, string counts) => new(Outcome.Truncated, counts switch
    {
        "item" => new Text(
            $"The file breaks off in item {Number(at)}. The items before it are kept. Download the file again.",
            $"Le fichier s'interrompt dans l'élément {Number(at)}. Les éléments précédents sont gardés. Téléchargez le fichier de nouveau."),
        "row" => new Text(
            $"The sheet breaks off or is damaged in row {Number(at)}. The rows before it are kept. Download the file again.",
            $"La feuille s'interrompt ou est abîmée à la ligne {Number(at)}. Les lignes précédentes sont gardées. Téléchargez le fichier de nouveau."),
        _ => new Text(
            $"The file breaks off in the row that begins on line {Number(at)}. The rows before it are kept. Download the file again.",
            $"Le fichier s'interrompt dans la ligne de tableau qui commence à la ligne {Number(at)}. Les lignes précédentes sont gardées. Téléchargez le fichier de nouveau."),
    });

    public static Text TooLarge => new(
        "This JSON file is larger than 64 MB, which is the most that is read as one document. Ask for a shorter period.",
        "Ce fichier JSON dépasse 64\u00a0Mo, le maximum pour un seul document. Demandez une période plus courte.");

    public static Text Unclosed => new("A quotation mark opens a cell and none closes it, or the row is too long.", "Un guillemet ouvre une cellule et aucun ne la ferme, ou la ligne est trop longue.");

    public static Text Cells(int cells, int columns) => new(
        $"The row has {Number(cells)} cells, and the header {Number(columns)} columns: what stands in which column cannot be told.",
        $"La ligne a {Number(cells)} cellules, et l'en-tête {Number(columns)} colonnes\u00a0: on ne peut pas dire ce qui est dans quelle colonne.");

    public static Text Date(string column, string order) => new(
        $"The column “{column}” does not hold a date written {Orders(order).En}.",
        $"La colonne «\u00a0{column}\u00a0» ne contient pas une date écrite {Orders(order).Fr}.");

    public static Text Time(string column) => new($"The column “{column}” does not hold a time that exists once on that day: in spring the clocks leave an hour out, in autumn they go through one twice.", $"La colonne «\u00a0{column}\u00a0» ne contient pas une heure qui existe une seule fois ce jour-là\u00a0: au printemps les horloges sautent une heure, en automne elles en passent une deux fois.");

    public static Text Amount(string column) => new(
        $"The column “{column}” does not hold a number that can be read without guessing.",
        $"La colonne «\u00a0{column}\u00a0» ne contient pas un nombre lisible sans deviner.");

    public static Text Unit(string column) => new(
        $"The column “{column}” holds a number that is too large for its unit.",
        $"La colonne «\u00a0{column}\u00a0» contient un nombre trop grand pour son unité.");

    public static Text Both(string debit, string credit) => new(
        $"Both “{debit}” and “{credit}” hold an amount: which one counts cannot be told.",
        $"«\u00a0{debit}\u00a0» et «\u00a0{credit}\u00a0» contiennent tous deux un montant\u00a0: on ne peut pas dire lequel compte.");

    public static Text Way(string column) => new(
        $"The column “{column}” does not say whether the amount goes out or comes in.",
        $"La colonne «\u00a0{column}\u00a0» ne dit pas si le montant sort ou entre.");

    private static Text Orders(string order) => order switch
    {
        "mdy" => new("month, day, year", "mois, jour, année"),
        "ymd" => new("year, month, day", "année, mois, jour"),
        _ => new("day, month, year", "jour, mois, année"),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
