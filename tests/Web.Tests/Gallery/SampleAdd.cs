using Hub.Core.Runs;
using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleAdd
{
    public static IReadOnlyList<HolderView> Holders(PageContext page) =>
    [
        Make("linky-0", "Enedis", "FR", "energy", "Linky", page.L("Energy consumption", "Consommations d'énergie"), page),
        Make("ofx-0", page.L("Your bank", "Votre banque"), "ZZ", "bank", "OFX", page.L("Bank accounts, Bank operations", "Comptes bancaires, Opérations bancaires"), page),
        Make("bluebutton-0", "My HealtheVet", "US", "health", "Blue Button", page.L("Medications, Allergies, Conditions, Immunizations", "Médicaments, Allergies, Problèmes de santé, Vaccinations"), page),
        Make("fhir-0", page.L("Your hospital or clinic", "Votre hôpital ou clinique"), "ZZ", "health", "FHIR", page.L("Observations, Claims", "Observations, Remboursements"), page),
    ];

    public static AddModel Catalogue(PageContext page) => new()
    {
        Holders = Holders(page),
        Domains = [new ChoiceModel("", page.L("Everything", "Tout")), new ChoiceModel("energy", page.L("Energy", "Énergie")), new ChoiceModel("bank", page.L("Bank", "Banque"))],
        Countries = [new ChoiceModel("", page.L("All countries", "Tous les pays")), new ChoiceModel("FR", "France")],
        Extensions = ".csv,.json,.ofx",
    };

    public static AddHolderModel Holder(PageContext page) => new(Holders(page)[0]);

    public static PreviewModel Preview(PageContext page) => new()
    {
        Run = new Run { Id = "1", Kind = RunKind.Import, State = RunState.Succeeded, Outcome = Outcome.Done, DryRun = true, Actor = "account:camille", Created = SamplePerson.Now },
        FileName = "enedis-cdc-2026.csv",
        Reader = "Linky",
        Sentence = page.L("17,520 records, of which 1,488 are new.", "17 520 données, dont 1 488 nouvelles."),
        Table = new TableModel([new(page.L("What", "Quoi")), new(page.L("How many", "Combien"), true), new(page.L("Span", "Période")), new(page.L("Account or meter", "Compte ou compteur"))],
            [new TableRow([page.L("Energy consumption", "Consommations d'énergie"), page.Format.Number(17_520), page.Format.Span(new(2025, 11, 1), new(2026, 10, 31)), "09112233445566"])]),
    };

    public static PreviewModel PreviewUnknown() => new()
    {
        Run = new Run { Id = "1", Kind = RunKind.Import, State = RunState.Partial, Outcome = Outcome.NotUnderstood, DryRun = true, Actor = "account:camille", Created = SamplePerson.Now },
        FileName = "photo.heic",
        Sentence = Outcomes.Of(Outcome.NotUnderstood).Sentence.En,
    };

    private static HolderView Make(string id, string name, string country, string domain, string plugin, string data, PageContext page) => new()
    {
        Id = id,
        Plugin = id.Split('-')[0],
        PluginName = plugin,
        Name = name,
        Country = country,
        Domain = domain,
        Site = "https://example.org/",
        Data = data.Split(", "),
        Steps = [page.L("Sign in on the holder's site.", "Connectez-vous sur le site du détenteur."), page.L("Open “Download my data”.", "Ouvrez « Télécharger mes données »."), page.L("Save the file, and add it below.", "Enregistrez le fichier, puis ajoutez-le ci-dessous.")],
        Extensions = [".csv"],
    };
}
