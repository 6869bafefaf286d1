namespace Bench;

/// <summary>Made-up files of the formats that the readers know, seeded, one record for each of their rows.</summary>
internal static class ReaderInputs
{
    private const int Seed = 20240229;
    private static readonly DateTime Begin = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>By reader: the file's name and how it is written.</summary>
    public static readonly IReadOnlyList<(string Reader, string File, Action<string, int> Write)> All =
    [
        ("ccda", "results.xml", WriteResults),
        ("greenbutton", "feed.xml", WriteFeed),
        ("camt053", "entries.xml", Inputs.WriteCamt),
        ("qif", "lines.qif", WriteQif),
        ("mt940", "lines.sta", Inputs.WriteMt940),
        ("bank-csv", "operations.csv", WriteTable),
        ("gas-fr", "days.json", WriteGas),
        ("contacts", "people.vcf", WriteCards),
        ("calendar", "agenda.ics", WriteEvents),
    ];

    private static void WriteResults(string path, int rows) => Write(
        path,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><id root=\"1.2.3.999.1\"/><code code=\"34133-9\" codeSystem=\"2.16.840.1.113883.6.1\"/><component><structuredBody><component><section><code code=\"30954-2\" codeSystem=\"2.16.840.1.113883.6.1\"/><title>Results</title>\n",
        rows,
        (i, random) => $"<entry><observation classCode=\"OBS\" moodCode=\"EVN\"><id root=\"1.2.3.999.3\" extension=\"{i}\"/><code code=\"2276-4\" codeSystem=\"2.16.840.1.113883.6.1\" displayName=\"Ferritin\"/><statusCode code=\"completed\"/><effectiveTime value=\"{Begin.AddHours(i):yyyyMMddHHmm}+0100\"/><value xsi:type=\"PQ\" value=\"{random.Next(300)}\" unit=\"ng/mL\"/><referenceRange><observationRange><text>20 - 250 ng/mL</text></observationRange></referenceRange></observation></entry>\n",
        "</section></component></structuredBody></component></ClinicalDocument>\n");

    /// <summary>Quarters of an hour, a block a day.</summary>
    private static void WriteFeed(string path, int rows)
    {
        const int Day = 96;
        const string Point = "RetailCustomer/1/UsagePoint/2", Espi = "xmlns=\"http://naesb.org/espi\"";
        Write(
            path,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
            + $"<entry><link rel=\"self\" href=\"{Point}\"/><content><UsagePoint {Espi}><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint></content></entry>"
            + $"<entry><link rel=\"self\" href=\"{Point}/MeterReading/1\"/><link rel=\"related\" href=\"ReadingType/1\"/><content><MeterReading {Espi}/></content></entry>"
            + $"<entry><link rel=\"self\" href=\"ReadingType/1\"/><content><ReadingType {Espi}><commodity>1</commodity><uom>72</uom></ReadingType></content></entry>\n",
            rows,
            (i, random) => (i % Day == 0 ? $"<entry><link rel=\"self\" href=\"{Point}/MeterReading/1/IntervalBlock/{i / Day}\"/><content><IntervalBlock {Espi}>\n" : "")
                + $"<IntervalReading><cost>{random.Next(1000)}</cost><ReadingQuality><quality>17</quality></ReadingQuality><timePeriod><duration>900</duration><start>{946684800 + (i * 900L)}</start></timePeriod><value>{random.Next(900)}</value></IntervalReading>\n"
                + (i % Day == Day - 1 || i == rows - 1 ? "</IntervalBlock></content></entry>\n" : ""),
            "</feed>\n");
    }

    private static void WriteQif(string path, int rows) => Write(
        path,
        "!Account\nNCompte courant\nTBank\n^\n!Type:Bank\n",
        rows,
        (i, random) => $"D{Begin.AddHours(i / 6):dd/MM/yyyy}\nT{random.Next(-15000, 15000) / 100m:0.00}\nN{i}\nPCARTE BOULANGERIE {random.Next(100)}\nMAchat {i}\nLAlimentation:Pain\n^\n",
        "");

    private static void WriteTable(string path, int rows) => Write(
        path,
        "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance\n",
        rows,
        (i, random) => $"{Begin.AddHours(i / 6):yyyy-MM-dd};{Begin.AddHours(i / 6):yyyy-MM-dd};\"CARTE BOULANGERIE {random.Next(100)}\";\"Pain\";\"Alimentation\";boulangerie;{random.Next(-15000, 15000) / 100},{random.Next(100):00};achat {i};00000000001;\"Compte joint\";1000.00\n",
        "");

    /// <summary>Days, ten years a meter.</summary>
    private static void WriteGas(string path, int rows)
    {
        const int Days = 3650;
        Write(
            path,
            "{",
            rows,
            (i, random) => (i % Days == 0 ? $"{(i == 0 ? "" : "\n]},")}\"{10_000_000_000_000 + (i / Days)}\":{{\"frequence\":null,\"releves\":[\n" : ",\n")
                + $"{{\"coeffConversion\":11.2,\"dateDebutReleve\":\"{Begin.AddDays(i % Days):yyyy-MM-dd}T06:00:00+00:00\",\"dateFinReleve\":\"{Begin.AddDays((i % Days) + 1):yyyy-MM-dd}T06:00:00+00:00\",\"energieConsomme\":{random.Next(90)},\"frequenceReleve\":null,\"indexDebut\":null,\"indexFin\":null,\"journeeGaziere\":\"{Begin.AddDays(i % Days):yyyy-MM-dd}\",\"natureReleve\":\"Informative Journalier\",\"pcs\":null,\"pta\":null,\"qualificationReleve\":\"Mesuré\",\"status\":null,\"temperature\":null,\"volumeBrutConsomme\":{random.Next(8)},\"volumeConverti\":null}}",
            "\n]}}\n");
    }

    private static void WriteCards(string path, int rows) => Write(
        path,
        "",
        rows,
        (i, random) => $"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{i}@people.example\r\nFN:Léa Modèle {i}\r\nN:Modèle {i};Léa;;;\r\nORG:Cabinet {random.Next(1000)}\r\nTEL;TYPE=CELL:06 00 {random.Next(100):00} {random.Next(100):00} {random.Next(100):00}\r\nEMAIL;TYPE=HOME:lea.{i}@exemple.example\r\nADR;TYPE=HOME:;;{random.Next(200)} rue de l'Exemple;Nantes;;44000;France\r\nEND:VCARD\r\n",
        "");

    private static void WriteEvents(string path, int rows) => Write(
        path,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//agenda//EN\r\n",
        rows,
        (i, random) => $"BEGIN:VEVENT\r\nUID:{i}@agenda.example\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Paris:{Begin.AddHours(i + 12):yyyyMMdd}T{9 + (i % 9):00}0000\r\nDURATION:PT{15 + random.Next(100)}M\r\nSUMMARY:Rendez-vous n\r\n uméro {i}\r\nLOCATION:Salle {random.Next(30)}\r\nEND:VEVENT\r\n",
        "END:VCALENDAR\r\n");

    private static void Write(string path, string head, int rows, Func<int, Random, string> row, string tail)
    {
        using var file = new StreamWriter(path);
        file.Write(head);
        var random = new Random(Seed);
        for (var i = 0; i < rows; i++)
        {
            file.Write(row(i, random));
        }

        file.Write(tail);
    }
}
