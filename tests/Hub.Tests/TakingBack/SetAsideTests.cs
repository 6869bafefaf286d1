using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests.TakingBack;

/// <summary>What an import could not save is kept for the person to look at: it is contents too, and goes with them.</summary>
public sealed class SetAsideTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task Undoing_an_import_takes_away_what_it_set_aside()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "aside-1");
        var run = await ImportAsync(person);
        using var begun = await person.Api.PostAsync($"/api/runs/{run}/undo", null);
        var undo = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString()!;

        Assert.Equal("succeeded", (await person.EndOfAsync(undo)).GetProperty("state").GetString());
        Assert.Empty(await RejectsAsync(person, run));
    }

    [Fact]
    public async Task Deleting_a_file_takes_away_what_was_set_aside_of_it()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "aside-2");
        var run = await ImportAsync(person);
        var file = (await person.GetAsync($"/api/runs/{run}")).GetProperty("file").GetString();

        using var deleted = await person.Session.DeleteAsync($"/api/files/{file}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await RejectsAsync(person, run));
    }

    private static async Task<string> ImportAsync(Person person)
    {
        var run = await person.ImportAsync("bank.ofx", Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(Samples.Own("bank.ofx"))).Replace("<TRNAMT>2150.00", "<TRNAMT>plenty", StringComparison.Ordinal)));
        var id = run.GetProperty("id").GetString()!;
        Assert.NotEmpty(await RejectsAsync(person, id));
        return id;
    }

    private static async Task<List<JsonElement>> RejectsAsync(Person person, string run) => [.. (await person.GetAsync($"/api/runs/{run}/rejects")).GetProperty("items").EnumerateArray()];
}
