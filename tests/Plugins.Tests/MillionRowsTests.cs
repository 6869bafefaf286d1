using Hub.Plugins.Calendar;
using Hub.Plugins.Camt053;
using Hub.Plugins.Ccda;
using Hub.Plugins.Contacts;
using Hub.Plugins.GasFr;
using Hub.Plugins.GreenButton;
using Hub.Plugins.Linky;
using Hub.Plugins.Mt940;
using Hub.Plugins.Ofx;
using Hub.Plugins.Qif;
using Hub.Plugins.Tests.GreenButton;
using Hub.Sdk;

namespace Hub.Plugins.Tests;

[CollectionDefinition(nameof(MillionRowsTests), DisableParallelization = true)]
public sealed class OneAtATime;

/// <summary>A million rows pass through without piling up.</summary>
[Collection(nameof(MillionRowsTests))]
[Trait("Category", "Long")]
public sealed class MillionRowsTests
{
    private const int Rows = 1_000_000;

    [Fact]
    public async Task A_million_half_hours_do_not_pile_up() => await AssertFlatAsync(new LinkyConnector(), Curve, mostMegabytes: 8);

    [Fact]
    public async Task A_million_gas_days_of_an_answer_do_not_pile_up() => await AssertFlatAsync(new GasFrConnector(), Gas, mostMegabytes: 8);

    [Fact]
    public async Task A_million_readings_of_a_feed_do_not_pile_up() => await AssertFlatAsync(new GreenButtonConnector(), Meter, mostMegabytes: 8);

    // Twelve bytes a reference, in a table that doubles: nothing else may stay.
    [Fact]
    public async Task A_million_operations_leave_only_their_references_fingerprints() => await AssertFlatAsync(new OfxConnector(), Statement, mostMegabytes: 40);

    // Equal lines are numbered too, so some fingerprints are of lines.
    [Fact]
    public async Task A_million_entries_leave_only_their_fingerprints() => await AssertFlatAsync(new Camt053Connector(), Camt, mostMegabytes: 80);

    // Two hashes a number, in a table that doubles.
    [Fact]
    public async Task A_million_results_leave_only_their_numbers_fingerprints() => await AssertFlatAsync(new CcdaConnector(), Results, mostMegabytes: 64);

    // A QIF file has no references: every line leaves a fingerprint.
    [Fact]
    public async Task A_million_lines_leave_only_their_fingerprints() => await AssertFlatAsync(new QifConnector(), Qif, mostMegabytes: 80);

    [Fact]
    public async Task A_million_statement_lines_leave_only_their_fingerprints() => await AssertFlatAsync(new Mt940Connector(), Mt940, mostMegabytes: 80);

    [Fact]
    public async Task A_million_contacts_do_not_pile_up() => await AssertFlatAsync(new ContactsConnector(), Cards, mostMegabytes: 8);

    [Fact]
    public async Task A_million_appointments_do_not_pile_up() => await AssertFlatAsync(new CalendarConnector(), Events, mostMegabytes: 8);

    private static async Task AssertFlatAsync(IConnector connector, Func<IEnumerable<string>> parts, long mostMegabytes)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var read = 0;
        IEnumerable<string> Measured()
        {
            foreach (var part in parts())
            {
                if (++read % 500_000 == 0)
                {
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                }

                yield return part;
            }
        }

        var context = new CountingContext { Answers = { ["account"] = "Mine", ["currency"] = "EUR" } };
        await connector.ImportAsync(context, new GeneratedFile(Measured), CancellationToken.None);

        Assert.Equal(0, context.Rejected);
        Assert.InRange(context.Saved, Rows, Rows + 1);
        Assert.InRange(most / 1024 / 1024, 0, mostMegabytes);
    }

    private static IEnumerable<string> Curve()
    {
        yield return "Identifiant PRM;Type de donnees;Unite;Pas en minutes\n12345678901234;Courbe de charge;W;\nHorodate;Valeur\n";
        var first = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < Rows; i++)
        {
            yield return $"{first.AddMinutes(30 * i):yyyy-MM-ddTHH:mm:sszzz};{i % 4000}\n";
        }
    }

    private static IEnumerable<string> Gas()
    {
        yield return """{"99999999999999":{"releves":[""";
        var first = new DateTime(1990, 1, 1, 6, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < Rows; i++)
        {
            yield return $$"""{{(i == 0 ? "" : ",")}}{"coeffConversion":11.2,"dateDebutReleve":"{{first.AddHours(i / 4.0):yyyy-MM-ddTHH:mm:ss}}+01:00","dateFinReleve":"{{first.AddHours((i / 4.0) + 0.25):yyyy-MM-ddTHH:mm:ss}}+01:00","energieConsomme":{{i % 90}},"natureReleve":"Informative Journalier","volumeBrutConsomme":{{i % 8}},"volumeConverti":null}""";
        }

        yield return "]}}";
    }

    // A block a day, its links behind it, and what it refers to at the end.
    private static IEnumerable<string> Meter()
    {
        const int Day = 96;
        const string Meter = Feeds.Point + "/MeterReading/1";
        yield return """<feed xmlns="http://www.w3.org/2005/Atom">""";
        for (var i = 0; i < Rows; i++)
        {
            yield return (i % Day == 0 ? """<entry><content><IntervalBlock xmlns="http://naesb.org/espi">""" : "") + Feeds.Reading($"{i % 900}", $"{i * 900L}", "900")
                + (i % Day == Day - 1 || i == Rows - 1 ? $"""</IntervalBlock></content><link rel="self" href="{Meter}/IntervalBlock/{i / Day}"/><link rel="up" href="{Meter}/IntervalBlock"/></entry>""" : "");
        }

        yield return string.Concat(Feeds.Meter("<commodity>1</commodity><uom>72</uom>")) + "</feed>";
    }

    private static IEnumerable<string> Statement()
    {
        yield return "OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>";
        for (var i = 0; i < Rows; i++)
        {
            yield return $"<STMTTRN><TRNTYPE>POS<DTPOSTED>20240102<TRNAMT>-{i % 90}.05<FITID>{i}-ref<NAME>Shop {i % 100}</STMTTRN>\n";
        }

        yield return "</BANKTRANLIST></STMTRS></OFX>";
    }

    private static IEnumerable<string> Camt()
    {
        yield return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>FR76123</IBAN></Id></Acct>";
        for (var i = 0; i < Rows; i++)
        {
            yield return $"<Ntry><Amt Ccy=\"EUR\">{i % 90}.05</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-01-02</Dt></BookgDt>{(i % 2 == 0 ? $"<AcctSvcrRef>{i}-ref</AcctSvcrRef>" : "")}<AddtlNtryInf>Shop {i}</AddtlNtryInf></Ntry>\n";
        }

        yield return "</Stmt></BkToCstmrStmt></Document>";
    }

    private static IEnumerable<string> Cards()
    {
        for (var i = 0; i < Rows; i++)
        {
            yield return $"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{i}\r\nFN:Léa Modèle {i}\r\nTEL;TYPE=CELL:06 {i}\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\n";
        }
    }

    private static IEnumerable<string> Events()
    {
        yield return "BEGIN:VCALENDAR\r\n";
        for (var i = 0; i < Rows; i++)
        {
            yield return $"BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART;TZID=Europe/Paris:20260107T200000\r\nDURATION:PT1H\r\nSUMMARY:Rendez-vous n\r\n uméro {i}\r\nEND:VEVENT\r\n";
        }

        yield return "END:VCALENDAR\r\n";
    }

    private static IEnumerable<string> Results()
    {
        yield return "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><id root=\"1\"/><component><structuredBody><component><section><code code=\"30954-2\"/>";
        for (var i = 0; i < Rows; i++)
        {
            yield return $"<entry><observation classCode=\"OBS\" moodCode=\"EVN\"><id root=\"1.2\" extension=\"{i}\"/><code code=\"2276-4\" codeSystem=\"2.16.840.1.113883.6.1\" displayName=\"Ferritin\"/><effectiveTime value=\"20240101\"/><value xsi:type=\"PQ\" value=\"{i % 300}\" unit=\"ng/mL\"/></observation></entry>\n";
        }

        yield return "</section></component></structuredBody></component></ClinicalDocument>";
    }

    private static IEnumerable<string> Qif()
    {
        yield return "!Type:Bank\n";
        for (var i = 0; i < Rows; i++)
        {
            yield return $"D2024-01-{(i % 28) + 1:00}\nT-{i % 90}.05\nPShop {i}\nMon a long day of many words\nLFood:Bread and cheese\nCX\nSFood:Bread\nEbread\n$-{i % 90}.00\nSFood:Cheese\n$-0.05\n^\n";
        }
    }

    private static IEnumerable<string> Mt940()
    {
        yield return ":20:1\n:25:DE123\n:28C:1/1\n";
        for (var i = 0; i < Rows; i++)
        {
            yield return $":61:2401020102D{i % 90},05NMSCNONREF{(i % 2 == 0 ? $"//{i + 1_000_000}" : "")}\n:86:105?00SHOP {i}?20SVWZ+On a long day?30DRESDEFF508?31DE12345?32SHOP {i}\n";
        }

        yield return ":62F:C240131EUR1,\n-\n";
    }
}
