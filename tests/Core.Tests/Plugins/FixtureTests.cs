using System.Text;
using Hub.Sdk.Testing;
using Xunit;

namespace Core.Tests.Plugins;

/// <summary>A fixture has the shape of a private file and none of its values.</summary>
public sealed class FixtureTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public void A_table_keeps_its_headings_and_delimiters_and_moves_dates_and_amounts_together()
    {
        var made = Make("Date;Libellé;Montant\r\n31/01/2025;CARTE DUPONT;-1234,50\r\n01/02/2025;CARTE DUPONT;2469,00\r\n");
        Assert.Matches(@"^Date;Libellé;Montant\r\n\d\d/\d\d/202\d;[A-Z]{5} [A-Z]{6};-\d{3,4},\d\d\r\n\d\d/\d\d/202\d;[A-Z]{5} [A-Z]{6};\d{3,4},\d\d\r\n$", made);
        var rows = made.Split("\r\n");
        Assert.Equal(rows[1].Split(';')[1], rows[2].Split(';')[1]);
        Assert.Equal(1, (Day(rows[2]) - Day(rows[1])).Days);
        Assert.Equal(-2m, Amount(rows[2]) / Amount(rows[1]), 2);
        Assert.DoesNotContain("DUPONT", made, StringComparison.Ordinal);

        static DateTime Day(string row) => DateTime.ParseExact(row[..10], "dd/MM/yyyy", null);
        static decimal Amount(string row) => decimal.Parse(row.Split(';')[2].Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void JSON_keeps_its_keys_its_spaces_and_the_kinds_of_its_values()
    {
        var made = Make("{ \"name\": \"Marie Curie\",\n  \"mail\": \"marie.curie@example.org\", \"born\": \"1967-11-07\", \"paid\": 1903.11, \"ok\": true, \"none\": null }");
        Assert.Matches(@"^\{ ""name"": ""[A-Z][a-z]{4} [A-Z][a-z]{4}"",\n  ""mail"": ""[a-z]{5}\.[a-z]{5}@[a-z]{7}\.[a-z]{3}"", ""born"": ""19\d\d-\d\d-\d\d"", ""paid"": \d+\.\d\d, ""ok"": true, ""none"": null \}$", made);
        Assert.DoesNotMatch("(?i)marie|curie|1967|1903", made);
    }

    [Fact]
    public void Markup_keeps_its_tags_and_what_the_format_defines()
    {
        var made = Make("<OFX><STMTTRN><TRNTYPE>DIRECTDEBIT<TRNAMT>-46.56<NAME>EDF &amp; FILS</STMTTRN></OFX>", "DIRECTDEBIT");
        Assert.Matches("^<OFX><STMTTRN><TRNTYPE>DIRECTDEBIT<TRNAMT>-[0-9]{2}[.][0-9]{2}<NAME>[A-Z]{3} &amp; [A-Z]{4}</STMTTRN></OFX>$", made);
        Assert.DoesNotContain("FILS", made, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_keys_make_two_fixtures_of_one_file() =>
        Assert.NotEqual(new Masking(Key, []).Mask("Marie Curie"), new Masking([.. Key.Reverse()], []).Mask("Marie Curie"));

    [Fact]
    public void A_shape_says_nothing_of_the_value() =>
        Assert.Equal("a6 92, Horodate", Shape.Of("Dupont 12", new HashSet<string>()) + ", " + Shape.Of("Horodate", new HashSet<string> { "Horodate" }));

    private static string Make(string text, params string[] vocabulary) =>
        Encoding.UTF8.GetString(FixtureMaker.Make(new TestFile("private.txt", Encoding.UTF8.GetBytes(text)), new Masking(Key, vocabulary).Mask));
}
