using System.Text;
using Microsoft.Playwright;
using Web.Tests.Browser;
using Web.Tests.Gallery;

namespace Web.Tests;

/// <summary>What leaves the screen: charts as files, pages on paper.</summary>
public sealed class ChartFilesTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly Look English = new(1280, ColorScheme.Dark, "en");

    private GalleryHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GalleryHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_chart_is_saved_as_a_picture_that_says_what_it_is_by_keyboard_alone()
    {
        await using var watched = await WatchedPage.OpenAsync(chromium, English);
        await watched.Page.GotoAsync($"{_host.Address}/gallery/service/en");
        await watched.SettleAsync();
        var (name, svg) = await SaveAsync(watched.Page, "button[data-chart-file=svg]");
        var drawn = Encoding.UTF8.GetString(svg);
        Assert.EndsWith("-2026-11-22.svg", name, StringComparison.Ordinal);
        Assert.StartsWith("<svg xmlns", drawn, StringComparison.Ordinal);
        Assert.Contains("Made on 22 November 2026.", drawn, StringComparison.Ordinal);
        Assert.Contains(">kWh</text>", drawn, StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(drawn);

        var (picture, png) = await SaveAsync(watched.Page, "button[data-chart-file=png]");
        Assert.EndsWith(".png", picture, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(1920, (png[18] << 8) | png[19]);
        Assert.Empty(watched.TakeComplaints());
    }

    [Fact]
    public async Task Without_scripts_a_chart_is_saved_as_a_table_that_says_what_it_is()
    {
        await using var watched = await WatchedPage.OpenAsync(chromium, English, scripts: false);
        await watched.Page.GotoAsync($"{_host.Address}/gallery/day-long/en");
        Assert.Equal(0, await watched.Page.Locator("button[data-chart-file]:visible").CountAsync());
        var (name, csv) = await SaveAsync(watched.Page, "a[download$='.csv']");
        Assert.Equal("electricity-2026-11-22.csv", name);
        var lines = Encoding.UTF8.GetString(csv).TrimStart('\ufeff').Split("\r\n");
        Assert.Equal(["Title,Electricity", "Unit,kWh", "Date,2026-11-22", "", "Hour from,Electricity", "00:00,0.2"], lines.Take(6));
        Assert.Equal("\"02:00, the first time\",0.5", lines[7]);
        Assert.Equal(5 + 25 + 1, lines.Length);
    }

    [Theory]
    [InlineData("day")]
    [InlineData("type-energy-month")]
    [InlineData("service")]
    [InlineData("record")]
    public async Task A_page_prints_as_a_document(string exhibit)
    {
        await using var watched = await WatchedPage.OpenAsync(chromium, English with { Width = 700 });
        var page = watched.Page;
        await page.GotoAsync($"{_host.Address}/gallery/{exhibit}/en");
        await watched.SettleAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        foreach (var hidden in new[] { ".site-header", ".site-nav", ".skip", ".files", "button.button", ".crumbs" })
        {
            Assert.Equal(0, await page.Locator($"{hidden}:visible").CountAsync());
        }

        Assert.Equal("Vault of Camille · printed on 22 November 2026", (await page.InnerTextAsync(".only-printed")).Trim());
        Assert.True(await page.Locator("h1").IsVisibleAsync());
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor"));
        Assert.Equal("avoid", await page.EvaluateAsync<string>("() => { const row = document.querySelector('tr, .item, .facts > div'); return getComputedStyle(row).breakInside; }"));
        Assert.Equal(0, await watched.OverflowAsync());
        await Screenshots.TakeAsync(page, $"print/{exhibit}");
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await page.PdfAsync(new PagePdfOptions { Format = "A4" }))[..4]));
    }

    private static async Task<(string Name, byte[] Content)> SaveAsync(IPage page, string control)
    {
        await page.Locator(control).First.FocusAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }
}
