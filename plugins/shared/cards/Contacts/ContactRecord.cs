using System.Globalization;
using System.Text.Json;
using Hub.Plugins.Cards.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Cards.Contacts;

/// <summary>One card as a record.</summary>
internal sealed class ContactRecord(Component card)
{
    private static readonly string[] Days = ["yyyyMMdd", "yyyy-MM-dd"];

    public int At => card.At;

    public string? Uid => card.Find("UID").Text();

    /// <summary>The name to show: the full one, else what else is there to know the card by.</summary>
    public string? Name { get; } = card.Find("FN").Text() ?? PartsName(card.Find("N")) ?? Organization(card) ?? card.Find("NICKNAME").Text() ?? card.Find("EMAIL").Text() ?? card.Find("TEL").Text();

    /// <summary>A list of other cards, which is nobody.</summary>
    public bool IsGroup => (card.Find("KIND") ?? card.Find("X-ADDRESSBOOKSERVER-KIND"))?.Value.Trim().Equals("group", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Why it is set aside, or null.</summary>
    public Text? Fault => card.IsTooLarge ? CardSays.TooLarge : card.IsCut ? CardSays.CardCut : Name is null ? CardSays.NoName : null;

    public void Write(Utf8JsonWriter data, Place place, int? occurrence)
    {
        data.WriteSome("account", place.Account);
        data.WriteSome("reference", place.Reference ?? Uid);
        if (occurrence is { } nth)
        {
            data.WriteNumber("occurrence", nth);
        }

        data.WriteString("kind", IsOrganization ? "organization" : "individual");
        data.WriteString("category", "personal");
        data.WriteString("name", Name!);
        data.WriteSome("nickname", string.Join(", ", card.All("NICKNAME").SelectMany(line => line.List())));
        data.WriteSome("role", card.Find("TITLE").Text() ?? card.Find("ROLE").Text());
        data.WriteSome("organization", IsOrganization && Organization(card) == Name ? null : Organization(card));
        new ContactPoints(card).Write(data);
        new ContactAddresses(card).Write(data);
        data.WriteSome("birthDate", Birth(card.Find("BDAY")?.Value.Trim()));
        data.WriteSome("note", string.Join('\n', card.All("NOTE").Select(line => line.Text()).OfType<string>()));
    }

    private bool IsOrganization => card.Find("KIND")?.Value.Trim().Equals("org", StringComparison.OrdinalIgnoreCase) == true
        || card.Find("X-ABSHOWAS")?.Value.Trim().Equals("COMPANY", StringComparison.OrdinalIgnoreCase) == true;

    private static string? Organization(Component card) => card.Find("ORG") is { } line ? Join(", ", line.Parts()) : null;

    // Family; given; further given; before; after.
    private static string? PartsName(ContentLine? line) => line?.Parts() is { } parts ? Join(" ", new[] { 3, 1, 2, 0, 4 }.Select(part => parts.ElementAtOrDefault(part))) : null;

    private static string? Join(string separator, IEnumerable<string?> parts) => string.Join(separator, parts.Where(part => part is not null)) is { Length: > 0 } joined ? joined : null;

    // A birthday without its year (--0415) is no date; a year, or a year and its month, is one.
    private static string? Birth(string? text) =>
        text is { Length: 4 } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year > 0 ? text
        : text is { Length: 7 } && DateOnly.TryParseExact(text + "-01", Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text
        : text is { Length: >= 8 } && (DateOnly.TryParseExact(text[..8], Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || (text.Length >= 10 && DateOnly.TryParseExact(text[..10], Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
