using System.Text;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>A table that nobody knows is taught by the pages alone, with scripts off; the next one is known, and another hub that is given the plug-in reads it.</summary>
public sealed class TeachJourneyTests(Chromium chromium, PluginJourneyTests.OwnedHub shared, TeachJourneyTests.OtherHub other) : IClassFixture<PluginJourneyTests.OwnedHub>, IClassFixture<TeachJourneyTests.OtherHub>
{
    private const string First = "Relevé du Val\r\n\r\nDate opération;Intitulé;Montant du Val;Rappel\r\n15/03/2026;Boulangerie;-12,50;x\r\n16/03/2026;Salaire;1 900,00;x\r\nbientôt;?;1;x\r\n";
    private const string Next = "Date opération;Intitulé;Montant du Val;Rappel\r\n17/03/2026;Marché;-8,00;x\r\n";

    [Fact]
    public async Task A_table_is_taught_known_again_and_given_to_another_hub()
    {
        var look = new Look(360, ColorScheme.Light, "fr");
        await using var watched = await shared.SignInAsync(chromium, look);
        var page = watched.Page;
        await LookAtAsync(page, shared.Hub.Address, "releve.csv", First);
        await page.ClickAsync("button[name=teach]");
        await page.WaitForURLAsync("**/teach/*");

        Assert.Equal("bank.operation", await page.InputValueAsync("#type"));
        Assert.Equal("bookingDate", await page.InputValueAsync("#col-0"));
        Assert.Equal("amount", await page.InputValueAsync("#col-2"));
        Assert.Equal("dmy", await page.InputValueAsync("#order"));
        var complaints = new List<string>(await watched.LookAsync(look, "journey/teach"));
        await page.SelectOptionAsync("#col-1", "label");
        await page.FillAsync("#name", "Caisse du Val");
        await page.FillAsync("#const-account", "Mon compte");
        await page.ClickAsync("button[value=preview]");
        var tried = await page.InnerTextAsync("section[aria-labelledby=preview]");
        Assert.Contains("Boulangerie", tried, StringComparison.Ordinal);
        Assert.Contains("Ligne 6", tried, StringComparison.Ordinal);
        complaints.AddRange(await watched.LookAsync(look, "journey/teach-tried"));

        var package = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("button[formaction$='/package']"));
        await page.ClickAsync("button[formaction$='/save']");
        await page.WaitForURLAsync("**/runs/*");
        for (var left = 600; left > 0 && await page.Locator("a[href='/data/bank.operation']").CountAsync() == 0; left--)
        {
            await page.ReloadAsync();
        }

        complaints.AddRange(await watched.LookAsync(look, "journey/teach-read"));
        Assert.Contains("taught-caisse-du-val", (await shared.Hub.RunAsync("plugin", "list")).Output, StringComparison.Ordinal);
        await page.GotoAsync(shared.Hub.Address + "data/bank.operation");
        Assert.Contains("Boulangerie", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await LookAtAsync(page, shared.Hub.Address, "next.csv", Next);
        Assert.Contains("Caisse du Val", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        complaints.AddRange(watched.TakeComplaints());
        // A browser gives up the request of a page that turns out to be a file to be saved.
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("/package", StringComparison.Ordinal));

        var given = Path.Combine(Directory.CreateTempSubdirectory("given").FullName, package.SuggestedFilename);
        await package.SaveAsAsync(given);
        var check = await other.Hub.RunAsync("plugin", "install", given, "--yes");
        Assert.True(check.ExitCode == 0, check.ToString());
        await File.WriteAllTextAsync(given + ".csv", Next, Encoding.Latin1, TestContext.Current.CancellationToken);
        var read = await other.Hub.RunAsync("import", "--user", other.Owner.Name, "--dry-run", given + ".csv");
        Assert.True(read.Output.Contains("taught-caisse-du-val", StringComparison.Ordinal) || read.Output.Contains("Caisse du Val", StringComparison.Ordinal), read.ToString());
        Directory.Delete(Path.GetDirectoryName(given)!, recursive: true);
    }

    private static async Task LookAtAsync(IPage page, Uri address, string name, string text)
    {
        await page.GotoAsync(address + "add");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.Latin1.GetBytes(text) });
        await page.ClickAsync(".drop button");
        await page.WaitForURLAsync("**/add/preview/*");
        for (var left = 600; left > 0 && await page.Locator("dl.facts").CountAsync() == 0; left--)
        {
            await page.ReloadAsync();
        }
    }

    public sealed class OtherHub : PluginJourneyTests.OwnedHub;
}
