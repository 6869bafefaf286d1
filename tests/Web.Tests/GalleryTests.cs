using Web.Tests.Browser;
using Web.Tests.Gallery;

namespace Web.Tests;

/// <summary>Every page in every state, as wide and narrow, light and dark, French and English.</summary>
public sealed class GalleryTests(Chromium chromium) : IAsyncLifetime
{
    /// <summary>While drawing a page: HUB_GALLERY=source,plugin looks at those that begin so.</summary>
    private static readonly string[] Wanted = (Environment.GetEnvironmentVariable("HUB_GALLERY") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private GalleryHost _host = null!;

    public static TheoryData<Look> FourLooks => [.. Look.All.Where(look => look.IsOneOfFour)];

    public static TheoryData<Look> OtherLooks => [.. Look.All.Where(look => !look.IsOneOfFour)];

    public async ValueTask InitializeAsync() => _host = await GalleryHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(FourLooks))]
    public Task Every_page_is_accessible_quiet_and_fits(Look look) => LookAsync(look);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherLooks))]
    public Task Every_page_is_so_in_the_other_looks_too(Look look) => LookAsync(look);

    private async Task LookAsync(Look look)
    {
        await using var watched = await WatchedPage.OpenAsync(chromium, look);
        var wrong = new List<string>();
        foreach (var exhibit in Exhibits.All.Keys.Where(name => Wanted.Length == 0 || Wanted.Any(name.StartsWith)))
        {
            await watched.Page.GotoAsync($"{_host.Address}/gallery/{exhibit}/{look.Language}");
            wrong.AddRange(await watched.LookAsync(look, "gallery/" + exhibit));
        }

        Assert.Empty(wrong);
    }
}
