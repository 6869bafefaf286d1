using Microsoft.Playwright;
using Web.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Web.Tests.Browser;

/// <summary>The system's Chromium, started once for all tests. HUB_CHROMIUM names another one.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
    ];

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HUB_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = Arguments,
        });
    }

    public Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options) => _browser.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
