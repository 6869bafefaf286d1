using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>Strangers' plug-ins come and go, on the command line and through the API.</summary>
public sealed class PluginInstallTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private HubProcess Hub => fixture.Hub;

    [Fact]
    public async Task A_folder_is_installed_after_its_id_was_typed_and_removed_again()
    {
        using var plugin = new MadePlugin("stranger-one");
        var refused = await Hub.RunAsync("plugin", "install", plugin.Folder);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("writes energy.consumption: To keep what you noted.", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(plugin.Id, await IdsAsync(), StringComparer.Ordinal);

        await OkAsync("plugin", "install", plugin.Folder, "--yes");
        Assert.Contains(plugin.Id, await IdsAsync(), StringComparer.Ordinal);
        Assert.Contains("was there already", await OkAsync("plugin", "install", plugin.Folder, "--yes"), StringComparison.Ordinal);

        await OkAsync("plugin", "remove", plugin.Id);
        Assert.DoesNotContain(plugin.Id, await IdsAsync(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_packed_plugin_is_the_same_bytes_each_time_and_installs()
    {
        using var plugin = new MadePlugin("stranger-two");
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "node_modules", "left-out"));
        File.WriteAllText(Path.Combine(plugin.Folder, "node_modules", "left-out", "index.js"), "");
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "data"));
        File.WriteAllText(Path.Combine(plugin.Folder, "data", "hub.db"), "somebody's");
        var (one, two) = (Path.Combine(plugin.Above, "1.hubplugin"), Path.Combine(plugin.Above, "2.hubplugin"));
        await OkAsync("plugin", "pack", plugin.Folder, "--out", one);
        File.SetLastWriteTimeUtc(Path.Combine(plugin.Folder, "plugin.js"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var said = await OkAsync("plugin", "pack", plugin.Folder, "--out", two);
        Assert.Contains("2 files", said, StringComparison.Ordinal);
        Assert.Contains("Left out, as no part of a plug-in: data/", said, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(two));

        await OkAsync("plugin", "install", one, "--yes");
        Assert.Contains(plugin.Id, await IdsAsync(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_update_that_asks_for_more_waits_while_the_old_version_is_in_use()
    {
        using var old = new MadePlugin("stranger-three");
        using var more = new MadePlugin("stranger-three", "1.1.0", change: MadePlugin.ReachOut);
        await OkAsync("plugin", "install", old.Folder, "--yes");
        Assert.Contains("asks for more", await OkAsync("plugin", "install", more.Folder, "--yes"), StringComparison.Ordinal);

        var catalogue = await CatalogueAsync(fixture.Owner.Session);
        Assert.Equal("1.0.0", VersionOf(catalogue, old.Id));
        var waiting = catalogue.GetProperty("waiting").EnumerateArray().Single(item => item.GetProperty("manifest").GetProperty("id").GetString() == old.Id);
        Assert.Equal("api.example.org", waiting.GetProperty("difference").GetProperty("added")[0].GetProperty("host").GetString());
        Assert.Empty((await CatalogueAsync(fixture.Other.Session)).GetProperty("waiting").EnumerateArray());

        using var accepted = await fixture.Owner.Session.PostAsync($"/api/plugins/{old.Id}/accept", null);
        Assert.Equal(HttpStatusCode.NoContent, accepted.StatusCode);
        Assert.Equal("1.1.0", VersionOf(await CatalogueAsync(fixture.Owner.Session), old.Id));
        var older = await Hub.RunAsync("plugin", "install", old.Folder, "--yes");
        Assert.Contains("1.1.0", older.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_that_asks_for_no_more_is_in_use_at_once()
    {
        using var old = new MadePlugin("stranger-four");
        using var newer = new MadePlugin("stranger-four", "1.0.1", "exports.importFile = function (hub, file) { hub.log('new'); };");
        await OkAsync("plugin", "install", old.Folder, "--yes");
        await OkAsync("plugin", "install", newer.Folder);
        Assert.Equal("1.0.1", VersionOf(await CatalogueAsync(fixture.Owner.Session), old.Id));
    }

    [Fact]
    public async Task The_admin_installs_a_script_through_the_API_after_seeing_what_it_asks()
    {
        using var plugin = new MadePlugin("stranger-five", change: MadePlugin.ReachOut);
        var upload = await UploadAsync(plugin);
        var asked = await InstallAsync(new { upload, dryRun = true }, HttpStatusCode.OK);
        Assert.Equal(("asked", 2), (asked.GetProperty("state").GetString(), asked.GetProperty("manifest").GetProperty("permissions").GetArrayLength()));
        Assert.DoesNotContain(plugin.Id, await IdsAsync(), StringComparer.Ordinal);

        Assert.Equal("installed", (await InstallAsync(new { upload }, HttpStatusCode.Created)).GetProperty("state").GetString());
        Assert.Contains(plugin.Id, await IdsAsync(), StringComparer.Ordinal);
        using var removed = await fixture.Owner.Session.DeleteAsync($"/api/plugins/{plugin.Id}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var again = await fixture.Owner.Session.DeleteAsync($"/api/plugins/{plugin.Id}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_compiled_plugin_is_not_installed_through_the_API()
    {
        using var plugin = new MadePlugin("stranger-six", change: manifest => manifest["runtime"] = "dotnet");
        var problem = await InstallAsync(new { upload = await UploadAsync(plugin) }, HttpStatusCode.UnprocessableEntity);
        Assert.EndsWith("command-line-only", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Contains("WARNING", (await Hub.RunAsync("plugin", "install", plugin.Folder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_id_of_a_plugin_of_ours_cannot_be_taken()
    {
        using var plugin = new MadePlugin("linky");
        var refused = await Hub.RunAsync("plugin", "install", plugin.Folder, "--yes");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("comes with the hub", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("was not installed", (await Hub.RunAsync("plugin", "remove", "linky")).Errors, StringComparison.Ordinal);
    }

    private async Task<string> UploadAsync(MadePlugin plugin)
    {
        var packed = Path.Combine(plugin.Above, "packed.hubplugin");
        await OkAsync("plugin", "pack", plugin.Folder, "--out", packed);
        await using var content = File.OpenRead(packed);
        return await fixture.Owner.UploadAsync("packed.hubplugin", content);
    }

    private async Task<JsonElement> InstallAsync(object body, HttpStatusCode expected)
    {
        using var answer = await fixture.Owner.Session.PostAsJsonAsync("/api/plugins", body);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string> OkAsync(params string[] arguments)
    {
        var ended = await Hub.RunAsync(arguments);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        return ended.Output;
    }

    private static Task<JsonElement> CatalogueAsync(HttpClient client) => client.GetFromJsonAsync<JsonElement>("/api/plugins");

    private async Task<IReadOnlyList<string?>> IdsAsync() =>
        [.. (await CatalogueAsync(fixture.Owner.Session)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString())];

    private static string? VersionOf(JsonElement catalogue, string id) =>
        catalogue.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id).GetProperty("version").GetString();
}
