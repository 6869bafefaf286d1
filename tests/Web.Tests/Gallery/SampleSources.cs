using System.Text.Json;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleSources
{
    private static readonly SettingsSchema Settings = SettingsSchema.Compile(JsonDocument.Parse("""
        {
          "type": "object", "required": ["server", "customer", "password", "accounts"],
          "properties": {
            "server": { "type": "string", "format": "uri", "hub": { "label": { "en": "Server", "fr": "Serveur" }, "placeholder": { "en": "https://cloud.example.org", "fr": "https://cloud.example.org" }, "autocomplete": "url" } },
            "customer": { "type": "string", "maxLength": 20, "hub": { "label": { "en": "Customer number", "fr": "Numéro client" }, "help": { "en": "Ten digits, on each letter.", "fr": "Dix chiffres, sur chaque courrier." }, "autocomplete": "username" } },
            "password": { "type": "string", "secret": true, "host": "{settings.server}", "hub": { "label": { "en": "Password", "fr": "Mot de passe" } } },
            "accounts": { "type": "string", "enum": ["all", "mine"], "default": "all", "hub": { "label": { "en": "Accounts", "fr": "Comptes" }, "labels": { "all": { "en": "All that I may see", "fr": "Tous ceux que je peux voir" }, "mine": { "en": "Only mine", "fr": "Les miens" } } } },
            "since": { "type": "string", "format": "date", "hub": { "label": { "en": "Not before", "fr": "Pas avant le" }, "help": { "en": "Leave empty for all that the holder still has.", "fr": "Laissez vide pour tout ce que le détenteur a encore." } } },
            "days": { "type": "integer", "minimum": 1, "maximum": 90, "default": 30, "hub": { "label": { "en": "Days at a time", "fr": "Jours à la fois" } } },
            "savings": { "type": "boolean", "default": true, "hub": { "label": { "en": "Savings books too", "fr": "Les livrets d'épargne aussi" }, "help": { "en": "They are asked for one by one, which takes longer.", "fr": "Ils sont demandés un par un, ce qui est plus long." } } }
          }
        }
        """).RootElement);

    private static readonly PluginManifest Manifest = JsonSerializer.Deserialize("""
        {
          "id": "demo-bank", "version": "1.1.0", "sdk": 1, "publisher": "p", "licence": "MIT", "languages": ["en", "fr"], "kind": "connector", "runtime": "js", "entry": "plugin.js", "name": {}, "summary": {},
          "permissions": [
            { "write": "bank.account", "reason": { "en": "To show which accounts you have.", "fr": "Pour montrer quels comptes vous avez." } },
            { "write": "bank.operation", "reason": { "en": "To show what came in and went out.", "fr": "Pour montrer ce qui est entré et sorti." } },
            { "write": "service.contract", "reason": { "en": "To show what you pay for.", "fr": "Pour montrer ce que vous payez." } }
          ]
        }
        """, PluginJson.Default.PluginManifest)!;

    private static readonly Source Narrowed = new()
    {
        Id = "demo-bank-1",
        Plugin = "demo-bank",
        Settings = JsonElement.Parse("{}"),
        Created = SamplePerson.Now.AddYears(-1),
        Allow = new Allowance
        {
            Types = [new GrantedType("bank.operation", ["account", "bookingDate", "amount", "currency", "label", "reference", "occurrence"], "2024-01-01")],
            Asked = ["bank.account", "bank.operation"],
            Version = "1.0.0",
            Purpose = "Budget",
            Created = SamplePerson.Now.AddYears(-1),
            Expires = SamplePerson.Now.AddHours(-1),
        },
    };

    public static readonly RunQuestion Code = new("sms-code", new("Which code did your bank send to the number that ends in 41?", "Quel code votre banque a-t-elle envoyé au numéro qui finit par 41 ?"));

    public static readonly RunQuestion Account = new("account", new("Which of your accounts?", "Lequel de vos comptes ?"))
    {
        Choices = [new("1", new("Current account, ending in 0123", "Compte courant, fini par 0123")), new("2", new("Joint account, ending in 7788", "Compte joint, fini par 7788"))],
    };

    public static SourcesModel List(PageContext page) => new(
        [
            Bank(page) with { Kind = "attention", Word = page.L("Waits for your answer", "Attend votre réponse"), Sentence = page.L(Code.Question), Act = new(page.L("Answer", "Répondre"), "/sources/1", false, true), Next = null },
            Grid(page),
            Calendar(page),
            Bank(page) with { Id = "4", Name = page.L("Joint account", "Compte joint"), Account = null },
        ],
        [.. SampleHome.Full(page).Sources]);

    public static SourcePageModel Well(PageContext page) => Page(Bank(page), page) with { Said = page.L("Connected. The first run has begun.", "Connectée. La première collecte a commencé.") };

    public static SourcePageModel Asking(PageContext page) => Page(Bank(page), page) with { Question = new OpenQuestion("2", Account), SetAside = 7 };

    public static SourcePageModel Refused(PageContext page) => Page(Grid(page), page);

    public static SourceFormModel SetUp(PageContext page) => Form(page) with { Allow = Allow(page, null) };

    public static SourcePageModel Over(PageContext page) => Page(Bank(page) with
    {
        Kind = "wrong",
        Word = page.L("Stopped", "Arrêtée"),
        Sentence = page.L(SourceHealth.Of(Narrowed, null, Manifest, SamplePerson.Now).Message),
        Who = page.L(Kinds.Who(Actor.Person)),
        Next = null,
        Act = new(page.L("Give it more time", "Lui donner plus de temps"), "/sources/1/allow", false, true),
    }, page) with
    { Allowed = AllowViews.Facts(Narrowed, Manifest, SamplePerson.Types, page) };

    public static SourceAllowModel Allowing(PageContext page) => new("1", "Demo Bank", Allow(page, new AllowanceWish(Narrowed.Allow!.Types, "", Narrowed.Allow.Expires)), new FormModel());

    public static SourceAllowModel AllowingNothing(PageContext page) => new("1", "Demo Bank", Allow(page, new AllowanceWish([])), new FormModel { ["until"] = "2020-01-01" }
        .Fail("type", new("Choose at least one kind of data: without any, the source has nothing to bring.", "Choisissez au moins une sorte de données : sans données, la source n'a rien à apporter."))
        .Fail("until", new("Give a moment in the future, or leave it out.", "Donnez un moment à venir, ou rien.")));

    public static SourceFormModel SetUpRefused(PageContext page)
    {
        var form = new FormModel { [SettingView.FieldOf("server")] = "https://cloud.example.org", [SettingView.FieldOf("customer")] = "0123456789" };
        form.Fail(SettingView.FieldOf("password"), new("Fill this in.", "Remplissez ce champ."));
        return SetUp(page) with { Refusal = page.L(Outcomes.Of(Outcome.CredentialsRefused).Sentence), Fence = new FenceView("attention", page.L("Not in a sandbox", "Sans bac à sable"), page.L(PluginWords.Unfenced)), Form = form };
    }

    public static SourceFormModel Edit(PageContext page) => Form(page) with
    {
        Source = "1",
        Title = page.L("Settings", "Réglages"),
        Settings = SettingViews.Of(Settings, ["password"], page),
        Form = new FormModel { [SettingView.FieldOf("server")] = "https://cloud.example.org", [SettingView.FieldOf("customer")] = "0123456789", ["label"] = "" },
    };

    public static DisconnectModel Disconnect(PageContext page) => new("1", "Demo Bank", page.Format.Records(1_488), CanErase: true,
        new FormModel { ["data"] = "erase", ["name"] = "demo" }.Fail("name", new("This is not the name of the source. Nothing was erased.", "Ce n'est pas le nom de la source. Rien n'a été effacé.")));

    public static AsksModel Asks(PageContext page) => new()
    {
        Writes = [new(page.L("Bank accounts", "Comptes bancaires"), page.L("To show which accounts you have.", "Pour montrer quels comptes vous avez.")), new(page.L("Bank operations", "Opérations bancaires"), page.L("To show what came in and went out.", "Pour montrer ce qui est entré et sorti."))],
        Reaches = [new(AsksViews.Host("{settings.server}", Settings, page), page.L("Your bank's site, where your data lies.", "Le site de votre banque, où sont vos données."))],
        Secrets = [new(page.L("Password", "Mot de passe"), page.L("Kept encrypted. It goes to bank.example only, and the connector never sees it.", "Gardé chiffré. N'est envoyé qu'à bank.example, et le connecteur ne le voit jamais."))],
    };

    public static SourceItem Bank(PageContext page) => new()
    {
        Id = "1",
        Icon = "landmark",
        Name = "Demo Bank",
        Account = page.L("Account of Camille M., ending in 0123", "Compte de Camille M., fini par 0123"),
        Kind = "good",
        Word = page.L("Works", "Fonctionne"),
        Sentence = page.L(Outcomes.Of(Outcome.Done).Sentence),
        Last = page.Format.Ago(SamplePerson.Now.AddHours(-2), SamplePerson.Now),
        LastRun = "4",
        Next = page.Format.Moment(SamplePerson.Now.AddHours(22)),
        Act = new(page.L("Fetch now", "Récupérer maintenant"), "/sources/1/run", true, false),
    };

    public static SourceItem Grid(PageContext page) => new()
    {
        Id = "2",
        Icon = "zap",
        Name = page.L("Grid operator", "Gestionnaire de réseau"),
        Account = "09112233445566",
        Kind = "wrong",
        Word = page.L("Stopped", "Arrêtée"),
        Sentence = page.L(Outcomes.Of(Outcome.CredentialsRefused).Sentence),
        Who = page.L(Kinds.Who(Actor.Person)),
        Last = page.Format.Ago(SamplePerson.Now.AddDays(-2), SamplePerson.Now),
        LastRun = "1",
        Act = new(page.L("Sign in anew", "Saisir à nouveau"), "/sources/2/settings", false, true),
    };

    public static Concern Concern(PageContext page) => new("wrong", Grid(page).Word, $"{Grid(page).Name}{page.L(": ", " : ")}{Grid(page).Sentence}", Grid(page).Who!, Grid(page).Act.Label, "/sources/2/settings");

    private static SourceItem Calendar(PageContext page) => new()
    {
        Id = "3",
        Icon = "users",
        Name = page.L("Contacts and calendar", "Contacts et agenda"),
        Account = "camille@cloud.example.org",
        Kind = "plain",
        Word = page.L("Paused", "En pause"),
        Sentence = page.L("It is paused: nothing is fetched until you let it go on.", "Elle est en pause : rien n'est récupéré tant que vous ne la relancez pas."),
        Last = page.Format.Ago(SamplePerson.Now.AddDays(-9), SamplePerson.Now),
        Act = new(page.L("Resume", "Reprendre"), "/sources/3/resume", true, true),
    };

    private static AllowView Allow(PageContext page, AllowanceWish? allowed) => AllowViews.Of(Manifest, SamplePerson.Types, allowed, ["service.contract"], page);

    private static SourcePageModel Page(SourceItem source, PageContext page) => new()
    {
        Source = source,
        Plugin = "demo-bank",
        PluginName = page.L("Demo bank", "Banque de démonstration"),
        Allowed = AllowViews.Facts(Narrowed with { Allow = null }, Manifest, SamplePerson.Types, page),
        Settings = [(page.L("Customer number", "Numéro client"), "0123456789"), (page.L("Password", "Mot de passe"), page.L("kept, never shown", "gardé, jamais montré")), (page.L("Accounts", "Comptes"), page.L("All that I may see", "Tous ceux que je peux voir"))],
        Brought = [new TypeLine(page.L("Bank operations", "Opérations bancaires"), "/data/bank.operation", page.Format.Number(1_488), page.Format.Span(new(2024, 1, 1), new(2026, 11, 20)))],
        Runs = SampleRuns.Views(page),
        Schedules = SourceSchedules.Of("PT6H", null, page),
    };

    private static SourceFormModel Form(PageContext page) => new()
    {
        Action = "/sources/new/demo-bank",
        Title = page.L("Connect Demo Bank", "Connecter Demo Bank"),
        Plugin = "demo-bank",
        PluginName = page.L("Demo bank", "Banque de démonstration"),
        Summary = page.L("Your accounts and operations, as the bank's site shows them.", "Vos comptes et opérations, tels que le site de la banque les montre."),
        Publisher = page.L("The hub's contributors", "Les contributeurs du hub"),
        Version = "1.0.0",
        Fence = new FenceView("good", "", ""),
        Asks = Asks(page),
        Settings = SettingViews.Of(Settings, [], page),
        Schedules = SourceSchedules.Of("P1D", null, page),
    };
}
