using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Holders;
using Holders.Bank;
using Holders.Dav;
using Holders.Grid;
using Hub.Testing;

namespace Hub.FrontDoor.LiveSources;

/// <summary>One hub with our own plug-ins, and the holders that they ask. Each holder has an address of its own, as hosts are given their pace one by one.</summary>
public sealed class HoldersHub : IAsyncLifetime
{
    private static int _addresses;
    private int _count;

    public DemoBank Bank { get; } = new();

    public GridOperator Grid { get; } = new();

    public DavServer Calendars { get; } = new();

    public HubProcess Hub { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public object BankSettings => new { site = Bank.Address, customer = Bank.Customer.Login, password = Bank.Customer.Password };

    public object GridSettings => new { server = Grid.Address, usagePoint = Grid.UsagePoint, clientId = Grid.ClientId, clientSecret = Grid.ClientSecret };

    public object CalendarSettings => new { server = Calendars.Address, user = Calendars.User, password = Calendars.Password };

    public Task<Person> NewcomerAsync() => Hub.InviteAsync(Owner, $"person-{Interlocked.Increment(ref _count)}");

    public async ValueTask InitializeAsync()
    {
        Holder[] holders = [Bank, Grid, Calendars];
        foreach (var holder in holders)
        {
            await holder.StartAsync(host: $"127.0.1.{Interlocked.Increment(ref _addresses)}");
        }

        Grid.ActivatedOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-4);
        Hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_ALLOWED_HOSTS"] = string.Join(',', holders.Select(holder => holder.Host)) });
        Owner = await Hub.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Bank.DisposeAsync();
        await Grid.DisposeAsync();
        await Calendars.DisposeAsync();
    }
}

internal static class LiveCalls
{
    public static async Task<(HttpStatusCode Status, JsonElement Body)> SetUpAsync(this Person person, string plugin, object settings)
    {
        using var answer = await person.Session.PostAsJsonAsync("/api/sources", new { plugin, settings });
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>Sets a source up, and gives its id with its first run as it ended or waits.</summary>
    public static async Task<(string Source, JsonElement Run)> BeginAsync(this Person person, string plugin, object settings)
    {
        var (status, source) = await person.SetUpAsync(plugin, settings);
        Assert.True(status == HttpStatusCode.Created, source.GetRawText());
        return (source.Id(), await person.EndOfAsync(source.GetProperty("lastRun").Id()));
    }

    /// <summary>The ids of all records of a type, in order.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(this Person person, string type) => [.. (await person.AllAsync(type)).Select(record => record.Id()).Order(StringComparer.Ordinal)];
}
