using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests.Functions;

/// <summary>The hub as a custom handler, played by the host.</summary>
public sealed class HandlerTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public async Task Pages_and_API_answer_through_the_host()
    {
        using var nobody = fixture.Hub.Client();
        Assert.Equal("ok", (await nobody.GetFromJsonAsync<JsonElement>("/api/health")).GetProperty("status").GetString());
        nobody.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.Equal(HttpStatusCode.SeeOther, (await nobody.GetAsync("/")).StatusCode);
        using var home = await fixture.Owner.Session.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        Assert.Contains("default-src 'none'", home.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.Session.GetAsync("/runs/nothing")).StatusCode);
    }

    [Fact]
    public async Task A_file_is_imported_and_read_back()
    {
        var run = await fixture.Owner.ImportAsync("load.csv", MadeFiles.LoadCurve(48));
        Assert.Equal("succeeded", run.GetProperty("state").GetString());
        Assert.Equal(48, (await fixture.Owner.AllAsync(Readings.Type)).Count);
    }

    [Fact]
    public async Task The_hosts_timer_is_answered_as_the_host_expects()
    {
        await fixture.Hub.TellAsync("tick");
        await fixture.Hub.HearAsync("tick: 200 done");
    }

    [Fact]
    public async Task The_set_up_code_makes_one_account()
    {
        using var nobody = fixture.Hub.Client();
        using var again = await nobody.PostAsJsonAsync("/api/welcome", new { code = FunctionsApp.SetUpCode, name = "Mallory", passphrase = Person.Passphrase });
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task Nothing_that_the_platform_logs_opens_a_door()
    {
        await fixture.Hub.HearAsync("is ready");
        Assert.DoesNotContain(fixture.Hub.Said, line => line.Contains("welcome#", StringComparison.Ordinal) || line.Contains(FunctionsApp.SetUpCode, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_above_what_the_platform_takes_is_refused_and_the_next_request_is_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/uploads") { Content = new StreamContent(new MemoryStream(new byte[1])) };
        request.Content.Headers.ContentLength = 200_000_000;
        request.Headers.ExpectContinue = true;
        using var client = fixture.Hub.Client();
        try
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(request)).StatusCode);
        }
        catch (HttpRequestException)
        {
            // The connection is closed before the body is sent: refused as well.
        }

        using var next = await client.GetAsync("/api/health");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }
}
