using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>A live source from its first form to its end, by the pages alone: set up, asked, answered, refused, paused, disconnected.</summary>
public sealed class SourceJourneyTests(Chromium chromium, SourceJourneyTests.TillHub till) : IClassFixture<SourceJourneyTests.TillHub>
{
    [Fact]
    public async Task A_source_is_set_up_asks_is_answered_and_disconnected_without_scripts()
    {
        await using var watched = await SignInAsync(new Look(360, ColorScheme.Light, "en"), "ada");
        var page = watched.Page;
        await page.GotoAsync(till.Hub.Address + "sources/new/till");
        await page.FillAsync("#s-user", "ada");
        await page.FillAsync("#s-password", "correct horse");
        await page.SelectOptionAsync("#s-ask", "choice");
        await page.FillAsync("#label", "My till");
        await page.ClickAsync("main form button.button");
        await page.WaitForURLAsync("**/sources/till-*");
        await ReloadWhileAsync(page, "progress");

        await page.GotoAsync(till.Hub.Address.ToString());
        Assert.Contains("My till asks you", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.CheckAsync("input[name=answer][value=b]");
        await page.ClickAsync(".question button");
        await page.GotoAsync(till.Hub.Address + "sources");
        await page.ClickAsync("main .item a.name");
        await ReloadWhileAsync(page, "progress");
        var source = await page.InnerTextAsync("main");
        Assert.Contains("Works", source, StringComparison.Ordinal);
        Assert.Contains("Till of ada", source, StringComparison.Ordinal);
        Assert.Contains("Energy consumption", source, StringComparison.Ordinal);
        Assert.DoesNotContain("correct horse", await page.ContentAsync(), StringComparison.Ordinal);

        await page.ClickAsync("form[action$='/pause'] button");
        Assert.Contains("Paused", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("form[action$='/resume'] button");

        await page.ClickAsync("a[href$='/disconnect']");
        await page.CheckAsync("input[name=data][value=erase]");
        await page.FillAsync("#name", "another");
        await page.ClickAsync("main button.danger");
        Assert.Contains("Nothing was erased", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.FillAsync("#name", "My till");
        await page.ClickAsync("main button.danger");
        await page.WaitForURLAsync("**/sources?gone=1");
        Assert.DoesNotContain("My till", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_holder_refuses_comes_back_in_the_same_form_and_a_kept_secret_stays()
    {
        await using var watched = await SignInAsync(new Look(1280, ColorScheme.Dark, "fr"), "blaise");
        var page = watched.Page;
        await page.GotoAsync(till.Hub.Address + "sources/new/till");
        await page.ClickAsync("main form button.button");
        Assert.Equal("s-user", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.FillAsync("#s-user", "b");
        await page.FillAsync("#s-password", "wrong");
        await page.FillAsync("#s-probe", "CredentialsRefused");
        await page.EvaluateAsync("() => document.querySelector('main form').noValidate = true");
        await page.ClickAsync("main form button.button");
        await page.Locator("#s-user-error").WaitForAsync();
        await page.FillAsync("#s-user", "blaise");
        await page.ClickAsync("main form button.button");
        await page.GetByText("Cela n'a pas marché").WaitForAsync();
        Assert.Equal(("blaise", ""), (await page.InputValueAsync("#s-user"), await page.InputValueAsync("#s-password")));

        await page.FillAsync("#s-probe", "");
        await page.FillAsync("#s-password", "correct horse");
        await page.ClickAsync("main form button.button");
        await page.WaitForURLAsync("**/sources/till-*");
        await page.ClickAsync("a[href$='/settings'].second");
        Assert.Contains("gardé", await page.InnerTextAsync("label[for=s-password]"), StringComparison.Ordinal);
        await page.FillAsync("#s-pages", "1");
        await page.ClickAsync("main form button.button");
        await page.WaitForURLAsync("**/sources/till-*?said=settings");
        var complaints = new List<string>();
        foreach (var name in new[] { "", "sources", "plugins", "plugins/till", "ledger", "add" })
        {
            await page.GotoAsync(till.Hub.Address + name);
            complaints.AddRange(await watched.LookAsync(new Look(1280, ColorScheme.Dark, "en"), "journey/source-" + name.Replace('/', '-')));
        }

        // The browser says so itself when a form comes back with what is wrong.
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    private static async Task ReloadWhileAsync(IPage page, string there)
    {
        while (await page.Locator(there).CountAsync() > 0)
        {
            await page.ReloadAsync();
        }
    }

    private async Task<WatchedPage> SignInAsync(Look look, string name)
    {
        await till.Hub.InviteAsync(till.Owner, name);
        var watched = await WatchedPage.OpenAsync(chromium, look, scripts: look.Width > 600);
        await watched.Page.GotoAsync(till.Hub.Address.ToString());
        await watched.Page.FillAsync("#name", name);
        await watched.Page.FillAsync("#passphrase", Person.Passphrase);
        await watched.Page.ClickAsync("main button.button");
        await watched.Page.WaitForURLAsync(till.Hub.Address.ToString());
        if (look.Language == "fr")
        {
            await watched.Page.ClickAsync("button[name=language]");
        }

        return watched;
    }

    /// <summary>A hub with a connector that does what its settings say.</summary>
    public sealed class TillHub : IAsyncLifetime
    {
        public HubProcess Hub { get; private set; } = null!;

        public Person Owner { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var plugins = Path.Combine(Samples.Repository, "tests", "Hub.Tests", "Plugins");
            Hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = plugins });
            Owner = await Hub.OwnerAsync();
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();
    }
}
