using Hub.Sdk;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>What the cells of a table leave open, so that the person looks.</summary>
internal static class TeachingDoubts
{
    public static Text Type { get; } = new(
        "What this table holds could not be told from its header. Choose it, then the column of each value.",
        "L'en-tête ne dit pas ce que contient ce tableau. Choisissez-le, puis la colonne de chaque valeur.");

    public static Text Order { get; } = new(
        "No date in the rows that were looked at tells whether the day or the month comes first. The day is taken to come first: check it against a date that you know.",
        "Aucune date des lignes regardées ne dit si le jour ou le mois vient en premier. Le jour est supposé venir en premier\u00a0: vérifiez-le avec une date que vous connaissez.");

    public static Text Mark { get; } = new(
        "No number in the rows that were looked at tells whether a comma or a point stands before the decimals. Check it against an amount that you know.",
        "Aucun nombre des lignes regardées ne dit si c'est la virgule ou le point qui précède les décimales. Vérifiez-le avec un montant que vous connaissez.");

    public static Text Sign { get; } = new(
        "No amount in the rows that were looked at is below zero, and no column says which way money goes. If they are all spendings, say so below.",
        "Aucun montant des lignes regardées n'est négatif, et aucune colonne ne dit dans quel sens va l'argent. Si ce sont toutes des dépenses, dites-le plus bas.");

    public static Text Step { get; } = new(
        "The rows do not follow one another at a steady step of a day or less, so the length of each period could not be told.",
        "Les lignes ne se suivent pas à un pas régulier d'un jour ou moins\u00a0: la durée de chaque période n'a pas pu être trouvée.");
}
