namespace House.Tests;

/// <summary>What plug-in authors compile against changes by a visible line, never by accident.</summary>
public sealed class PublicApiTests
{
    private const string Approved = "sdk/Hub.Sdk/PublicApi.txt";

    [Fact]
    public void The_surface_of_the_SDK_is_the_approved_one()
    {
        var surface = PublicApi.Print(typeof(Hub.Sdk.IConnector).Assembly);
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
            File.WriteAllText(Tree.PathOf(Approved), surface);
        Assert.True(Tree.Read(Approved).ReplaceLineEndings("\n") == surface, $"The SDK's public surface is not {Approved}. Run this test with HUB_APPROVE=1, look at the difference and commit it.");
    }
}
