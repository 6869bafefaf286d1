using Web.Tests.Browser;
using Web.Tests.Gallery;

namespace Web.Tests;

/// <summary>Every page in every state, as wide and narrow, light and dark, French and English.</summary>
public sealed class GalleryTests(Chromium chromium) : IAsyncLifetime
{
    private GalleryHost _host = null!;

    public static TheoryData<string> Exhibited => [.. Exhibits.All.Keys];

    public async ValueTask InitializeAsync() => _host = await GalleryHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Exhibited))]
    public async Task A_page_is_accessible_quiet_and_fits_in_every_look(string exhibit)
    {
        var wrong = new List<string>();
        foreach (var look in Look.All)
        {
            await using var watched = await WatchedPage.OpenAsync(chromium, look);
            await watched.Page.GotoAsync($"{_host.Address}/gallery/{exhibit}/{look.Language}");
            await watched.SettleAsync();
            wrong.AddRange((await watched.AxeAsync()).Concat(watched.Complaints).Select(complaint => $"{look}: {complaint}"));
            if (await watched.OverflowAsync() is > 0 and var pixels)
            {
                wrong.Add($"{look}: the page is {pixels} px wider than the window");
            }

            await Screenshots.TakeAsync(watched.Page, $"gallery/{exhibit}-{look}");
        }

        Assert.Empty(wrong);
    }
}
