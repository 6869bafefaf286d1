using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Plugins.Linky;
using Hub.Plugins.Ofx;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests;

/// <summary>The made-up samples that a newcomer tries, and what the manifests say of the files they take.</summary>
public sealed class EverydayFilesTests
{
    [Theory]
    [InlineData("linky-load-curve.csv", "energy.consumption", 240)]
    [InlineData("linky-index.csv", "energy.consumption", 59)]
    [InlineData("bank.ofx", "bank.operation", 12)]
    public async Task A_sample_is_read_whole(string name, string type, int count)
    {
        IConnector connector = name.EndsWith(".ofx", StringComparison.Ordinal) ? new OfxConnector() : new LinkyConnector();

        var import = await Import.Of(connector, TestFile.FromDisk(Path.Combine(Samples.Repository, "samples", name)));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        Assert.Equal(count, import.All(type).Count);
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("linky", "linky/aeneria_aeneria-app/Enedis_Conso_Heure.csv")]
    [InlineData("linky", "linky/aeneria_aeneria-app/Enedis_Conso_Jour.csv")]
    [InlineData("linky", "linky/cyr-ius_myelectricaldatapy/daily.json")]
    [InlineData("linky", "linky/cyr-ius_myelectricaldatapy/contract.json")]
    [InlineData("linky", "linky/cyr-ius_myelectricaldatapy/invalid_access.json")]
    [InlineData("camt053", "bank-camt/genkgo_camt/camt052.v2.xml")]
    [InlineData("camt053", "bank-camt/genkgo_camt/camt053.v2.wrong.xml")]
    [InlineData("camt053", "bank-camt/genkgo_camt/camt054.v8.xml")]
    [InlineData("ofx", "bank-ofx/csingley_ofxtools/stmtrs.ofx")]
    [InlineData("ofx", "bank-ofx/jseutter_ofxparse/fail_nice/date_missing.ofx")]
    [InlineData("ofx", "bank-ofx/jseutter_ofxparse/ofx-v102-empty-tags.ofx")]
    [InlineData("qif", "bank-qif/isaacharrisholt_quiffen/test.qif")]
    [InlineData("qif", "bank-qif/isaacharrisholt_quiffen/test_nosymbol.qif")]
    [InlineData("qif", "bank-qif/isaacharrisholt_quiffen/test_unknown_account_type.qif")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/betterplace/sepa_snippet.sta")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/citi/mt940.txt")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/cmxl/statement_line.sta")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/jejik/rabobank.sta")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/mBank/mt942.sta")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/sberbank/171011_01234945.sta")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/self-provided/long_statement_number.sta")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/self-provided/sparkassen.sta")]
    [InlineData("mt940", "bank-mt940/wolph_mt940/self-provided/february_30.sta")]
    public void A_manifest_knows_its_files_and_the_other_does_not(string plugin, string path)
    {
        using var text = new StreamReader(Samples.Get(path).Open());
        var head = text.ReadToEnd();

        Assert.True(Accepts(plugin, head));
        Assert.False(Accepts(plugin == "ofx" ? "linky" : "ofx", head));
    }

    private static bool Accepts(string plugin, string head)
    {
        var manifest = JsonElement.Parse(File.ReadAllBytes(Path.Combine(Samples.Repository, "plugins", plugin, "plugin.json")));
        return manifest.GetProperty("accepts").EnumerateArray().Any(accept => Regex.IsMatch(head, accept.GetProperty("pattern").GetString()!, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
    }
}
