using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Web.Tests.Browser;

/// <summary>How a page is looked at.</summary>
public sealed record Look(int Width, ColorScheme Scheme, string Language)
{
    public static IEnumerable<Look> All =>
        from width in new[] { 360, 1280 }
        from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
        from language in new[] { "fr", "en" }
        select new Look(width, scheme, language);

    /// <summary>Four looks in which each width, scheme and language is met twice: for what takes long.</summary>
    public bool IsOneOfFour => (Width == 360) ^ (Scheme == ColorScheme.Dark) ^ (Language == "fr");

    public override string ToString() => $"{Width}-{(Scheme == ColorScheme.Dark ? "dark" : "light")}-{Language}";
}

/// <summary>A page in a browser that notes everything the browser complains about.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly IBrowserContext _context;

    private WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // The policy's violations arrive here too.
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // Leaving a page ends its event stream; the browser calls that an abort. Anything else that fails is a fault.
            if (!(request.Failure == "net::ERR_ABORTED" && new Uri(request.Url).AbsolutePath.EndsWith("/events", StringComparison.Ordinal)))
            {
                _complaints.Enqueue($"request: {request.Url} {request.Failure}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about since the last time.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        var taken = new List<string>();
        while (_complaints.TryDequeue(out var complaint))
        {
            taken.Add(complaint);
        }

        return taken;
    }

    /// <summary>What is wrong with the page as it stands, and a picture of it.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(Look look, string name)
    {
        await SettleAsync();
        var wrong = new List<string>();
        if (look.IsOneOfFour)
        {
            wrong.AddRange(await AxeAsync());
            await Screenshots.TakeAsync(Page, $"{name}-{look}");
        }

        if (await OverflowAsync() is > 0 and var pixels)
        {
            wrong.Add($"the page is {pixels} px wider than the window");
        }

        wrong.AddRange(TakeComplaints());
        return [.. wrong.Select(what => $"{name} {look}: {what}")];
    }

    public static async Task<WatchedPage> OpenAsync(Chromium chromium, Look look, bool scripts = true, ForcedColors forced = ForcedColors.None)
    {
        var context = await chromium.OpenAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Width < 600 ? 740 : 900 },
            ColorScheme = look.Scheme,
            ForcedColors = forced,
            Locale = look.Language == "fr" ? "fr-FR" : "en-GB",
            TimezoneId = "Europe/Paris",
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        return new WatchedPage(context, await context.NewPageAsync());
    }

    /// <summary>Waits until every chart of the page is drawn.</summary>
    public async Task SettleAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.chart-area')].every(area => area.dataset.drawn)");
    }

    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"))];
    }

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
