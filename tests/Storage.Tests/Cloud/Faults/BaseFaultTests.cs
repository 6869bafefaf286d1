using System.Security.Cryptography;
using Hub.Core.Vaults;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>A vault's log has grown, and a new base is made of it, when the account fails on the way.</summary>
public sealed class BaseFaultTests : FaultyAccount
{
    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_base_that_cannot_be_made_fails_no_commit_and_is_made_later(string fault)
    {
        var process = Start();
        var names = new List<string>();
        var store = await process.OpenAsync(Vault, create: true);
        using (var rule = Proxy.Play(Fault.Of(fault), IsOfBase, int.MaxValue))
        {
            for (var batch = 0; rule.Hits < 3 && batch < 40; batch++)
            {
                names.AddRange(await GrowAsync(store, $"grown{batch}"));
            }

            Assert.True(rule.Hits >= 3, "no base was tried");
        }

        await using (var reader = await Start().OpenAsync(Vault))
        {
            Assert.Equal(names.Count, (await reader.NamesAsync(new RecordQuery(Make.Event))).Count);
        }

        for (var batch = 0; batch < 12; batch++)
        {
            names.AddRange(await GrowAsync(store, $"more{batch}"));
        }

        await store.DisposeAsync();
        Assert.Contains(Proxy.Calls, call => IsOfBase(call) && call is { Operation: "Put Blob", Status: 201 } && call.Path.EndsWith("/base/00000002", StringComparison.Ordinal));
        await AssertSoundAsync(names);
    }

    private static bool IsOfBase(StorageCall call) => call.Method == "PUT" && (call.Path.Contains("/base/", StringComparison.Ordinal) || (call.Operation == "Put Blob" && call.Path.Contains("/log/", StringComparison.Ordinal)));

    /// <summary>Half a megabyte that packs badly.</summary>
    private static async Task<IReadOnlyList<string>> GrowAsync(IVaultStore store, string batch)
    {
        var counts = await store.PutAsync(Names(batch, 10).Select(name => Make.AnEvent(name, "2024-01-01", $"\"note\":\"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(48_000))}\"")));
        Assert.Equal(10, counts.Created);
        return Names(batch, 10);
    }
}
