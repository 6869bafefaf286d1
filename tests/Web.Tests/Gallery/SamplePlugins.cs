using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SamplePlugins
{
    public static PluginsModel List(PageContext page) => new(
        [
            new("demo-bank", "landmark", page.L("Demo bank", "Banque de démonstration"), page.L("Your accounts and operations, as the bank's site shows them.", "Vos comptes et opérations, tels que le site de la banque les montre."), page.L("Connector · 1.0.0 · The hub's contributors · comes with the hub", "Connecteur · 1.0.0 · Les contributeurs du hub · livré avec le hub"), page.L("2 sources", "2 sources"), false),
            new("my-energy", "zap", "Mon énergie", "Compare vos relevés à ceux de votre quartier.", page.L("Service · 0.3.1 · Énergie citoyenne · installed here", "Service · 0.3.1 · Énergie citoyenne · installé ici"), page.L("An update waits", "Une mise à jour attend"), true),
        ],
        [("my-first-plugin", "plugin.json, /settings/properties/password/hub/label: This field is required and missing.")],
        IsAdmin: true);

    public static PluginPageModel Own(PageContext page) => new()
    {
        Id = "demo-bank",
        Name = page.L("Demo bank", "Banque de démonstration"),
        Summary = page.L("Your accounts and operations, as the bank's site shows them.", "Vos comptes et opérations, tels que le site de la banque les montre."),
        Facts = [(page.L("Publisher", "Éditeur"), page.L("The hub's contributors", "Les contributeurs du hub")), (page.L("Licence", "Licence"), "MIT"), (page.L("Version", "Version"), "1.0.0"), (page.L("Languages", "Langues"), page.L("English, French", "anglais, français"))],
        Asks = SampleSources.Asks(page),
        Fence = new FenceView("good", page.L("In a sandbox", "Dans un bac à sable"), page.L(PluginWords.Fenced)),
        Limits = [(page.L("Memory", "Mémoire"), page.L("512 MB", "512 Mo")), (page.L("Time for one run", "Durée d'une collecte"), page.Format.Duration(900))],
        Sources = [SampleSources.Bank(page)],
        Runs = [.. SampleRuns.Views(page).Take(2)],
        Calls = SampleLedger.Calls(page).Table,
        CanConnect = true,
        FilesOfOther = 3,
    };

    public static PluginPageModel Strange(PageContext page) => Own(page) with
    {
        Id = "my-energy",
        Name = "Mon énergie",
        Fence = new FenceView("attention", page.L("Not in a sandbox", "Sans bac à sable"), page.L(PluginWords.Unfenced)),
        Sources = [],
        Runs = [],
        Calls = null,
        CanConnect = false,
        FilesOfOther = 0,
        Asks = new AsksModel { Reads = [new(page.L("Energy consumption", "Consommations d'énergie"), "Pour comparer.")] },
        Waiting = new WaitingUpdate("0.4.0", [page.L("speaks to stats.example.org: to fetch the averages of your neighbourhood.", "communique avec stats.example.org : pour récupérer les moyennes de votre quartier.")], [], CanAccept: true, null),
        CanRemove = true,
    };

    public static InstallModel Install(PageContext page)
    {
        var strange = Strange(page);
        return new("1", strange.Name, strange.Summary, strange.Facts, strange.Asks, new FenceView("good", page.L("In a sandbox", "Dans un bac à sable"), page.L(PluginWords.Fenced)), "0.3.1", strange.Waiting!.Added, []);
    }
}
