using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleHome
{
    public static HomeModel Full(PageContext page)
    {
        var energy = SamplePerson.Types.Get("energy.consumption");
        var bank = SamplePerson.Types.Get("bank.operation");
        return new HomeModel
        {
            HasData = true,
            Answers =
            [
                .. Answers.Of(energy, [.. SampleData.Months("electricity", 1, direction: "delivered"), .. SampleData.Months("gas", 1.6m, direction: "delivered")], new(2024, 1, 1), new(2026, 10, 31), page),
                .. Answers.Of(bank, SampleData.Months(null, -3.1m, "EUR"), new(2024, 1, 1), new(2026, 11, 12), page),
            ],
            Concerns =
            [
                new Concern("attention", page.L("The file breaks off", "Fichier incomplet"), page.L(Hub.Core.Runs.Outcomes.Of(Outcome.Truncated).Sentence), page.L(Kinds.Who(Hub.Core.Runs.Actor.Person)), page.L("See “releve-2026.ofx”", "Voir « releve-2026.ofx »"), "/runs/1"),
            ],
            Live = [SampleSources.Bank(page)],
            Sources =
            [
                new SourceView("zap", "Enedis", page.L("Your readings end on 12 March 2026.", "Vos relevés s'arrêtent au 12 mars 2026."), true, page.L("A fresh file is worth it every month.", "Un nouveau fichier vaut la peine chaque mois."),
                    page.Language == "fr" ? ["Connectez-vous sur mon-compte-particulier.enedis.fr.", "Ouvrez « Suivre mes mesures », puis « Télécharger mes données ».", "Choisissez la courbe de charge, et déposez ici le fichier reçu."] : ["Sign in at mon-compte-particulier.enedis.fr.", "Open “Suivre mes mesures”, then “Télécharger mes données”.", "Choose the load curve, and drop here the file that you receive."], "/add/linky-0", "35 041"),
                new SourceView("landmark", page.L("My bank", "Ma banque"), page.L("Your operations end on 12 November 2026.", "Vos opérations s'arrêtent au 12 novembre 2026."), false, null, [], "/add/ofx-0", "1 488"),
            ],
            News = SampleRuns.Views(page),
            Offers = [SampleServices.Energy(granted: false)],
        };
    }

    public static HomeModel Empty(PageContext page) => new() { Start = [.. SampleAdd.Holders(page).Take(3)] };
}
