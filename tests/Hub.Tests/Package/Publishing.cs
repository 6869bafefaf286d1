using Hub.Testing;

namespace Hub.Tests.Package;

/// <summary>Publishing writes into folders of the checkout: one test at a time.</summary>
[CollectionDefinition(Name)]
public sealed class Publishing
{
    public const string Name = "publishing";

    /// <summary>Gives the folder of what was made.</summary>
    public static async Task<string> PublishAsync(string what)
    {
        await Programs.RunAsync("bash", Path.Combine(Samples.Repository, "publish.sh"), what);
        return Path.Combine(Samples.Repository, "artifacts");
    }
}
