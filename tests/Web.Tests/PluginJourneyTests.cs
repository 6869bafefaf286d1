using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>A stranger's plug-in comes, asks for more and goes, by the pages alone; and a run of it that failed is reported to its author.</summary>
public sealed class PluginJourneyTests(Chromium chromium, PluginJourneyTests.OwnedHub shared) : IClassFixture<PluginJourneyTests.OwnedHub>
{
    private const string Id = "stranger-notes";
    private const string Fails = "exports.importFile = function (hub, file) { hub.fail('FormatChanged', { en: 'A column is missing.', fr: 'Il manque une colonne.' }); };";

    [Fact]
    public async Task A_script_is_sent_in_shown_installed_updated_and_removed_without_scripts_in_the_browser()
    {
        using var first = new MadePlugin(Id, script: Fails);
        using var more = new MadePlugin(Id, "1.1.0", Fails, MadePlugin.ReachOut);
        using var most = new MadePlugin(Id, "1.2.0", Fails, manifest =>
        {
            MadePlugin.ReachOut(manifest);
            manifest["permissions"]!.AsArray()[1]!["host"] = "other.example.org";
        });
        await using var watched = await shared.SignInAsync(chromium, new Look(360, ColorScheme.Dark, "en"));
        var page = watched.Page;

        await SendAsync(page, await PackAsync(first));
        Assert.Contains("A stranger", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("To keep what you noted.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        var complaints = new List<string>(await watched.LookAsync(new Look(360, ColorScheme.Dark, "en"), "journey/plugin-install"));
        await AgreeAsync(page);
        await page.WaitForURLAsync($"**/plugins/{Id}?said=installed");
        Assert.Contains("1.0.0", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        // The command line leaves an update that asks for more to the admin, who agrees here.
        var waits = await shared.Hub.RunAsync("plugin", "install", more.Folder, "--yes");
        Assert.Equal(0, waits.ExitCode);
        await page.GotoAsync(shared.Hub.Address + "plugins/" + Id);
        Assert.Contains("api.example.org", await page.InnerTextAsync("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
        Assert.Contains("1.0.0", await page.InnerTextAsync("section[aria-labelledby=who]"), StringComparison.Ordinal);
        await AgreeAsync(page);
        await page.WaitForURLAsync($"**/plugins/{Id}?said=updated");
        Assert.Contains("1.1.0", await page.InnerTextAsync("section[aria-labelledby=who]"), StringComparison.Ordinal);

        // Sent in by hand, what is new stands on the page that is agreed to.
        await SendAsync(page, await PackAsync(most));
        Assert.Contains("other.example.org", await page.InnerTextAsync("section[aria-labelledby=new]"), StringComparison.Ordinal);
        await AgreeAsync(page);
        await page.WaitForURLAsync($"**/plugins/{Id}?said=installed");
        Assert.Contains("1.2.0", await page.InnerTextAsync("section[aria-labelledby=who]"), StringComparison.Ordinal);

        await page.ClickAsync("form[action$='/remove'] button");
        await page.WaitForURLAsync("**/plugins");
        Assert.Equal(0, await page.Locator($"a[href='/plugins/{Id}']").CountAsync());

        // The browser says so itself when a form comes back with what is wrong.
        complaints.AddRange(watched.TakeComplaints());
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_plug_in_or_belongs_on_the_command_line_is_told_and_nothing_is_installed()
    {
        using var compiled = new MadePlugin("stranger-compiled", change: manifest => manifest["runtime"] = "dotnet");
        await using var watched = await shared.SignInAsync(chromium, new Look(1280, ColorScheme.Light, "fr"));
        var page = watched.Page;
        var noise = Path.Combine(compiled.Above, "noise.hubplugin");
        await File.WriteAllTextAsync(noise, "not a zip", TestContext.Current.CancellationToken);

        await SendAsync(page, noise);
        Assert.Contains("n'est pas installé", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await SendAsync(page, await PackAsync(compiled));
        Assert.Contains("ligne de commande", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync(shared.Hub.Address + "plugins");
        Assert.DoesNotContain("stranger-compiled", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_failed_is_read_before_it_goes_to_the_author()
    {
        using var plugin = new MadePlugin("stranger-report", script: Fails);
        var installed = await shared.Hub.RunAsync("plugin", "install", plugin.Folder, "--yes");
        Assert.Equal(0, installed.ExitCode);
        await using var watched = await shared.SignInAsync(chromium, new Look(1280, ColorScheme.Dark, "en"));
        var page = watched.Page;
        await page.GotoAsync(shared.Hub.Address + "add");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "private-name.txt", MimeType = "text/plain", Buffer = "Notes of stranger-report;Confidential-4711"u8.ToArray() });
        await page.ClickAsync(".drop button");
        await page.WaitForURLAsync("**/add/preview/*");
        await page.ClickAsync("main form[action^='/add/preview/']:not([action$='/discard']) button");
        await page.WaitForURLAsync("**/runs/*");

        await page.ClickAsync("a[href$='/report']");
        await page.WaitForURLAsync("**/report");
        var report = await page.InnerTextAsync("pre");
        Assert.Contains("FormatChanged", report, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", report, StringComparison.Ordinal);
        Assert.DoesNotContain("private-name", report, StringComparison.Ordinal);
        Assert.Empty(await watched.LookAsync(new Look(1280, ColorScheme.Dark, "en"), "journey/plugin-report"));
    }

    private static async Task<string> PackAsync(MadePlugin plugin)
    {
        var packed = Path.Combine(plugin.Above, "packed.hubplugin");
        var done = await HubProcess.VerbAsync(["plugin", "pack", plugin.Folder, "--out", packed]);
        return done.ExitCode == 0 ? packed : throw new InvalidOperationException(done.ToString());
    }

    /// <summary>The person signed in a moment ago, so nothing is asked.</summary>
    private static Task AgreeAsync(IPage page) => page.ClickAsync("form[action$='/install'] button, form[action$='/accept'] button");

    private async Task SendAsync(IPage page, string package)
    {
        await page.GotoAsync(shared.Hub.Address + "plugins");
        await page.SetInputFilesAsync("#package", package);
        await page.ClickAsync("form:has(#package) button");
        await page.WaitForURLAsync("**/plugins/packages/*");
    }

    public class OwnedHub : IAsyncLifetime
    {
        public HubProcess Hub { get; private set; } = null!;

        public Person Owner { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Hub = await HubProcess.StartAsync();
            Owner = await Hub.OwnerAsync();
        }

        public async Task<WatchedPage> SignInAsync(Chromium chromium, Look look)
        {
            var watched = await WatchedPage.OpenAsync(chromium, look, scripts: look.Width > 600);
            await watched.Page.GotoAsync(Hub.Address.ToString());
            await watched.Page.FillAsync("#name", Owner.Name);
            await watched.Page.FillAsync("#passphrase", Person.Passphrase);
            await watched.Page.ClickAsync("main button.button");
            await watched.Page.WaitForURLAsync(Hub.Address.ToString());
            // An account keeps the language that was chosen last.
            if (await watched.Page.GetAttributeAsync("html", "lang") != look.Language)
            {
                await watched.Page.ClickAsync("button[name=language]");
            }

            return watched;
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();
    }
}
