using System.Text.RegularExpressions;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Plugins.BlueButton;
using Hub.Plugins.Calendar;
using Hub.Plugins.Camt053;
using Hub.Plugins.Ccda;
using Hub.Plugins.Contacts;
using Hub.Plugins.Fhir;
using Hub.Plugins.GasFr;
using Hub.Plugins.GreenButton;
using Hub.Plugins.Linky;
using Hub.Plugins.Ofx;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests;

/// <summary>A fixture of every real file: no word of it is left, and the reader of the one reads as many records from the other.</summary>
public sealed partial class FixturesTests
{
    private const int Large = 64 * 1024;

    /// <summary>Fixtures from which fewer or more contacts and coverages come: a sub-title that the reader knows by its beginning only, and items that were one because two of their texts were.</summary>
    private static readonly string[] Nearly = ["VA_My_HealtheVet_Blue_Button_Sample_Version_12.txt", "VA_My_HealtheVet_Blue_Button_Sample_Version_12_3.txt", "VA_My_HealtheVet_Blue_Button_Sample_Version_12_5_1.txt", "cms_sample.txt"];

    private static readonly PluginCatalogue Catalogue = new([Path.Combine(Samples.Repository, "plugins")], new PluginFolder(SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Samples.Repository, "sdk", "plugin.schema.json"))), SharedTypes.Types));
    private static readonly string[] Families = ["bank-ofx", "linky", "ics", "vcf", "bluebutton-ascii", "fhir", "bank-csv", "bank-qif", "whatsapp", "calls", "apple-health", "gas-fr", "greenbutton", "ccda", "bank-camt", "bank-mt940", "health-fr", "receipts", "spotify", "google-takeout", "fitbit", "mail"];

    [Theory]
    [MemberData(nameof(AllFamilies))]
    public async Task Nothing_of_a_small_file_is_left_and_its_reader_reads_as_much(string family) => await LookAsync(family, bytes => bytes <= Large);

    [Theory]
    [MemberData(nameof(AllFamilies))]
    [Trait("Category", "Long")]
    public async Task Nothing_of_a_large_file_is_left_and_its_reader_reads_as_much(string family) => await LookAsync(family, bytes => bytes > Large);

    public static TheoryData<string> AllFamilies => [.. Families];

    [Fact]
    public void What_is_no_text_is_refused() =>
        Assert.Throws<InvalidDataException>(() => FixtureMaker.Make(new TestFile("a.zip", [0x50, 0x4b, 3, 4, 0, 0, 0, 0]), []));

    private static async Task LookAsync(string family, Func<long, bool> isMeant)
    {
        var files = Samples.Under(family).Where(file => Path.GetFileName(file) != "PROVENANCE.md").ToList();
        if (files.Count == 0)
        {
            Assert.Skip("samples not present: set HUB_SAMPLES");
        }

        var wrong = new List<string>();
        foreach (var path in files.Where(file => isMeant(new FileInfo(file).Length)))
        {
            var file = TestFile.FromDisk(path);
            await using var head = file.Open();
            var plugin = Catalogue.Recognise(await FileHead.ReadAsync(head, TestContext.Current.CancellationToken)) is [var first, ..] ? first : null;
            if (Read(file).Contains('\0', StringComparison.Ordinal))
            {
                continue;
            }

            var words = plugin is null ? new HashSet<string>() : PluginVocabulary.Of(plugin);
            var made = new TestFile(file.Name, FixtureMaker.Make(file, new Masking([.. Enumerable.Range(7, 32).Select(i => (byte)(i * 37))], words, plugin?.AcceptPatterns).Mask));
            if (Left(Read(file), Read(made), words) is { Count: > 0 } left)
            {
                wrong.Add($"{Path.GetFileName(path)}: {left.Count} words are left: {string.Join(' ', left.Take(5))}");
            }

            if (ReaderOf(plugin) is { } reader && await CountAsync(reader, file) is var was && await CountAsync(reader, made) is var now && was != now && !Nearly.Contains(Path.GetFileName(path)))
            {
                wrong.Add($"{Path.GetFileName(path)}: {was} became {now}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Words of four letters and numbers of six digits that stand in both, but for those of the format: its vocabulary, keys, tags, headings and titles.</summary>
    private static List<string> Left(string one, string other, IEnumerable<string> vocabulary)
    {
        var format = vocabulary.Concat(Keys().Matches(one).Select(match => match.Value)).SelectMany(text => Word().Matches(text)).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        format.UnionWith(HeadingOf(one));
        var others = Word().Matches(other).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Word().Matches(one).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase).Where(word => others.Contains(word) && !format.Contains(word) && !Filler().IsMatch(word))];
    }

    /// <summary>The first lines of a table: where none of a line's words holds a digit, it is a heading.</summary>
    private static IEnumerable<string> HeadingOf(string text) => text.TrimStart() is ['{' or '[' or '<', ..] ? [] : text.Split('\n').Take(11).Where(line => line.Split(';', ',', '\t', '|') is { Length: > 1 }).SelectMany(line => Word().Matches(line)).Select(match => match.Value);

    private static IConnector? ReaderOf(Plugin? plugin) => plugin?.Id switch
    {
        "camt053" => new Camt053Connector(),
        "ofx" => new OfxConnector(),
        "linky" => new LinkyConnector(),
        "fhir" => new FhirConnector(),
        "bluebutton" => new BlueButtonConnector(),
        "gas-fr" => new GasFrConnector(),
        "calendar" => new CalendarConnector(),
        "ccda" => new CcdaConnector(),
        "contacts" => new ContactsConnector(),
        "greenbutton" => new GreenButtonConnector(),
        _ => null,
    };

    private static async Task<string> CountAsync(IConnector reader, TestFile file)
    {
        try
        {
            var import = await Import.Of(reader, file);
            return $"{import.Outcome} {string.Join(' ', import.Context.Saved.GroupBy(record => record.Type).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}:{group.Count()}"))} {import.Context.Rejected.Count} set aside";
        }
        catch (QuestionException asked)
        {
            return $"asks {asked.Key}";
        }
    }

    private static string Read(TestFile file)
    {
        using var reader = ImportText.Open(file, ImportText.FindEncoding(file));
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\p{L}[\p{L}]{3,}|(?<![\d.+-]|\dT)(?!(19|20)\d\d(0[1-9]|1[0-2]))[1-9]\d{5,}(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    /// <summary>JSON's words and escapes, the letters that stand for hidden digits, and what cards write without a name.</summary>
    [GeneratedRegex("^(true|false|null|quot|apos|x+|u[0-9a-f]{4}|urn|uuid|icon|internet|jpeg|base|ietf|https?|mailto)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Filler();

    /// <summary>Keys of JSON, tags with the names and namespaces in them, declarations, framed titles, properties of cards.</summary>
    [GeneratedRegex("""(?s:BEGIN:VTIMEZONE.*?END:VTIMEZONE)|(xmlns[\w:]*|xsi:\w+|encoding|version)\s*=\s*["'](?!file:)[^"']*["']|(?<![^\s{,\[])"(\\.|[^"\\])*"(?=\s*:)|</?[\w:.-]+|[\w:.-]+(?=\s*=\s*["'])|<[?!][^<>]*>|(?<=^|\n)[A-Z]+:[A-Z0-9.-]*(?=\s*[\r\n])|(?<=^|\n)[\w.-]+(?=[;:])|(?<=(^|\n)(STATUS|CLASS|TRANSP|METHOD|ACTION|CALSCALE|KIND|TZID|TZNAME|\w*RULE)[;:])[^\r\n]*|;[\w-]+=|(?<=;(TZID|VALUE|TYPE|ENCODING|CHARSET|FMTTYPE|PARTSTAT|ROLE|CUTYPE|RSVP|LANGUAGE|RELATED|RELTYPE|RANGE)=)[^:;]*|(?<=(^|\n)\s*[-=*]{5,} ?)[^\r\n]*(?=[-=*]{5,})|(?<=[-=]{8,}\s*\n)[^\r\n:]+""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Keys();
}
