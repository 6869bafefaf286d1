using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Accounts;

/// <summary>The hub's server in this process, whose clock goes on like any other until it is moved: what depends on quarters of an hour is tested through the same front door.</summary>
public sealed class HubInTime : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("hub-test-").FullName;
    private readonly MovedClock _clock = new();
    private WebApplication _app = null!;
    private int _count;

    public Uri Address { get; private set; } = null!;

    public DateTimeOffset Now => _clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _app = HubServer.Build(new HubOptions { Data = _data, Storage = null, Urls = "http://127.0.0.1:0", PublicUrl = null, Clock = _clock, WarmRunner = false });
        await _app.StartAsync();
        var port = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        Address = new Uri($"http://localhost:{port}/");
    }

    /// <summary>A part of the hub, for what no page leads to.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public void Move(TimeSpan span) => _clock.Ahead += span;

    /// <summary>Somebody new, whose account was made and who is not signed in.</summary>
    public async Task<string> NewcomerAsync()
    {
        var name = $"person-{Interlocked.Increment(ref _count)}";
        await _app.Services.GetRequiredService<AccountBook>().AddAsync(name, admin: true);
        var account = (await _app.Services.GetRequiredService<AccountBook>().FindAsync(name))!;
        await _app.Services.GetRequiredService<SignIn>().SetPassphraseAsync(account.Id, Person.Passphrase);
        return name;
    }

    /// <summary>Puts an account into a state that no page leads to.</summary>
    public async Task ChangeAsync(string name, Func<Account, Account> change) => await _app.Services.GetRequiredService<AccountBook>().ChangeAsync(name, change);

    /// <summary>A browser that is signed in.</summary>
    public async Task<HttpClient> SignInAsync(string name, string? userAgent = null)
    {
        var client = Client(userAgent);
        using var opened = await client.PostAsJsonAsync("/api/sessions", new { name, passphrase = Person.Passphrase });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        client.DefaultRequestHeaders.Add("Hub-Antiforgery", (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("antiforgery").GetString());
        return client;
    }

    public HttpClient Client(string? userAgent = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        if (userAgent is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Timers go by the system's clock, so that nothing waits for a move.</summary>
    private sealed class MovedClock : TimeProvider
    {
        private long _ahead;

        public TimeSpan Ahead
        {
            get => new(Interlocked.Read(ref _ahead));
            set => Interlocked.Exchange(ref _ahead, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
