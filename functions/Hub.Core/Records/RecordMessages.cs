using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>What a person reads about a record that was set aside: what is wrong and what is expected, never the content itself.</summary>
internal static class RecordMessages
{
    public static readonly Text NotJson = new("This is not valid JSON.", "Ce n'est pas du JSON valide.");
    public static readonly Text NotUtf8 = new("This is not valid UTF-8 text.", "Ce n'est pas un texte UTF-8 valide.");
    public static readonly Text NotAnObject = new("A record is a JSON object.", "Une donnée est un objet JSON.");
    public static readonly Text TooLarge = new("This is larger than 1 MB, the most that one record may hold.", "Cela dépasse 1 Mo, le maximum pour une donnée.");
    public static readonly Text TooDeep = new("Values are nested more than 32 levels deep.", "Des valeurs sont imbriquées sur plus de 32 niveaux.");
    public static readonly Text LoneSurrogate = new("This text holds half a character (a lone surrogate).", "Ce texte contient une moitié de caractère (un demi-codet isolé).");
    public static readonly Text NumberTooLong = new("This number cannot be kept exactly: at most 28 digits, and below 7.9e28.", "Ce nombre ne peut pas être gardé exactement\u00a0: au plus 28 chiffres, et moins de 7,9e28.");
    public static readonly Text DuplicateMember = new("This field is there twice.", "Ce champ figure deux fois.");
    public static readonly Text Missing = new("This field is required and missing.", "Ce champ est obligatoire et il manque.");
    public static readonly Text Unknown = new("This field is not part of the record type.", "Ce champ ne fait pas partie du type de donnée.");
    public static readonly Text NothingAllowed = new("No value is allowed here.", "Aucune valeur n'est admise ici.");
    public static readonly Text NotAmongValues = new("This is not one of the values that are allowed here.", "Ce n'est pas l'une des valeurs admises ici.");
    public static readonly Text Pattern = new("This text does not have the expected form.", "Ce texte n'a pas la forme attendue.");
    public static readonly Text Time = new(
        "A time is expected: a date such as 2024-03-14, or a date-time with its offset such as 2024-03-14T08:30:00+01:00.",
        "Un moment est attendu\u00a0: une date comme 2024-03-14, ou une date et une heure avec leur décalage comme 2024-03-14T08:30:00+01:00.");

    private static readonly Text Date = new("A date that exists is expected, such as 2024-03-14.", "Une date qui existe est attendue, par exemple 2024-03-14.");
    private static readonly Text DateTime = new("A date and time with its offset is expected, such as 2024-03-14T08:30:00+01:00.", "Une date et une heure avec leur décalage sont attendues, par exemple 2024-03-14T08:30:00+01:00.");
    private static readonly Text PartialDate = new("A year, a month or a date is expected, such as 2024, 2024-03 or 2024-03-14.", "Une année, un mois ou une date est attendu, par exemple 2024, 2024-03 ou 2024-03-14.");
    private static readonly Text Uri = new("A complete web address is expected, such as https://example.org/page.", "Une adresse complète est attendue, par exemple https://example.org/page.");

    private static readonly Text[] TypeNames =
    [
        new("null", "null"), new("true or false", "vrai ou faux"), new("a whole number", "un nombre entier"), new("a number", "un nombre"),
        new("a text", "un texte"), new("a list", "une liste"), new("an object", "un objet"),
    ];

    public static Text Format(SchemaFormat format) => format switch
    {
        SchemaFormat.Date => Date,
        SchemaFormat.DateTime => DateTime,
        SchemaFormat.PartialDate => PartialDate,
        SchemaFormat.PartialDateTime => Time,
        _ => Uri,
    };

    public static Text Type(SchemaTypes types)
    {
        var named = TypeNames.Where((_, index) => ((int)types & (1 << index)) != 0).ToList();
        return new($"Expected here: {string.Join(" or ", named.Select(name => name.En))}.", $"Attendu ici\u00a0: {string.Join(" ou ", named.Select(name => name.Fr))}.");
    }

    public static Text Among(string values) => new($"Expected here, one of: {values}.", $"Attendu ici, l'une de ces valeurs\u00a0: {values}.");

    public static Text AtLeast(string limit) => new($"This number must be at least {limit}.", $"Ce nombre doit être au moins {limit}.");

    public static Text AtMost(string limit) => new($"This number must be at most {limit}.", $"Ce nombre doit être au plus {limit}.");

    public static Text Above(string limit) => new($"This number must be above {limit}.", $"Ce nombre doit être supérieur à {limit}.");

    public static Text Below(string limit) => new($"This number must be below {limit}.", $"Ce nombre doit être inférieur à {limit}.");

    public static Text TooShort(int limit) => new($"This text must have at least {Count(limit, "character")}.", $"Ce texte doit avoir au moins {Count(limit, "caractère")}.");

    public static Text TooLong(int limit) => new($"This text must have at most {Count(limit, "character")}.", $"Ce texte doit avoir au plus {Count(limit, "caractère")}.");

    public static Text TooFewItems(int limit) => new($"This list must have at least {Count(limit, "item")}.", $"Cette liste doit avoir au moins {Count(limit, "élément")}.");

    public static Text TooManyItems(int limit) => new($"This list must have at most {Count(limit, "item")}.", $"Cette liste doit avoir au plus {Count(limit, "élément")}.");

    public static Text TooFewMembers(int limit) => new($"This object must have at least {Count(limit, "field")}.", $"Cet objet doit avoir au moins {Count(limit, "champ")}.");

    public static Text TooManyMembers(int limit) => new($"This object must have at most {Count(limit, "field")}.", $"Cet objet doit avoir au plus {Count(limit, "champ")}.");

    private static string Count(int number, string noun) => number > 1 ? $"{number}\u00a0{noun}s" : $"{number}\u00a0{noun}";
}
