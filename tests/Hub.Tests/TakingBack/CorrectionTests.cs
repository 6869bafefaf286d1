using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests.TakingBack;

/// <summary>What a person says otherwise than the holder: read everywhere, kept by later collections, taken back.</summary>
public sealed class CorrectionTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private const string Bank = "bank.operation";

    [Fact]
    public async Task A_corrected_amount_counts_and_a_file_that_is_read_again_leaves_it()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "correct-1");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var record = (await person.AllAsync(Bank))[0];
        var sum = await SumAsync(person);
        var amount = record.GetProperty("data").GetProperty("amount").GetDecimal();
        var corrected = await PatchAsync(person, record, $$"""{"amount":{{(amount + 100).ToString(CultureInfo.InvariantCulture)}},"category":"mine"}""");
        Assert.Equal(amount + 100, corrected.GetProperty("data").GetProperty("amount").GetDecimal());
        Assert.Equal(record.GetProperty("data").GetRawText(), corrected.GetProperty("said").GetRawText());
        var told = corrected.GetProperty("provenance").GetProperty("corrected");
        Assert.Equal(("token:test", """["amount","category"]"""), (told.GetProperty("by").GetString(), told.GetProperty("fields").GetRawText()));
        Assert.Equal(sum + 100, await SumAsync(person));

        var run = await person.ImportAsync(Samples.Own("bank.ofx"));
        Assert.Equal((0, 0), (run.GetProperty("counts").GetProperty("created").GetInt64(), run.GetProperty("counts").GetProperty("updated").GetInt64()));
        Assert.Equal(corrected.GetRawText(), (await person.GetAsync(AddressOf(record))).GetRawText());

        var page = await PageAsync(person, $"/data/{Bank}/{IdOf(record)}");
        Assert.Contains("Give back what the holder says", page, StringComparison.Ordinal);
        var journal = await person.Session.GetStringAsync(new Uri("/journal", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Corrected", journal, StringComparison.Ordinal);

        using var lifted = await person.Api.DeleteAsync(AddressOf(record) + "/correction");
        Assert.Equal(HttpStatusCode.OK, lifted.StatusCode);
        var back = await person.GetAsync(AddressOf(record));
        Assert.Equal((record.GetProperty("data").GetRawText(), record.GetProperty("provenance").GetRawText()), (back.GetProperty("data").GetRawText(), back.GetProperty("provenance").GetRawText()));
        Assert.Equal(sum, await SumAsync(person));
    }

    [Fact]
    public async Task What_tells_the_record_a_wrong_value_and_an_older_version_are_refused()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "correct-2");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var record = (await person.AllAsync(Bank))[0];
        foreach (var (patch, field) in new[] { ("""{"bookingDate":"2020-01-01"}""", "/bookingDate"), ("""{"account":"other"}""", "/account"), ("""{"amount":"much"}""", "/amount"), ("[]", "body") })
        {
            await FrontDoorTests.AssertProblemAsync(await SendPatchAsync(person, record, patch, null), 400, "bad-value", field);
        }

        await PatchAsync(person, record, """{"category":"mine"}""");
        await FrontDoorTests.AssertProblemAsync(await SendPatchAsync(person, record, """{"category":"other"}""", $"\"{record.GetProperty("seq").GetInt64()}\""), 412, "conflict");
        Assert.Equal("mine", (await person.GetAsync(AddressOf(record))).GetProperty("data").GetProperty("category").GetString());
    }

    [Fact]
    public async Task The_form_says_what_is_wrong_saves_and_takes_back()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "correct-3");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var record = (await person.AllAsync(Bank))[0];
        var address = $"/data/{Bank}/{IdOf(record)}";
        var form = await PageAsync(person, address + "/correct");
        Assert.Contains("name=\"category\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"bookingDate\"", form, StringComparison.Ordinal);
        var fields = record.GetProperty("data").EnumerateObject().Select(member => (member.Name, Value: member.Value.ToString())).Append(("seq", record.GetProperty("seq").GetInt64().ToString(CultureInfo.InvariantCulture))).ToList();
        using (var wrong = await PostAsync(person, address + "/correct", [.. fields, ("balanceAfter", "much")]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("balanceAfter-error", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        using (var saved = await PostAsync(person, address + "/correct", [.. fields, ("category", "Groceries for two")]))
        {
            Assert.Equal((HttpStatusCode.SeeOther, address), (saved.StatusCode, saved.Headers.Location!.ToString()));
        }

        Assert.Equal("""["category"]""", (await person.GetAsync(AddressOf(record))).GetProperty("provenance").GetProperty("corrected").GetProperty("fields").GetRawText());
        Assert.Contains("Groceries for two", await PageAsync(person, address), StringComparison.Ordinal);
        using var lifted = await PostAsync(person, address + "/lift", []);
        Assert.Equal(HttpStatusCode.SeeOther, lifted.StatusCode);
        Assert.Equal(record.GetProperty("data").GetRawText(), (await person.GetAsync(AddressOf(record))).GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("fr", "-1 234,56", -1234.56)]
    [InlineData("fr", "12.5", 12.5)]
    [InlineData("en", "-1234.56", -1234.56)]
    [InlineData("en", "1,234", null)]
    public async Task A_number_is_shown_and_read_with_the_decimal_mark_of_the_language(string language, string typed, double? amount)
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, $"correct-{language}-{typed.Length}");
        (await person.Session.PatchAsJsonAsync("/api/me", new { language }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var record = (await person.AllAsync(Bank)).First(record => !decimal.IsInteger(record.GetProperty("data").GetProperty("amount").GetDecimal()));
        var address = $"/data/{Bank}/{IdOf(record)}/correct";
        var shown = record.GetProperty("data").GetProperty("amount").GetRawText();
        Assert.Matches($"name=\"amount\"[^>]*value=\"{(language == "fr" ? shown.Replace('.', ',') : shown)}\"", await PageAsync(person, address));
        using var answer = await PostAsync(person, address, [("seq", record.GetProperty("seq").GetInt64().ToString(CultureInfo.InvariantCulture)), .. record.GetProperty("data").EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String).Select(member => (member.Name, member.Value.ToString())), ("amount", typed)]);
        Assert.Equal(amount is null ? HttpStatusCode.BadRequest : HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal((decimal?)amount ?? record.GetProperty("data").GetProperty("amount").GetDecimal(), (await person.GetAsync(AddressOf(record))).GetProperty("data").GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task An_export_carries_both_and_in_another_vault_they_are_the_same()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "correct-4");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var corrected = await PatchAsync(person, (await person.AllAsync(Bank))[0], """{"category":"mine"}""");
        var archive = await ExportAsync(person);
        var arrived = await fixture.Hub.InviteAsync(fixture.Owner, "correct-5");
        var upload = await arrived.UploadAsync("export.zip", new MemoryStream(archive));
        await arrived.EndOfAsync((await arrived.PostAsync("/api/restores", new { upload })).GetProperty("run").GetString()!);
        var there = await arrived.GetAsync(AddressOf(corrected));
        foreach (var part in new[] { "data", "said", "provenance" })
        {
            Assert.Equal(corrected.GetProperty(part).GetRawText(), there.GetProperty(part).GetRawText());
        }

        Assert.Equal(Parts(archive), Parts(await ExportAsync(arrived)));
        using var lifted = await arrived.Api.DeleteAsync(AddressOf(corrected) + "/correction");
        Assert.Equal(corrected.GetProperty("said").GetRawText(), (await arrived.GetAsync(AddressOf(corrected))).GetProperty("data").GetRawText());
    }

    private static string IdOf(JsonElement record) => record.GetProperty("id").GetString()!;

    private static string AddressOf(JsonElement record) => $"/api/records/{Bank}/{IdOf(record)}";

    private static async Task<decimal> SumAsync(Person person) =>
        (await person.GetAsync($"/api/records/{Bank}/aggregate?fn=sum&value=/amount")).GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("value").GetDecimal());

    private static async Task<JsonElement> PatchAsync(Person person, JsonElement record, string patch)
    {
        using var answer = await SendPatchAsync(person, record, patch, $"\"{record.GetProperty("seq").GetInt64()}\"");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    private static async Task<HttpResponseMessage> SendPatchAsync(Person person, JsonElement record, string patch, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, AddressOf(record)) { Content = new StringContent(patch, Encoding.UTF8, "application/merge-patch+json") };
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return await person.Api.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> PageAsync(Person person, string address) =>
        WebUtility.HtmlDecode(await person.Session.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Replace('\u00a0', ' ');

    private static async Task<HttpResponseMessage> PostAsync(Person person, string address, IReadOnlyList<(string Name, string Value)> fields) =>
        await person.Session.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(fields.GroupBy(field => field.Name).Select(same => KeyValuePair.Create(same.Key, same.Last().Value))), TestContext.Current.CancellationToken);

    private static async Task<byte[]> ExportAsync(Person person)
    {
        var run = (await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!;
        await person.EndOfAsync(run);
        return await person.Api.GetByteArrayAsync($"/api/exports/{run}");
    }

    private static IReadOnlyList<string> Parts(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var lines = new StreamReader(zip.GetEntry($"records/{Bank}.ndjson")!.Open());
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))
            .Select(line => $"{IdOf(line)} {line.GetProperty("data")} {(line.TryGetProperty("said", out var said) ? said.GetRawText() : "")} {line.GetProperty("provenance")}").Order(StringComparer.Ordinal)];
    }
}
