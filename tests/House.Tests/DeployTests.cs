using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>What is deployed, what the host is told and what the code reads and writes say the same.</summary>
public sealed partial class DeployTests
{
    private static readonly JsonElement Template = Read("deploy/azuredeploy.json");
    private static readonly JsonElement Host = Read("host.json");
    private static readonly JsonElement Queues = Host.GetProperty("extensions").GetProperty("queues");

    /// <summary>Settings that the platform reads.</summary>
    private static readonly string[] OfThePlatform = ["AzureWebJobsStorage__accountName", "AzureWebJobsDisableHomepage"];

    private static string Code => string.Concat(Tree.Under("functions").Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(Tree.Read));

    [Fact]
    public void Every_setting_of_the_template_is_read_by_the_code_or_the_platform()
    {
        var settings = Settings().Keys.ToList();
        Assert.All(settings.Except(OfThePlatform), name => Assert.Contains($"Setting(\"{name}\")", Code, StringComparison.Ordinal));
        Assert.Empty(OfThePlatform.Except(settings));
        Assert.All(["HUB_STORAGE", "HUB_PUBLIC_URL", "HUB_SETUP_CODE"], name => Assert.Contains(name, settings));
    }

    [Fact]
    public void The_storage_account_lets_nobody_in_by_accident()
    {
        var account = Resource("Microsoft.Storage/storageAccounts").GetProperty("properties");
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        var blobs = Resource("Microsoft.Storage/storageAccounts/blobServices").GetProperty("properties");
        Assert.True(blobs.GetProperty("isVersioningEnabled").GetBoolean());
        Assert.True(blobs.GetProperty("deleteRetentionPolicy").GetProperty("enabled").GetBoolean());
        Assert.True(blobs.GetProperty("containerDeleteRetentionPolicy").GetProperty("enabled").GetBoolean());
        Assert.All(Resources("Microsoft.Storage/storageAccounts/blobServices/containers"), container => Assert.Equal("None", container.GetProperty("properties").GetProperty("publicAccess").GetString()));
    }

    [Fact]
    public void The_identity_has_three_roles_on_the_one_account_and_the_page_names_them()
    {
        string[] roles = [.. Template.GetProperty("variables").GetProperty("roles").EnumerateObject().Select(role => role.Name)];
        Assert.Equal(["Storage Blob Data Contributor", "Storage Queue Data Contributor", "Storage Table Data Contributor"], roles);
        Assert.All(roles, role => Assert.Contains($"*{role}*", Tree.Read("deploy/README.md"), StringComparison.Ordinal));
        var given = Assert.Single(Resources("Microsoft.Authorization/roleAssignments"));
        Assert.Equal("[resourceId('Microsoft.Storage/storageAccounts', variables('storage'))]", given.GetProperty("scope").GetString());
        Assert.Equal("SystemAssigned", Resource("Microsoft.Web/sites").GetProperty("identity").GetProperty("type").GetString());
    }

    [Fact]
    public void The_set_up_code_is_a_secure_parameter_as_long_as_the_code_asks()
    {
        var code = Template.GetProperty("parameters").GetProperty("setUpCode");
        Assert.Equal("secureString", code.GetProperty("type").GetString());
        Assert.False(code.TryGetProperty("defaultValue", out _));
        Assert.Contains($"ShortestSetUp = {code.GetProperty("minLength").GetInt32()};", Code, StringComparison.Ordinal);
        Assert.Equal("[parameters('setUpCode')]", Settings()["HUB_SETUP_CODE"]);
        Assert.DoesNotContain("setUpCode", Template.GetProperty("outputs").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_queue_is_made_listened_to_and_written_to()
    {
        var queue = Template.GetProperty("variables").GetProperty("queue").GetString();
        var trigger = Read("functions/run/function.json").GetProperty("bindings")[0];
        Assert.Equal(queue, trigger.GetProperty("queueName").GetString());
        Assert.Contains($"Usual = \"{queue}\";", Tree.Read("functions/Hub.Storage.Azure/AzureMessageQueue.cs"), StringComparison.Ordinal);
        Assert.Contains($"Binding = \"{trigger.GetProperty("name").GetString()}\";", Tree.Read("functions/Hub/Handler/Invocation.cs"), StringComparison.Ordinal);
        Assert.Equal("none", Queues.GetProperty("messageEncoding").GetString());
        Assert.Contains("QueueMessageEncoding.None", Tree.Read("functions/Hub.Storage.Azure/StorageAccount.cs"), StringComparison.Ordinal);
        Assert.StartsWith(trigger.GetProperty("connection").GetString() + "__", Settings().Keys.First(name => name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_is_over_before_the_host_gives_up_and_the_last_delivery_is_known_as_the_last()
    {
        var deliveries = Tree.Read("functions/Hub.Core/Runs/RunDeliveries.cs");
        Assert.Contains($"int Deliveries = {Queues.GetProperty("maxDequeueCount").GetInt32()};", deliveries, StringComparison.Ordinal);
        var slice = TimeSpan.FromMinutes(int.Parse(Minutes().Match(deliveries).Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.True(slice + TimeSpan.FromMinutes(1) <= TimeSpan.Parse(Host.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_host_hands_everything_over_under_its_own_path()
    {
        Assert.True(Host.GetProperty("customHandler").GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.Equal("", Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal("true", Settings()["AzureWebJobsDisableHomepage"]);
        var posts = Tree.Read("functions/Hub/Handler/HostPosts.cs");
        Assert.All(["run", "tick"], name => Assert.Contains($"\"/{name}\"", posts, StringComparison.Ordinal));
        Assert.Equal("custom", Resource("Microsoft.Web/sites").GetProperty("properties").GetProperty("functionAppConfig").GetProperty("runtime").GetProperty("name").GetString());
    }

    [Fact]
    public void Every_parameter_is_explained_where_people_look() =>
        Assert.All(Template.GetProperty("parameters").EnumerateObject().Where(parameter => parameter.Name != "budgetStart"), parameter =>
        {
            Assert.NotEmpty(parameter.Value.GetProperty("metadata").GetProperty("description").GetString()!);
            Assert.Contains($"`{parameter.Name}`", Tree.Read("deploy/README.md"), StringComparison.Ordinal);
        });

    [Fact]
    public void Whatever_the_template_refers_to_is_there()
    {
        var text = Tree.Read("deploy/azuredeploy.json");
        Assert.All(Variables().Matches(text), match => Assert.True(Template.GetProperty("variables").TryGetProperty(match.Groups[1].Value, out _), match.Value));
        Assert.All(Parameters().Matches(text), match => Assert.True(Template.GetProperty("parameters").TryGetProperty(match.Groups[1].Value, out _), match.Value));
        var types = Template.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("type").GetString()).ToHashSet(StringComparer.Ordinal);
        Assert.All(Ids().Matches(text), match => Assert.Contains(match.Groups[1].Value, types));
    }

    private static JsonElement Read(string file) => JsonElement.Parse(Tree.Read(file));

    private static IEnumerable<JsonElement> Resources(string type) => Template.GetProperty("resources").EnumerateArray().Where(resource => resource.GetProperty("type").GetString() == type);

    private static JsonElement Resource(string type) => Assert.Single(Resources(type));

    private static Dictionary<string, string> Settings() =>
        Resource("Microsoft.Web/sites/config").GetProperty("properties").EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!, StringComparer.Ordinal);

    [GeneratedRegex(@"Slice = TimeSpan\.FromMinutes\((\d+)\)")]
    private static partial Regex Minutes();

    [GeneratedRegex(@"variables\('(\w+)'\)")]
    private static partial Regex Variables();

    [GeneratedRegex(@"parameters\('(\w+)'\)")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\[?resourceId\('([\w./]+)'")]
    private static partial Regex Ids();
}
