using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleForms
{
    public static readonly RecoveryCodesModel Codes = new(["k7mp-2xqd-9fva", "h3tb-8wce-4ryn", "p5gz-6kud-2mxa", "c9vs-3hqe-7btf", "w2ny-5dxg-8pkm", "a6rt-4zbc-3vhe", "f8qd-7mws-5ngy", "x4kp-9eua-6tcb"], "/");

    public static FormModel SetUpWrong()
    {
        var form = new FormModel { ["name"] = "Camille" };
        return form.Fail("code", new("This code was used already, or is older than an hour. Start the hub again: it prints a new link.", "Ce code a déjà servi, ou date de plus d'une heure. Redémarrez le hub : il affichera un nouveau lien."))
            .Fail("passphrase", new("The passphrase needs at least 10 characters.", "La phrase secrète doit avoir au moins 10 caractères."));
    }

    public static FormModel Refused() =>
        new FormModel { ["name"] = "camille" }.Fail("", new("Name or passphrase is wrong. Check both, and try again.", "Le nom ou la phrase secrète est inexact. Vérifiez les deux, puis réessayez."));

    public static ProfileModel Profile() => new(SamplePerson.Types.Get("person.profile"), new FormModel { ["name"] = "Camille Martin", ["birthDate"] = "1984-05-02" });

    public static TokensModel Tokens(PageContext page) => new()
    {
        Secret = "hub_8Zk2vQx1mN4pR7sT0uW3yB6cD9eF",
        Tokens = [new TokenView("1", page.L("Spreadsheet", "Tableur"), page.L("Reads everything", "Lit tout"), page.L("made on 3 March 2026", "créé le 3 mars 2026"), page.L("until 1 June 2026", "jusqu'au 1er juin 2026"))],
    };

    public static SessionsModel Sessions(PageContext page) => new(
        [
            new("1", page.L("Firefox on Linux", "Firefox sur Linux"), page.L("signed in on 3 March 2026 at 10:12", "connecté le 3 mars 2026 à 10:12"), Current: true),
            new("2", page.L("Safari on iPhone", "Safari sur iPhone"), page.L("signed in on 1 March 2026 at 18:40 · last used on 2 March 2026 at 07:30 or within the hour after", "connecté le 1er mars 2026 à 18:40 · utilisé le 2 mars 2026 à 07:30 ou dans l'heure qui a suivi"), Current: false),
        ]);

    public static LeaveModel Leave() => new() { Name = "Camille", Records = "35 041", Files = "7", Exports = [new ExportView("hub-2026-11-20.zip", "12,4 Mo", "/api/exports/1")] };
}
