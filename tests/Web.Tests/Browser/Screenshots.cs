using Microsoft.Playwright;

namespace Web.Tests.Browser;

/// <summary>Pictures of the pages, kept for people to look at.</summary>
public static class Screenshots
{
    private static readonly string Folder = Path.Combine(Root(), "artifacts", "screenshots");

    public static Task TakeAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        return page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository is not above the tests.");
        }

        return folder.FullName;
    }
}
