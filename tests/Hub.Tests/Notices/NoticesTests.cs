using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.FrontDoor.Sources;
using Hub.Testing;
using Hub.Testing.Mail;

namespace Hub.FrontDoor.Notices;

/// <summary>Being told, through the front door: a real hub, a mail server and a hook on loopback.</summary>
public sealed class NoticesTests : IAsyncLifetime
{
    private const string Address = "camille.secret@example.org";
    private const string AskedFor = "which code did you get";

    private readonly LoopbackCertificate _certificate = new();
    private readonly HookSink _hook = new();
    private SmtpSink _mail = null!;
    private HubProcess _hub = null!;
    private Person _camille = null!;

    public async ValueTask InitializeAsync()
    {
        _mail = new SmtpSink(_certificate.Certificate);
        _hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HUB_PLUGINS"] = TillHub.Plugins,
            ["HUB_SMTP"] = $"smtp://{SmtpSink.User}:{Uri.EscapeDataString(SmtpSink.Password)}@localhost:{_mail.Port}?from=hub@example.org&ca={_certificate.File}",
            ["HUB_ALLOWED_HOSTS"] = $"localhost:{_hook.Port}",
        });
        _camille = await _hub.OwnerAsync("camille");
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _mail.DisposeAsync();
        await _hook.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_question_of_a_source_arrives_by_mail_with_a_link_and_without_a_word_of_the_vault()
    {
        await SetAsync(new { channel = "email", address = Address });
        using (var tested = await _camille.Session.PostAsync("/api/notices/test", null))
        {
            Assert.Equal(HttpStatusCode.NoContent, tested.StatusCode);
        }

        Assert.Contains("A test from your hub", (await _mail.NextAsync()).Subject, StringComparison.Ordinal);
        var source = await _camille.AddTillAsync(new { user = "camille-at-her-bank", ask = "code" });
        var mail = await _mail.NextAsync();
        Assert.Equal((Address, true), (mail.To, mail.Secure));
        Assert.Equal("A question is waiting for you", mail.Subject);
        var link = $"{_hub.Address}runs/{source.LastRun()}";
        Assert.Contains(link, mail.Body, StringComparison.Ordinal);
        foreach (var word in new[] { AskedFor, "till", "camille-at-her-bank", "bank" })
        {
            Assert.DoesNotContain(word, mail.Subject + mail.Body, StringComparison.OrdinalIgnoreCase);
        }

        using (var page = await _camille.Session.GetAsync(link))
        {
            Assert.Contains(AskedFor, await page.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal("Done", (await _camille.AnswerAsync(source.LastRun(), "4321")).Outcome());
        Assert.Empty(_mail.Waiting());
        var state = await _camille.ReadAsync("/api/notices");
        Assert.Equal("c…@example.org", state.GetProperty("address").GetString());
        Assert.True(state.TryGetProperty("lastTold", out _));
    }

    [Fact]
    public async Task A_hub_killed_while_the_mail_is_on_its_way_sends_it_again_under_the_same_id()
    {
        await SetAsync(new { channel = "email", address = Address });
        _mail.Fail(SmtpFault.FallsSilent);
        await _camille.AddTillAsync(new { user = "killed", ask = "code" });
        var first = await _mail.NextAsync();
        await _hub.KillAsync();
        await _hub.RestartAsync();
        var second = await _mail.NextAsync();
        Assert.Equal(first.Headers["Message-ID"], second.Headers["Message-ID"]);
    }

    [Fact]
    public async Task An_address_is_sealed_in_the_store_and_never_shown_or_logged()
    {
        await SetAsync(new { channel = "email", address = Address });
        _mail.Fail(SmtpFault.NobodyThere);
        using (var tested = await _camille.Session.PostAsync("/api/notices/test", null))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tested.StatusCode);
            Assert.Equal("urn:hub:problem:notice-not-sent", (await tested.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
        }

        Assert.True((await _camille.ReadAsync("/api/notices")).TryGetProperty("failure", out _));
        using (var page = await _camille.Session.GetAsync("/settings/notices"))
        {
            Assert.DoesNotContain("camille.secret", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await _hub.KillAsync();
        Assert.DoesNotContain(_hub.Said, line => line.Contains("camille.secret", StringComparison.Ordinal) || line.Contains(SmtpSink.Password, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_hub.Data, "*", SearchOption.AllDirectories))
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes("camille.secret")) < 0, file);
        }
    }

    [Fact]
    public async Task A_hook_reaches_the_house_only_where_the_admin_allows_it_and_names_the_source_only_where_the_person_does()
    {
        await SetAsync(new { channel = "webhook", address = $"https://127.0.0.1:{_hook.Port}/inside" });
        using (var refused = await _camille.Session.PostAsync("/api/notices/test", null))
        {
            Assert.Contains("HUB_ALLOWED_HOSTS", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.True(_hook.IsEmpty);
        await SetAsync(new { channel = "webhook", address = $"http://localhost:{_hook.Port}/inside", nameSource = true });
        await _camille.AddTillAsync(new { user = "hooked", ask = "code" });
        var item = JsonElement.Parse((await _hook.NextAsync()).Body).GetProperty("items")[0];
        Assert.Equal("question", item.GetProperty("kind").GetString());
        Assert.Contains(item.GetProperty("source").GetString()!, item.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_is_told_with_its_field()
    {
        foreach (var (wish, field) in new (object Wish, string Field)[]
        {
            (new { channel = "pigeon", address = Address }, "channel"),
            (new { channel = "email" }, "address"),
            (new { channel = "email", address = "camille" }, "address"),
            (new { channel = "webhook", address = "http://example.org/" }, "address"),
            (new { channel = "email", address = Address, hour = 24 }, "hour"),
            (new { channel = "email", address = Address, quietFrom = "22:00" }, "quietTo"),
            (new { channel = "email", address = Address, quietFrom = "22h", quietTo = "07:00" }, "quietFrom"),
        })
        {
            using var answer = await _camille.Session.PutAsJsonAsync("/api/notices", wish);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
        }

        Assert.Equal("none", (await _camille.ReadAsync("/api/notices")).GetProperty("channel").GetString());
    }

    private async Task SetAsync(object wish)
    {
        using var answer = await _camille.Session.PutAsJsonAsync("/api/notices", wish);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}

internal static class NoticeReading
{
    public static async Task<JsonElement> ReadAsync(this Person person, string path)
    {
        using var answer = await person.Session.GetAsync(path);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
