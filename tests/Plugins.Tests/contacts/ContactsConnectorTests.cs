using System.Text;
using System.Text.Json;
using Hub.Plugins.Contacts;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Contacts;

public sealed class ContactsConnectorTests
{
    [Fact]
    public async Task A_card_becomes_a_contact()
    {
        var import = await Import.Of(new ContactsConnector(), "BEGIN:VCARD\nVERSION:3.0\nUID:u-1\nN:Modèle;Alex;;Dr;\nFN:Dr Alex Modèle\nNICKNAME:Al,Lexa\nORG:Atelier Modèle;Accueil\nTITLE:Libraire\n"
            + "item1.TEL;type=pref:+33 6 00 00 00 01\nitem1.X-ABLabel:_$!<Mobile>!$_\nTEL;TYPE=work,fax:02\nEMAIL;TYPE=HOME:alex@exemple.example\nADR;TYPE=HOME:;;3 rue du Port\\nBâtiment B;Nantes;;44000;France\nADR;TYPE=WORK:BP 1;;;Rezé;;;\nBDAY:1980-02-29\nNOTE:a\\, b\\;c\nPHOTO;ENCODING=b:AAAA\n BBBB\nEND:VCARD\n");

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(
            """{"reference":"u-1","kind":"individual","category":"personal","name":"Dr Alex Modèle","nickname":"Al, Lexa","role":"Libraire","organization":"Atelier Modèle, Accueil","telecom":[{"system":"phone","value":"+33 6 00 00 00 01","use":"Mobile"},{"system":"fax","value":"02","use":"work"},{"system":"email","value":"alex@exemple.example","use":"home"}],"address":{"line":["3 rue du Port","Bâtiment B"],"city":"Nantes","postalCode":"44000","country":"France"},"otherAddresses":[{"line":["BP 1"],"city":"Rezé"}],"birthDate":"1980-02-29","note":"a, b;c"}""",
            JsonSerializer.Serialize(Assert.Single(import.All("contact.person")), Plain));
    }

    [Theory]
    [InlineData("BDAY:19800229", "1980-02-29")]
    [InlineData("BDAY;VALUE=date-time:1980-02-28T00:00:00Z", "1980-02-28")]
    [InlineData("BDAY:--0415", null)]
    [InlineData("BDAY:circa 1800", null)]
    [InlineData("BDAY:1953", "1953")]
    [InlineData("BDAY:1953-10", "1953-10")]
    public async Task A_birthday_without_a_whole_date_is_left_out(string line, string? date) =>
        Assert.Equal(date, Text(Assert.Single((await Import.Of(new ContactsConnector(), $"BEGIN:VCARD\nFN:A\n{line}\nEND:VCARD\n")).All("contact.person")), "birthDate"));

    [Fact]
    public async Task Cards_without_an_id_are_told_apart_by_their_rank_and_groups_are_nobody()
    {
        var import = await Import.Of(new ContactsConnector(), string.Concat(Enumerable.Repeat("BEGIN:VCARD\nFN:Sam\nEND:VCARD\n", 2)) + "BEGIN:VCARD\nKIND:group\nFN:Famille\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n");

        SharedTypes.AcceptDistinct(import);
        Assert.Equal([1, 2], import.All("contact.person").Select(contact => contact.GetProperty("occurrence").GetInt32()));
        Assert.Single(import.Context.Rejected);
    }

    [Theory]
    [InlineData("", Outcome.NotMyFile)]
    [InlineData("hello\n", Outcome.NotMyFile)]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n", Outcome.NotMyFile)]
    [InlineData("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B", Outcome.Truncated)]
    [InlineData("BEGIN:VCARD\nFN:A\nEND:VCARD\n", Outcome.Done)]
    public async Task Other_files_and_cut_ones_are_told_apart(string text, Outcome outcome) => Assert.Equal(outcome, (await Import.Of(new ContactsConnector(), text)).Outcome);

    [Theory]
    [InlineData("N;CHARSET=ISO-8859-15;ENCODING=QUOTED-PRINTABLE:Mod=E8le=A4;L=E9a", "Léa Modèle€")]
    [InlineData("N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CF=EE=EF=EE=E2", "Попов")]
    [InlineData("N;ENCODING=QUOTED-PRINTABLE:Mod=C3=A8le", "Modèle")]
    [InlineData("N;ENCODING=QUOTED-PRINTABLE:Mod=E8le", "Modèle")]
    [InlineData("N;CHARSET=nobody-knows;QUOTED-PRINTABLE:Mod=C3=A8le", "Modèle")]
    [InlineData("N;ENCODING=QUOTED-PRINTABLE:Mo=\r\nd=C3=\r\n=A8le", "Modèle")]
    public async Task Quoted_printable_is_read_in_the_characters_that_it_declares(string line, string name) =>
        Assert.Equal(name, Text(Assert.Single((await Import.Of(new ContactsConnector(), $"BEGIN:VCARD\r\nVERSION:2.1\r\n{line}\r\nEND:VCARD\r\n")).All("contact.person")), "name"));

    [Theory]
    [InlineData("utf-8", "")]
    [InlineData("utf-16", "")]
    [InlineData("utf-16BE", "")]
    [InlineData("windows-1252", "")]
    [InlineData("iso-8859-2", ";CHARSET=iso-8859-2")]
    public async Task Characters_are_read_in_any_encoding(string name, string parameter)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"BEGIN:VCARD\r\nFN{parameter}:Zoé Müller\r\nNOTE{parameter}:plié\r\n  ici\r\nEND:VCARD\r\n")];

        var contact = Assert.Single((await Import.Of(new ContactsConnector(), new TestFile("x.vcf", bytes))).All("contact.person"));
        Assert.Equal(("Zoé Müller", "plié ici"), (Text(contact, "name"), Text(contact, "note")));
    }

    [Fact]
    public async Task A_photo_of_any_size_weighs_nothing()
    {
        var photo = string.Join("\r\n ", Enumerable.Repeat(new string('A', 74), 100_000));
        var import = await Import.Of(new ContactsConnector(), $"BEGIN:VCARD\r\nFN:A\r\nPHOTO;ENCODING=b:{photo}\r\nTEL:1\r\nEND:VCARD\r\n");

        Assert.Equal("""{"kind":"individual","category":"personal","name":"A","telecom":[{"system":"phone","value":"1"}]}""", Assert.Single(import.All("contact.person")).GetRawText().Replace("\"occurrence\":1,", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_is_too_large_is_set_aside_and_its_neighbours_are_kept()
    {
        var import = await Import.Of(new ContactsConnector(), $"BEGIN:VCARD\nFN:A\n{string.Concat(Enumerable.Repeat($"NOTE:{new string('x', 1000)}\n", 6000))}END:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n");

        Assert.Equal(("line 1", "B"), (Assert.Single(import.Context.Rejected).Origin.At, Text(Assert.Single(import.All("contact.person")), "name")));
    }

    [Fact]
    public async Task A_line_without_end_and_soft_breaks_without_end_are_harmless()
    {
        Assert.Equal(Outcome.Truncated, (await Import.Of(new ContactsConnector(), "BEGIN:VCARD\nNOTE:" + new string('x', 20_000_000))).Outcome);
        Assert.Equal(Outcome.Truncated, (await Import.Of(new ContactsConnector(), "BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:" + string.Concat(Enumerable.Repeat("=\n", 2_000_000)))).Outcome);
    }

    [Fact]
    public async Task Naughty_strings_come_through_unchanged()
    {
        using var text = new StreamReader(Samples.Get("hostile-text/minimaxir_big-list-of-naughty-strings/blns.json").Open());
        var strings = JsonElement.Parse(await text.ReadToEndAsync()).EnumerateArray().Select(one => one.GetString()!).Where(one => one.Trim() == one && one.Length is > 0 and < 500 && !one.Contains('\n', StringComparison.Ordinal) && !one.Contains('\r', StringComparison.Ordinal)).ToList();
        Assert.True(strings.Count > 300);

        var import = await Import.Of(new ContactsConnector(), string.Concat(strings.Select(one => $"BEGIN:VCARD\nFN:{one.Replace("\\", "\\\\", StringComparison.Ordinal)}\nEND:VCARD\n")));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(strings, import.All("contact.person").Select(one => Text(one, "name")));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string? Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.GetString() : null;
}
