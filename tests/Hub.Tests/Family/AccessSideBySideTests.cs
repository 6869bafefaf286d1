using System.Net;
using Hub.FrontDoor.SideBySide;

namespace Hub.Tests.Family;

/// <summary>Two processes of one hub: an access that ended at one opens nothing at the other.</summary>
public sealed class AccessSideBySideTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    [Fact]
    public async Task What_was_ended_at_one_is_refused_by_the_next_request_at_the_other()
    {
        var (owner, (_, reader)) = ((await hubs.NewcomerAsync()).AtOne, await hubs.NewcomerAsync());
        using var given = await owner.PostFreshAsync("/api/accesses", new { account = reader.Name, role = "reader" });
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        using var there = FamilySuite.Into(reader, owner.Vault);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/api/changes")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.Session.DeleteAsync($"/api/accesses/{reader.Name}")).StatusCode);
        Assert.Equal("no-such-vault", await FamilySuite.ProblemAsync(await there.GetAsync("/api/changes")));
    }
}
