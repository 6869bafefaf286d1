using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Hub.Testing;

namespace Hub.FrontDoor.Hostile;

/// <summary>Nothing of what people hand over is in what the hub prints, nor in any file outside their vaults.</summary>
public sealed class LogsTests
{
    private const string Marker = "Zanzibar7Quokka";

    [Fact]
    public async Task No_content_is_in_the_logs()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var said = new StringBuilder();
        foreach (var (name, content) in Files())
        {
            (await person.ImportAsync(name, content)).AssertAddsUp();
            await person.PreviewAsync(name, content);
            foreach (var plugin in new[] { "fhir", "linky", "ofx", "bluebutton" })
            {
                await person.ImportAsync(name, content, plugin);
            }
        }

        await WriteAsync(person);
        await AskAsync(hub, person);
        var restore = await person.UploadAsync(Marker + ".zip", new MemoryStream(MadeFiles.Zip(("hub.json", MadeFiles.Utf8(Marker)), ("records/energy.consumption.ndjson", MadeFiles.Utf8(Marker)), ("SHA256SUMS", MadeFiles.Utf8(Marker)))));
        await person.EndOfAsync((await person.PostAsync("/api/restores", new { upload = restore })).GetProperty("run").GetString()!);
        await person.EndOfAsync((await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!);
        await hub.KillAsync();
        await hub.RestartAsync();
        foreach (var verb in new[] { ["check"], new[] { "import", "--user", person.Name, Marker } })
        {
            var ended = await hub.RunAsync(verb);
            said.Append(verb.Contains(Marker) ? "" : ended.Output + ended.Errors);
        }

        said.AppendJoin('\n', hub.Said);
        Assert.DoesNotContain(Marker, said.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(person.Api.DefaultRequestHeaders.Authorization!.Parameter!, said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Person.Passphrase, said.ToString(), StringComparison.Ordinal);
        AssertNoFileHolds(hub, person.Api.DefaultRequestHeaders.Authorization!.Parameter!);
        AssertNoFileHolds(hub, "Inside" + Marker);
    }

    private static IEnumerable<(string Name, byte[] Content)> Files()
    {
        const string Inside = "Inside" + Marker;
        var ofx = Encoding.UTF8.GetString(MadeFiles.Own("bank.ofx")).Replace("CARTE TRAM", Inside, StringComparison.Ordinal);
        yield return ($"{Marker}.ofx", MadeFiles.Utf8(ofx));
        yield return ($"{Marker}-broken.ofx", MadeFiles.Utf8(ofx.Replace("-23.45", Inside, StringComparison.Ordinal)[..2000]));
        yield return ($"{Marker}.json", MadeFiles.Bundle(MadeFiles.Condition(Inside, Inside), MadeFiles.Condition("half", Inside + "\\ud800"), $$"""{"resourceType":"{{Inside}}","id":"x"}"""));
        yield return ($"{Marker}-broken.json", MadeFiles.Bundle(MadeFiles.Condition(Inside, Inside))[..^9]);
        yield return ($"{Marker}.csv", [.. MadeFiles.LoadCurve(20), .. MadeFiles.Utf8($"{Inside};{Inside}\n2024-13-45T00:00:00+01:00;{Inside}\n")]);
        yield return ($"{Marker}.txt", MadeFiles.Utf8(Inside));
        yield return ($"{Marker}.zip", MadeFiles.Zip((Marker + "/" + Marker, MadeFiles.Utf8(Inside)), ("bomb", new byte[32 * 1024 * 1024])));
    }

    private static async Task WriteAsync(Person person)
    {
        const string Inside = "Inside" + Marker;
        foreach (var line in new[]
        {
            $$$"""{"data":{"name":"{{{Inside}}}","reference":"{{{Inside}}}"},"subject":"{{{Inside}}}"}""",
            $$$"""{"data":{"name":"{{{Inside}}}","{{{Inside}}}":1}}""",
            $$$"""{"data":{"name":"{{{Inside}}} \ud800"}}""",
            $$$"""{"data":{"name":"{{{Inside}}}","name":"{{{Inside}}}"}}""",
            $$$"""{"data":"{{{Inside}}}""",
            Inside,
        })
        {
            using var lines = await person.Api.PostAsync("/api/records/contact.person", new StringContent(line, Encoding.UTF8, "application/x-ndjson"));
            Assert.InRange((int)lines.StatusCode, 200, 499);
            using var array = await person.Api.PostAsync("/api/records/contact.person", new StringContent($"[{line}]", Encoding.UTF8, "application/json"));
            Assert.InRange((int)array.StatusCode, 200, 499);
        }
    }

    private static async Task AskAsync(HubProcess hub, Person person)
    {
        foreach (var address in new[]
        {
            $"/api/records/{Marker}", $"/api/records/contact.person/{Marker}", $"/api/records/contact.person?where=/name:eq:{Marker}", $"/api/records/contact.person?where={Marker}", $"/api/records/contact.person?cursor={Marker}",
            $"/api/files/{Marker}", $"/api/runs/{Marker}", $"/{Marker}", $"/api/journal?who={Marker}", $"/api/changes?since={Marker}",
        })
        {
            using var answer = await person.Api.GetAsync(address);
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }

        using var stranger = hub.NewClient();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Marker);
        Assert.Equal(401, (int)(await stranger.GetAsync("/api/vaults")).StatusCode);
        using var guesser = hub.NewClient();
        Assert.Equal(401, (int)(await guesser.PostAsJsonAsync("/api/sessions", new { name = Marker, passphrase = Marker + Marker })).StatusCode);
        Assert.Equal(400, (int)(await guesser.PostAsJsonAsync("/api/welcome", new { code = Marker, name = Marker, passphrase = Marker + Marker })).StatusCode);
        using var granted = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy", purpose = Marker });
        Assert.Equal(201, (int)granted.StatusCode);
        using var refused = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = Marker, purpose = Marker });
        Assert.Equal(400, (int)refused.StatusCode);
    }

    private static void AssertNoFileHolds(HubProcess hub, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var path in Directory.EnumerateFiles(hub.Data, "*", SearchOption.AllDirectories).Where(path => !Path.GetRelativePath(hub.Data, path).StartsWith("vaults", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[file.Length];
            file.ReadExactly(content);
            Assert.True(content.AsSpan().IndexOf(bytes) < 0, $"{Path.GetRelativePath(hub.Data, path)} holds what was handed over");
        }
    }
}
