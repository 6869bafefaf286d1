using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.Accounts;
using Hub.Testing;

namespace Hub.Tests.Demo;

/// <summary>The demo as a person finds it, on both stores: its numbers are computed again here from what its pages stand on.</summary>
public sealed class DemoVaultTests
{
    private const string Energy = "energy.consumption";

    // As the household's suppliers publish them.
    private static readonly (string Label, string Commodity, decimal Price, decimal Standing)[] Tariffs =
        [("ELECTRICITE DU LITTORAL FICTIF", "electricity", 0.2016m, 15.74m), ("GAZ DU LITTORAL FICTIF", "gas", 0.1154m, 21.42m)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_numbers_agree_with_each_other_and_it_goes_as_it_came(bool onStorageAccount)
    {
        await using var hub = onStorageAccount ? await HubProcess.StartOnAsync((await Azurite.SharedAsync()).NewAccount()) : await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        var demo = await hub.DemoAsync();

        var energy = await demo.AllAsync(Energy);
        await HalfHoursAreThoseOfTheFileAsync(demo, energy);
        await MonthsAgreeAsync(demo, energy);
        var operations = await demo.AllAsync("bank.operation");
        BillsFollowTheMeters(energy, operations);
        var account = Assert.Single(await demo.AllAsync("bank.account")).GetProperty("data");
        Assert.Equal(1240.00m + operations.Sum(Amount), account.GetProperty("balance").GetDecimal());
        await RefundsAreThoseOfTheClaimsAsync(demo, operations);
        await EveryVisitIsInTheDiaryAsync(demo);
        foreach (var type in new[] { "water.consumption", "contact.person", "health.condition", "health.allergy", "health.immunization", "health.observation", "document.file", "person.profile" })
        {
            Assert.NotEmpty(await demo.AllAsync(type));
        }

        Assert.All(energy, record => Assert.StartsWith("sha256-", record.GetProperty("provenance").GetProperty("raw").GetString(), StringComparison.Ordinal));
        Assert.NotEmpty((await demo.GetAsync("/api/applications/home-energy/insights")).GetProperty("items").EnumerateArray());
        Assert.Empty(await owner.AllAsync(Energy));

        var before = await LastChangeAsync(demo);
        var again = await hub.RunAsync("demo");
        Assert.True(again.ExitCode == 0 && again.Output.Contains("nothing was changed", StringComparison.Ordinal), again.ToString());
        Assert.Equal(before, await LastChangeAsync(demo));

        var check = await hub.RunAsync("check");
        Assert.True(check.ExitCode == 0 && check.Output.Contains("in order", StringComparison.Ordinal), check.ToString());
        Assert.Equal(0, (await hub.RunAsync("demo", "--remove")).ExitCode);
        Assert.DoesNotContain("demo", (await hub.RunAsync("user", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await hub.RunAsync("demo", "--remove")).ExitCode);
    }

    [Fact]
    public async Task Somebody_who_is_named_demo_keeps_their_vault()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync("Demo");
        foreach (string[] verb in new[] { new[] { "demo" }, ["demo", "--remove"] })
        {
            var refused = await hub.RunAsync(verb);
            Assert.Equal(1, refused.ExitCode);
            Assert.Single(refused.Errors.Trim().Split('\n'));
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { [Antiforgery.Field] = person.Antiforgery });
        using var removed = await person.Session.PostAsync("/demo/remove", form);
        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Empty(await person.AllAsync(Energy));
    }

    private static async Task HalfHoursAreThoseOfTheFileAsync(Person demo, IReadOnlyList<JsonElement> energy)
    {
        var halfHours = energy.Where(record => Is(record, "electricity")).ToList();
        var file = await demo.Api.GetStringAsync("/api/files/" + halfHours[0].GetProperty("provenance").GetProperty("raw").GetString());
        var watts = file.Split('\n').Skip(3).Where(line => line.Length > 0).Select(line => decimal.Parse(line.Split(';')[1], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(watts.Count, halfHours.Count);
        Assert.InRange(watts.Count, 730 * 48, 800 * 48);
        Assert.Equal(watts.Sum() / 2000, halfHours.Sum(Kilowatthours));
    }

    private static async Task MonthsAgreeAsync(Person demo, IReadOnlyList<JsonElement> energy)
    {
        var rows = (await demo.GetAsync($"/api/records/{Energy}/aggregate?value=/energy&fn=sum&by=month&group=/commodity&zone=Europe/Paris")).GetProperty("rows");
        var told = rows.EnumerateArray().ToDictionary(row => (row.GetProperty("group").GetString()!, row.GetProperty("bucket").GetString()![..7]), row => row.GetProperty("value").GetDecimal());
        var counted = energy.GroupBy(record => (Text(record, "commodity"), Text(record, "start")[..7])).ToDictionary(month => month.Key, month => month.Sum(Kilowatthours));
        Assert.Equal(counted.OrderBy(month => month.Key), told.OrderBy(month => month.Key));
    }

    private static void BillsFollowTheMeters(IReadOnlyList<JsonElement> energy, IReadOnlyList<JsonElement> operations)
    {
        foreach (var (label, commodity, price, standing) in Tariffs)
        {
            var bills = operations.Where(operation => Text(operation, "label") == label).ToList();
            Assert.InRange(bills.Count, 23, 25);
            Assert.All(bills, bill =>
            {
                var month = Text(bill, "memo")["FACTURE ".Length..];
                var used = energy.Where(record => Is(record, commodity) && Text(record, "start").StartsWith(month, StringComparison.Ordinal)).Sum(Kilowatthours);
                Assert.Equal(-(Math.Round(used * price, 2, MidpointRounding.AwayFromZero) + standing), Amount(bill));
            });
        }
    }

    private static async Task RefundsAreThoseOfTheClaimsAsync(Person demo, IReadOnlyList<JsonElement> operations)
    {
        var claims = await demo.AllAsync("health.claim");
        Assert.InRange(claims.Count, 14, 20);
        Assert.Equal(
            claims.Select(claim => (Text(claim, "paymentDate"), claim.GetProperty("data").GetProperty("amount").GetDecimal())).Order(),
            operations.Where(operation => Text(operation, "label") == "REMBOURSEMENT SOINS").Select(operation => (Text(operation, "bookingDate"), Amount(operation))).Order());
        Assert.Equal(
            claims.Select(claim => (Text(claim, "date"), -claim.GetProperty("data").GetProperty("submitted").GetDecimal())).Order(),
            operations.Where(operation => Text(operation, "label") == "CABINET MEDICAL EXEMPLE").Select(operation => (Text(operation, "bookingDate"), Amount(operation))).Order());
    }

    private static async Task EveryVisitIsInTheDiaryAsync(Person demo)
    {
        var diary = (await demo.AllAsync("calendar.event")).Where(one => Text(one, "start").Contains('T', StringComparison.Ordinal)).Select(one => DateTimeOffset.Parse(Text(one, "start"), CultureInfo.InvariantCulture)).ToHashSet();
        var visits = await demo.AllAsync("health.encounter");
        Assert.Equal((await demo.AllAsync("health.claim")).Count, visits.Count);
        Assert.All(visits, visit => Assert.Contains(DateTimeOffset.Parse(visit.GetProperty("time").GetString()!, CultureInfo.InvariantCulture), diary));
    }

    private static async Task<long> LastChangeAsync(Person person)
    {
        long last = 0;
        while (true)
        {
            var changes = (await person.GetAsync($"/api/changes?since={last}&limit=1000")).GetProperty("changes");
            if (changes.GetArrayLength() == 0)
            {
                return last;
            }

            last = changes[changes.GetArrayLength() - 1].GetProperty("seq").GetInt64();
        }
    }

    private static string Text(JsonElement record, string field) => record.GetProperty("data").GetProperty(field).GetString()!;

    private static bool Is(JsonElement record, string commodity) => Text(record, "commodity") == commodity;

    private static decimal Kilowatthours(JsonElement record) => record.GetProperty("data").GetProperty("energy").GetDecimal();

    private static decimal Amount(JsonElement record) => record.GetProperty("data").GetProperty("amount").GetDecimal();
}
