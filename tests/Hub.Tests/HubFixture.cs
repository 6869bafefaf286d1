using System.Net.Http.Headers;
using System.Net.Http.Json;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>One hub with its owner and a second person, for the tests of a class.</summary>
public class HubFixture : IAsyncLifetime
{
    public HubProcess Hub { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public Person Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await StartAsync();
        Owner = await Hub.OwnerAsync("Alice");
        Other = await Hub.AddAsync("Bob");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<HubProcess> StartAsync() => HubProcess.StartAsync();
}

internal static class Clients
{
    /// <summary>A client without cookies: of nobody, or of a token.</summary>
    public static HttpClient Client(this HubProcess hub, string? token = null, string? language = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = hub.Address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (language is not null)
        {
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        }

        return client;
    }

    public static Task<HttpResponseMessage> WriteAsync(this Person person, string type, params object[] records) => person.Api.PostAsJsonAsync($"/api/records/{type}", records);
}
