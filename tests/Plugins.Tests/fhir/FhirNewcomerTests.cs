using Hub.Plugins.Fhir;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Fhir;

public sealed class FhirNewcomerTests
{
    [Fact]
    public async Task The_made_up_sample_is_read_whole()
    {
        var import = await Import.Of(new FhirConnector(), TestFile.FromDisk(Path.Combine(Samples.Repository, "samples", "fhir-bundle.json")));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        Assert.Equal(8, import.Context.Saved.Count);
        Assert.Equal(20.00m, Assert.Single(import.All("health.claim")).GetProperty("amount").GetDecimal());
        SharedTypes.AcceptDistinct(import);
    }
}
