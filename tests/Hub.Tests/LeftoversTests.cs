using System.Net;
using System.Net.Http.Json;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>What must not stay behind: after an erasure, a recovery, a closed account.</summary>
public sealed class LeftoversTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [Fact]
    public async Task An_erased_account_leaves_no_file_that_was_on_its_way_in()
    {
        var person = await _hub.AddAsync("Uploading");
        var upload = (await person.PostAsync("/api/uploads", new { name = "secret.txt" })).GetProperty("id").GetString()!;
        Assert.True(File.Exists(Path.Combine(_hub.Data, "uploads", upload)));
        await EraseAsync(person);
        Assert.False(File.Exists(Path.Combine(_hub.Data, "uploads", upload)));
        Assert.False(Directory.Exists(Path.Combine(_hub.Data, "vaults", person.Vault)));
    }

    [Fact]
    public async Task An_open_page_does_not_keep_an_account_from_being_erased()
    {
        var person = await _hub.AddAsync("Watching");
        using var events = await person.Session.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, events.StatusCode);
        await EraseAsync(person);
        Assert.False(Directory.Exists(Path.Combine(_hub.Data, "vaults", person.Vault)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Api.GetAsync($"/api/records/{Readings.Type}")).StatusCode);
    }

    [Fact]
    public async Task A_hub_notices_that_the_command_line_erased_a_vault_and_does_not_make_it_again()
    {
        var person = await _hub.AddAsync("Beside");
        Assert.Equal(HttpStatusCode.OK, (await person.WriteAsync(Readings.Type, Readings.Day(1, "31313131313131"))).StatusCode);
        Assert.Equal(0, (await _hub.RunAsync("erase", "--user", "Beside", "--yes")).ExitCode);
        var status = (await person.WriteAsync(Readings.Type, Readings.Day(2, "31313131313131"))).StatusCode;
        Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"a write into an erased vault: {status}");
        Assert.False(Directory.Exists(Path.Combine(_hub.Data, "vaults", person.Vault)));
    }

    [Fact]
    public async Task Recovering_an_account_ends_the_sessions_of_whoever_was_in()
    {
        var person = await _hub.AddAsync("Robbed");
        Assert.Equal(HttpStatusCode.OK, (await person.Session.GetAsync("/api/sessions/current")).StatusCode);
        using var browser = _hub.NewClient();
        var form = new Dictionary<string, string> { ["name"] = "Robbed", ["code"] = person.RecoveryCodes[0], ["passphrase"] = "a new passphrase of hers" };
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/recover", new FormUrlEncodedContent(form))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/sessions/current")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Session.GetAsync("/api/sessions/current")).StatusCode);
    }

    [Fact]
    public async Task The_only_admin_is_not_closed_by_accident()
    {
        await FrontDoorTests.AssertProblemAsync(await fixture.Owner.Session.DeleteAsync("/api/accounts/" + fixture.Owner.Name), 409, "last-admin");
        var refused = await _hub.RunAsync("user", "remove", fixture.Owner.Name);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--admin", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.Session.GetAsync("/api/sessions/current")).StatusCode);
    }

    [Fact]
    public async Task A_closed_account_leaves_its_vault_until_it_is_erased()
    {
        var person = await _hub.AddAsync("Closing");
        Assert.Equal(0, (await _hub.RunAsync("user", "remove", "Closing")).ExitCode);
        Assert.True(File.Exists(Path.Combine(_hub.Data, "vaults", person.Vault, "vault.db")));
        Assert.Equal(0, (await _hub.RunAsync("erase", "--user", "Closing", "--yes")).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_hub.Data, "vaults", person.Vault)));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/welcome")]
    [InlineData("/recover")]
    public async Task Who_has_not_signed_in_may_not_send_much(string address)
    {
        using var nobody = _hub.Client();
        var response = await nobody.PostAsync(address, new FormUrlEncodedContent([new("name", new string('x', 100_000))]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static async Task EraseAsync(Person person)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Delete, "/api/me") { Content = JsonContent.Create(new { confirm = person.Name }) };
        using var answer = await person.Session.SendAsync(asked);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
