using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>A load curve of many years, larger than a form may be, added in the browser.</summary>
public sealed class LargeFileTests(Chromium chromium) : IDisposable
{
    private const long Length = 60_000_000;
    private const int Chunk = 8 * 1024 * 1024;

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("hub-large-").FullName, "load-curve.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task A_large_file_goes_in_parts_that_the_person_sees_and_that_survive_a_broken_line()
    {
        Generate();
        await using var hub = await HubProcess.StartAsync();
        var look = new Look(360, ColorScheme.Dark, "fr");
        await using var watched = await SignInAsync(hub, look);
        var page = watched.Page;
        var (parts, held, goOn) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync("**/api/uploads/*", async route =>
        {
            var part = route.Request.Method == "PATCH" ? ++parts : 0;
            if (part == 2)
            {
                await route.AbortAsync("connectionreset");
                return;
            }

            if (part == 4)
            {
                held.SetResult();
                await goOn.Task;
            }

            await route.ContinueAsync();
        });

        await page.GotoAsync(hub.Address + "add");
        await page.SetInputFilesAsync("#files", _file);
        await page.ClickAsync(".drop button");
        await held.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(await page.Locator("[data-upload] progress").IsVisibleAsync());
        Assert.InRange(await page.EvaluateAsync<double>("() => document.querySelector('[data-upload] progress').value"), 0.25, 0.45);
        Assert.Matches(@"^[23]0.% envoyés", await page.InnerTextAsync("[data-upload] [role=status]"));
        Assert.True(await page.IsDisabledAsync(".drop button"));
        watched.TakeComplaints();
        Assert.Empty(await watched.AxeAsync());
        Assert.Equal(0, await watched.OverflowAsync());
        await Screenshots.TakeAsync(page, $"journey/sending-{look}");

        goOn.SetResult();
        await page.WaitForURLAsync("**/add/preview/**", new PageWaitForURLOptions { Timeout = 60_000 });
        Assert.Equal((int)(Length / Chunk) + 2, parts);
        var kept = Assert.Single(Directory.GetFiles(Path.Combine(hub.Data, "uploads")));
        Assert.Equal(await HashAsync(_file), await HashAsync(kept));
    }

    [Fact]
    public async Task Without_scripts_a_file_that_is_too_large_is_told_with_what_to_do()
    {
        Generate();
        await using var hub = await HubProcess.StartAsync();
        await using var watched = await SignInAsync(hub, new Look(1280, ColorScheme.Light, "fr"), scripts: false);
        var page = watched.Page;
        await page.GotoAsync(hub.Address + "add");
        Assert.Contains("32\u00a0Mo", await page.InnerTextAsync(".drop"), StringComparison.Ordinal);
        await page.SetInputFilesAsync("#files", _file);
        await page.ClickAsync(".drop button", new PageClickOptions { Timeout = 60_000 });
        await page.Locator("main h1").Filter(new LocatorFilterOptions { HasText = "trop gros" }).WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        Assert.Contains("hub import --user", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("PATCH", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file));
    }

    private async Task<WatchedPage> SignInAsync(HubProcess hub, Look look, bool scripts = true)
    {
        var person = await hub.OwnerAsync("camille");
        using var french = await person.Session.PatchAsJsonAsync("/api/me", new { language = "fr" });
        french.EnsureSuccessStatusCode();
        var watched = await WatchedPage.OpenAsync(chromium, look, scripts);
        await watched.Page.GotoAsync(hub.Address.ToString());
        await watched.Page.FillAsync("#name", "camille");
        await watched.Page.FillAsync("#passphrase", Person.Passphrase);
        await watched.Page.ClickAsync("main button.button");
        await watched.Page.WaitForURLAsync(hub.Address.ToString());
        return watched;
    }

    private void Generate()
    {
        using var lines = new StreamWriter(_file);
        lines.Write("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n");
        lines.Write("00000000000001;Courbe de charge;01/01/1980;01/01/2080;Energie active;Consommation;Comptage Brut;W;\nHorodate;Valeur\n");
        var (at, written) = (new DateTime(1980, 1, 1, 0, 30, 0, DateTimeKind.Unspecified), 0L);
        while (written < Length)
        {
            var line = $"{at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}+01:00;{100 + (at.Minute * at.Hour)}\n";
            lines.Write(line);
            (at, written) = (at.AddMinutes(30), written + line.Length);
        }
    }
}
