using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.FrontDoor.Sources;

/// <summary>A source and its holder, a real little server: the password reaches it and nobody else, and the session is kept.</summary>
public sealed class HolderSourceTests : IAsyncLifetime
{
    private const string Password = "p&ss=wörd nobody sees";

    private readonly List<string> _passwords = [];
    private WebApplication _holder = null!;
    private HubProcess _hub = null!;
    private Person _person = null!;
    private bool _isBusy;

    private string Address => _holder.Urls.Single();

    [Fact]
    public async Task The_holder_is_signed_in_to_once_and_what_it_gave_is_kept()
    {
        var source = await _person.AddTillAsync(new { user = "ada", password = Password, server = Address });
        Assert.Equal([Password], _passwords);
        Assert.Equal("Done", (await _person.EndOfAsync(source.LastRun())).Outcome());
        var raw = (await _person.AllAsync("energy.consumption"))[0].GetProperty("provenance").Text("raw");
        Assert.Equal("4", await _person.Api.GetStringAsync("/api/files/" + raw));
        Assert.Equal("Done", (await _person.SyncAsync(source.Id())).Outcome());
        Assert.Single(_passwords);

        var changed = await _person.ChangeAsync(source.Id(), new { settings = new { user = "ada", password = "another", server = Address } });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal("CredentialsRefused", (await _person.SyncAsync(source.Id())).Outcome());
        Assert.Equal([Password, "another"], _passwords);
    }

    [Fact]
    public async Task Of_a_source_that_may_not_bring_everything_no_reply_is_kept()
    {
        using var made = await _person.Session.PostAsJsonAsync("/api/sources", new
        {
            plugin = "till",
            settings = new { user = "narrow", password = Password, server = Address },
            allow = new { types = new[] { new { type = "energy.consumption", from = "2024-01-01T00:30:00Z" } } },
        });
        var source = JsonElement.Parse(await made.Content.ReadAsByteArrayAsync());
        Assert.Equal("3 0 0 1 0", (await _person.EndOfAsync(source.LastRun())).Told());
        Assert.All(await _person.AllAsync("energy.consumption"), record => Assert.False(record.GetProperty("provenance").TryGetProperty("raw", out _)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_hub.Data, "vaults", _person.Vault), "*.gz", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Erasing_a_source_takes_the_files_that_nothing_else_refers_to_and_leaves_the_others()
    {
        string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(_hub.Data, "vaults", _person.Vault, "files"), "*.gz", SearchOption.AllDirectories)];
        var first = await _person.AddTillAsync(new { user = "first", password = Password, server = Address });
        var second = await _person.AddTillAsync(new { user = "second", password = Password, server = Address });
        var raw = (await _person.AllAsync("energy.consumption"))[0].GetProperty("provenance").Text("raw")!;
        Assert.EndsWith(raw[7..] + ".gz", Assert.Single(Files()), StringComparison.Ordinal);
        await EraseAsync(first);
        Assert.Single(Files());
        Assert.Equal("4", await _person.Api.GetStringAsync("/api/files/" + raw));

        Assert.NotEmpty((await _person.GetAsync("/api/ledger?host=" + new Uri(Address).Authority)).GetProperty("items").EnumerateArray());
        Assert.Empty((await _person.GetAsync("/api/ledger?host=elsewhere.test")).GetProperty("items").EnumerateArray());
        var ledger = (await _person.GetAsync("/api/ledger")).GetProperty("items").GetArrayLength();
        Assert.Contains($"/runs/{second.LastRun()}", await _person.Session.GetStringAsync("/ledger/till/0"), StringComparison.Ordinal);
        await EraseAsync(second);
        Assert.Empty(Files());
        Assert.DoesNotContain($"/runs/{second.LastRun()}", await _person.Session.GetStringAsync("/ledger/till/0"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _person.Api.GetAsync("/api/files/" + raw)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _person.Session.GetAsync("/api/runs/" + second.LastRun())).StatusCode);
        Assert.Equal(ledger, (await _person.GetAsync("/api/ledger")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await _hub.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task A_file_that_the_person_added_too_stays_when_the_source_that_brought_it_is_erased()
    {
        var source = await _person.AddTillAsync(new { user = "ada", password = Password, server = Address });
        using var form = new MultipartFormDataContent { { new ByteArrayContent("4"u8.ToArray()), "files", "mine.txt" } };
        using var begun = await _person.Api.PostAsync("/api/imports", form);
        await _person.EndOfAsync(JsonElement.Parse(await begun.Content.ReadAsByteArrayAsync()).GetProperty("run").GetString()!);
        var raw = (await _person.AllAsync("energy.consumption"))[0].GetProperty("provenance").Text("raw");
        await EraseAsync(source);
        Assert.Empty(await _person.AllAsync("energy.consumption"));
        Assert.Equal("4", await _person.Api.GetStringAsync("/api/files/" + raw));
    }

    private async Task EraseAsync(JsonElement source)
    {
        using var gone = await _person.Session.DeleteAsync($"/api/sources/{source.Id()}?data=erase");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task A_holder_that_asks_to_wait_is_left_alone_that_long()
    {
        _isBusy = true;
        var source = await _person.AddTillAsync(new { user = "ada", password = Password, server = Address });
        Assert.Equal(("failing", "RateLimited"), (source.Health(), source.GetProperty("lastRun").Outcome()));
        Assert.InRange(source.GetProperty("next").GetDateTimeOffset() - source.GetProperty("lastRun").GetProperty("ended").GetDateTimeOffset(), TimeSpan.FromHours(4.9), TimeSpan.FromHours(5.6));
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _holder = builder.Build();
        _holder.Run(AnswerAsync);
        await _holder.StartAsync();
        _hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HUB_PLUGINS"] = TillHub.Plugins,
            ["HUB_ALLOWED_HOSTS"] = new Uri(Address).Authority,
        });
        _person = await _hub.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _holder.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (_isBusy)
        {
            context.Response.Headers.RetryAfter = "18000";
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
        else if (context.Request.Path == "/sign-in")
        {
            var password = (await context.Request.ReadFormAsync())["password"].ToString();
            _passwords.Add(password);
            if (password == Password)
            {
                context.Response.Headers.SetCookie = "till=open; Path=/";
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            }
        }
        else if (context.Request.Cookies["till"] == "open")
        {
            await context.Response.WriteAsync("4");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
    }
}
