using System.IO.Compression;
using System.Text;
using Hub.Testing;

namespace Hub.FrontDoor;

/// <summary>Files as holders give them, made for a test.</summary>
internal static class MadeFiles
{
    public const string Meter = "00000000000009";

    private const string CurveHead =
        "\uFEFFIdentifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n"
        + Meter + ";Courbe de charge;01/01/2024;01/01/2034;Energie active;Consommation;Comptage Brut;W;\nHorodate;Valeur\n";

    private const string IndexHead =
        "\uFEFFIdentifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite\n"
        + Meter + ";Index;01/01/2024;01/01/2034;Energie active;Consommation;Comptage Brut;Wh\n"
        + "Horodate;Type de releve;EAS F1;EAS F2;EAS F3;EAS F4;EAS F5;EAS F6;EAS F7;EAS F8;EAS F9;EAS F10;EAS D1;EAS D2;EAS D3;EAS D4;EAS T\n";

    /// <summary>Midnight of 1 January 2024 in Paris.</summary>
    public static readonly DateTime CurveStart = new(2023, 12, 31, 23, 0, 0, DateTimeKind.Utc);

    /// <summary>The watts of the n-th half-hour.</summary>
    public static int Watts(int n) => 100 + (n * 37 % 901);

    public static decimal Kilowatthours(int count) => Enumerable.Range(0, count).Sum(n => (decimal)Watts(n)) / 2000;

    /// <summary>A load curve of half-hours from 1 January 2024, stamped at their end as Enedis does.</summary>
    public static byte[] LoadCurve(int count, int from = 0)
    {
        var text = new StringBuilder(CurveHead);
        for (var n = from; n < from + count; n++)
        {
            text.Append($"{CurveStart.AddMinutes(30 * (n + 1)):yyyy-MM-dd'T'HH:mm:ss}+00:00;{Watts(n)}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The index of the same meter at each midnight (local, winter) of the days that the curve covers.</summary>
    public static byte[] DailyIndex(int days)
    {
        var text = new StringBuilder(IndexHead);
        var index = 5_000_000m;
        for (var day = 0; day <= days; day++)
        {
            text.Append($"{CurveStart.AddHours(1).AddDays(day):yyyy-MM-dd}T00:00:00+01:00;Arrêté quotidien;{index:0};;;;;;;;;;;;;;{index:0}\n");
            index += Math.Floor(Enumerable.Range(day * 48, 48).Sum(n => (decimal)Watts(n)) / 2);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> members)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }

        return buffer.ToArray();
    }

    /// <summary>A file of the project's own samples.</summary>
    public static byte[] Own(string name) => File.ReadAllBytes(Samples.Own(name));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A FHIR bundle of these resources.</summary>
    public static byte[] Bundle(params IEnumerable<string> resources) =>
        Utf8($$"""{"resourceType":"Bundle","type":"collection","entry":[{{string.Join(',', resources.Select(resource => $$"""{"resource":{{resource}}}"""))}}]}""");

    public static string Condition(string id, string text) => $$"""{"resourceType":"Condition","id":"{{id}}","code":{"text":"{{text}}"},"onsetDateTime":"2020-01-01"}""";
}
