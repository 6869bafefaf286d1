using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests.Family;

/// <summary>One hub for the tests of a class; each test takes newcomers of its own.</summary>
public class FamilyFixture : IAsyncLifetime
{
    private int _count;

    public HubProcess Hub { get; private set; } = null!;

    /// <summary>Who runs the hub.</summary>
    public Person Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await StartAsync();
        Owner = await Hub.OwnerAsync("Alice");
    }

    public Task<Person> NewcomerAsync() => Hub.InviteAsync(Owner, $"person-{Interlocked.Increment(ref _count)}");

    /// <summary>Two people, of whom the first let the second into their vault.</summary>
    public async Task<(Person Owner, Person Other)> TwoAsync(string role)
    {
        var (owner, other) = (await NewcomerAsync(), await NewcomerAsync());
        using var given = await owner.PostFreshAsync("/api/accesses", new { account = other.Name, role });
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        return (owner, other);
    }

    /// <summary>A child's vault, set up by who runs the hub; gives its id.</summary>
    public async Task<string> ChildAsync(string name, params Person[] keepers)
    {
        using var made = await Owner.PostFreshAsync("/api/vaults", new { name, keepers = keepers.Select(keeper => keeper.Name) });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<HubProcess> StartAsync() => HubProcess.StartAsync();
}

public sealed class StorageAccountFamilyFixture : FamilyFixture
{
    private protected override async Task<HubProcess> StartAsync() => await HubProcess.StartOnAsync((await Azurite.SharedAsync()).NewAccount());
}

public sealed class FamilyTests(FamilyFixture fixture) : FamilySuite(fixture), IClassFixture<FamilyFixture>;

public sealed class StorageAccountFamilyTests(StorageAccountFamilyFixture fixture) : FamilySuite(fixture), IClassFixture<StorageAccountFamilyFixture>;
