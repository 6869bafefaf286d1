using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests.Family;

/// <summary>Who opens whose vault is the hub's to know: it comes back with the hub.</summary>
public sealed class AccessBackupTests : IAsyncLifetime
{
    private readonly string _place = Directory.CreateTempSubdirectory("hub-family-").FullName;
    private HubProcess _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await HubProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_place, recursive: true);
    }

    [Fact]
    public async Task Accesses_and_childrens_vaults_come_back_with_the_hub_and_who_had_none_has_none()
    {
        var (alice, bruno, carol) = (await _hub.OwnerAsync("alice"), await _hub.AddAsync("bruno"), await _hub.AddAsync("carol"));
        using var child = await alice.PostFreshAsync("/api/vaults", new { name = "Lou", keepers = new[] { "bruno" } });
        var lou = (await child.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.Created, (await alice.PostFreshAsync("/api/accesses", new { account = "bruno", role = "reader" })).StatusCode);
        using (var into = FamilySuite.Into(bruno, lou))
        {
            (await into.PostAsJsonAsync($"/api/records/{Readings.Type}", Readings.Day(2, "11111111111111"))).EnsureSuccessStatusCode();
        }

        var (key, backups, elsewhere) = (Path.Combine(_place, "key.txt"), Path.Combine(_place, "backups"), Path.Combine(_place, "elsewhere"));
        await SucceedsAsync("backup", "key", "--recovery-key-file", key);
        await SucceedsAsync("backup", "--out", backups);
        Assert.Equal(0, (await HubProcess.VerbAsync(["backup", "restore", backups, "--recovery-key-file", key, "--data", elsewhere])).ExitCode);
        await _hub.KillAsync();
        await using var other = await HubProcess.StartAsync(elsewhere);
        using var his = await InAsync(other, "bruno");
        using var hers = await InAsync(other, "carol");
        Assert.Equal([("bruno", "owner"), ("alice", "reader"), ("Lou", "keeper")], (await his.GetFromJsonAsync<JsonElement>("/api/vaults")).GetProperty("items").EnumerateArray().Select(vault => (vault.GetProperty("whose").GetString()!, vault.GetProperty("role").GetString()!)));
        his.DefaultRequestHeaders.Add("Hub-Vault", lou);
        Assert.Equal(2, (await his.GetFromJsonAsync<JsonElement>($"/api/records/{Readings.Type}")).GetProperty("items").GetArrayLength());
        hers.DefaultRequestHeaders.Add("Hub-Vault", lou);
        Assert.Equal("no-such-vault", await FamilySuite.ProblemAsync(await hers.GetAsync("/api/changes")));
        Assert.NotEqual(carol.Vault, lou);
    }

    private async Task SucceedsAsync(params string[] arguments)
    {
        var finished = await _hub.RunAsync(arguments);
        Assert.True(finished.ExitCode == 0, finished.ToString());
    }

    private static async Task<HttpClient> InAsync(HubProcess hub, string name)
    {
        var client = hub.NewClient();
        (await client.PostAsJsonAsync("/api/sessions", new { name, passphrase = Person.Passphrase })).EnsureSuccessStatusCode();
        return client;
    }
}
