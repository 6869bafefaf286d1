using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleForms
{
    public static readonly RecoveryCodesModel Codes = new(["k7mp-2xqd-9fva", "h3tb-8wce-4ryn", "p5gz-6kud-2mxa", "c9vs-3hqe-7btf", "w2ny-5dxg-8pkm", "a6rt-4zbc-3vhe", "f8qd-7mws-5ngy", "x4kp-9eua-6tcb"], "/");

    public static readonly CodeSettingView Code = new(QrPicture.Of("otpauth://totp/Hub%3ACamille?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hub&algorithm=SHA1&digits=6&period=30"), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", "Hub:Camille");

    public static FormModel WrongCode() => new FormModel().Fail("code", new("This is not the code that the app shows now.", "Ce n'est pas le code que l'application affiche en ce moment."));

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

    public static PasskeysModel Passkeys(PageContext page) => new(
        [
            new("1", "Fairphone", page.L("made on 3 March 2026 · last used on 4 March 2026 at 08:15 · also on your other devices", "créée le 3 mars 2026 · utilisée le 4 mars 2026 à 08:15 · aussi sur vos autres appareils")),
            new("2", page.L("Key on my key ring", "Clé de mon trousseau"), page.L("made on 1 March 2026 · not used yet · on one device only", "créée le 1er mars 2026 · pas encore utilisée · sur un seul appareil")),
        ],
        new FormModel(),
        Said: page.L("Added: you can sign in with it from now on.", "Ajoutée : vous pouvez désormais vous connecter avec elle."));

    public static string NoPasskeys(PageContext page) => page.L(
        "Passkeys are missing here because this hub is reached over plain http (http://hub.home:8080): browsers allow them over https only, or on the machine itself at localhost. Its admin can put https before it and set HUB_PUBLIC_URL.",
        "Les clés d'accès manquent ici parce que ce hub est joint en simple http (http://hub.home:8080) : les navigateurs ne les permettent qu'en https, ou sur la machine elle-même à localhost. Son administrateur peut mettre https devant et régler HUB_PUBLIC_URL.");

    public static SessionsModel Sessions(PageContext page) => new(
        [
            new("1", page.L("Firefox on Linux", "Firefox sur Linux"), page.L("signed in on 3 March 2026 at 10:12", "connecté le 3 mars 2026 à 10:12"), Current: true),
            new("2", page.L("Safari on iPhone", "Safari sur iPhone"), page.L("signed in on 1 March 2026 at 18:40 · last used on 2 March 2026 at 07:30 or within the hour after", "connecté le 1er mars 2026 à 18:40 · utilisé le 2 mars 2026 à 07:30 ou dans l'heure qui a suivi"), Current: false),
        ]);

    public static LeaveModel Leave() => new() { Name = "Camille", Records = "35 041", Files = "7", Exports = [new ExportView("hub-2026-11-20.zip", "12,4 Mo", "/api/exports/1")] };
}
