using System.Text.RegularExpressions;
using Hub.Testing;

namespace Hub.Tests.Package;

/// <summary>What docs/running.md has people type exists.</summary>
public sealed partial class RunningPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Samples.Repository, "docs", "running.md"));

    [Fact]
    public async Task Every_command_is_one_of_the_hubs_with_the_options_that_it_is_given()
    {
        var commands = Commands().Matches(Page).Select(match => match.Groups["words"].Value.Trim()).Distinct(StringComparer.Ordinal).ToList();
        Assert.InRange(commands.Count, 12, 100);
        foreach (var command in commands)
        {
            var words = command.Split(' ');
            string[] verbs = [.. words.TakeWhile(word => VerbWord().IsMatch(word))];
            var help = await HubProcess.VerbAsync([.. verbs, "--help"]);
            Assert.True(help.ExitCode == 0, $"{command}: {help.Errors}");
            Assert.Contains($"hub {string.Join(' ', verbs)}", help.Output, StringComparison.Ordinal);
            Assert.All(words.Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Who_lost_their_passphrase_gets_a_link_that_ends_what_was_open()
    {
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        var code = (await hub.RunAsync("user", "link", owner.Name)).Output.Split('#')[1].Trim();
        using var stranger = hub.NewClient();
        using var renewed = await stranger.PostAsync(new Uri("/api/welcome", UriKind.Relative), Json($$"""{"code":"{{code}}","passphrase":"another battery staple"}"""), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Created, renewed.StatusCode);
        using var old = await owner.Session.GetAsync("/api/vaults");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, old.StatusCode);
        using var refused = await stranger.PostAsync(new Uri("/api/sessions", UriKind.Relative), Json($$"""{"name":"{{owner.Name}}","passphrase":"{{Person.Passphrase}}"}"""), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        using var opened = await stranger.PostAsync(new Uri("/api/sessions", UriKind.Relative), Json($$"""{"name":"{{owner.Name}}","passphrase":"another battery staple"}"""), TestContext.Current.CancellationToken);
        Assert.True(opened.IsSuccessStatusCode);
        using var again = await stranger.PostAsync(new Uri("/api/welcome", UriKind.Relative), Json($$"""{"code":"{{code}}","passphrase":"another battery staple"}"""), TestContext.Current.CancellationToken);
        Assert.False(again.IsSuccessStatusCode);
        Assert.Contains("\"link\"", await (await stranger.GetAsync(new Uri("/api/journal", UriKind.Relative), TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var program = await owner.Api.GetAsync("/api/vaults");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, program.StatusCode);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    // In code, in a line or a block: the hub, however it is named, then its words up to a comment or the end of the code.
    [GeneratedRegex(@"(?<=^|`|sudo |-u hub )(?:/opt/hub/|\./)?hub (?<words>[a-z][^`#\n]*)", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Commands();

    [GeneratedRegex("^[a-z]+$", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex VerbWord();
}
