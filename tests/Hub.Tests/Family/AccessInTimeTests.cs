using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Tests.Accounts;

namespace Hub.Tests.Family;

/// <summary>An access begins and ends by the clock, whatever is open at that moment.</summary>
public sealed class AccessInTimeTests(HubInTime hub) : IClassFixture<HubInTime>
{
    [Fact]
    public async Task An_access_ends_in_the_middle_of_a_session_and_the_own_vault_is_in_view_again()
    {
        var (owner, reader) = (await hub.NewcomerAsync(), await hub.NewcomerAsync());
        using var hers = await hub.SignInAsync(owner);
        using var his = await hub.SignInAsync(reader);
        var vault = await VaultAsync(hers);
        using (var given = await hers.PostAsJsonAsync("/api/accesses", new { account = reader, role = "reader", until = hub.Now.AddMinutes(10).ToString("O", CultureInfo.InvariantCulture) }))
        {
            Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        }

        using (var chosen = await his.PostAsync("/vault", FamilySuite.Form(("vault", vault))))
        {
            Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        }

        Assert.Contains($"Vault of {owner}", await his.GetStringAsync("/"), StringComparison.Ordinal);
        using var stream = await his.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal(": here", await lines.ReadLineAsync());

        hub.Move(TimeSpan.FromMinutes(11));
        using (var refused = await his.GetAsync("/data"))
        {
            Assert.Equal("access-ended", await FamilySuite.ProblemAsync(refused));
        }

        Assert.Contains($"Vault of {reader}", await his.GetStringAsync("/"), StringComparison.Ordinal);
        (await hers.PostAsJsonAsync($"/api/records/{Readings.Type}", Readings.Day(1, "11111111111111"))).EnsureSuccessStatusCode();
        var told = "";
        try
        {
            told = await lines.ReadToEndAsync();
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            // Cut off in the middle is an end too.
        }

        Assert.DoesNotContain("event: change", told, StringComparison.Ordinal);
        Assert.Empty((await hers.GetFromJsonAsync<JsonElement>("/api/accesses")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_access_begins_at_its_time_and_one_that_is_over_is_not_given()
    {
        var (owner, reader) = (await hub.NewcomerAsync(), await hub.NewcomerAsync());
        using var hers = await hub.SignInAsync(owner);
        using var his = await hub.SignInAsync(reader);
        var vault = await VaultAsync(hers);
        using (var past = await hers.PostAsJsonAsync("/api/accesses", new { account = reader, role = "reader", until = hub.Now.AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture) }))
        {
            Assert.Equal("bad-value", await FamilySuite.ProblemAsync(past));
        }

        using (var given = await hers.PostAsJsonAsync("/api/accesses", new { account = reader, role = "reader", from = hub.Now.AddMinutes(5).ToString("O", CultureInfo.InvariantCulture) }))
        {
            Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        }

        his.DefaultRequestHeaders.Add("Hub-Vault", vault);
        Assert.Equal("no-such-vault", await FamilySuite.ProblemAsync(await his.GetAsync("/api/changes")));
        hub.Move(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.OK, (await his.GetAsync("/api/changes")).StatusCode);
    }

    [Fact]
    public async Task Giving_access_needs_a_fresh_sign_in_and_ending_it_does_not()
    {
        var (owner, reader) = (await hub.NewcomerAsync(), await hub.NewcomerAsync());
        using var hers = await hub.SignInAsync(owner);
        (await hers.PostAsJsonAsync("/api/accesses", new { account = reader, role = "reader" })).EnsureSuccessStatusCode();
        hub.Move(TimeSpan.FromMinutes(16));
        Assert.Equal("fresh-sign-in-needed", await FamilySuite.ProblemAsync(await hers.PostAsJsonAsync("/api/accesses", new { account = reader, role = "keeper" })));
        Assert.Equal(HttpStatusCode.NoContent, (await hers.DeleteAsync($"/api/accesses/{reader}")).StatusCode);
    }

    private static async Task<string> VaultAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonElement>("/api/vaults")).GetProperty("items")[0].GetProperty("id").GetString()!;
}
