using Hub.Front;
using Hub.Vaults;
using Hub.Web;
using Hub.Web.Pages;
using Hub.Web.Views;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Web.Tests.Gallery;

/// <summary>A page in one state.</summary>
public sealed class Exhibit(Func<HttpContext, PageContext, Task> show, bool signedIn)
{
    public Task Show(HttpContext context, string language) => show(context, SamplePerson.Context(language, signedIn));
}

/// <summary>Every page in every state that is worth a look.</summary>
public static class Exhibits
{
    public static readonly IReadOnlyDictionary<string, Exhibit> All = new Dictionary<string, Exhibit>(StringComparer.Ordinal)
    {
        ["setup"] = Page<SetUp>(_ => null, signedIn: false),
        ["setup-wrong"] = Page<SetUp>(_ => SampleForms.SetUpWrong(), signedIn: false),
        ["codes"] = Page<RecoveryCodes>(_ => SampleForms.Codes),
        ["sign-in"] = Page<SignIn>(_ => new SignInModel(new FormModel(), "/"), signedIn: false),
        ["sign-in-refused"] = Page<SignIn>(_ => new SignInModel(SampleForms.Refused(), "/"), signedIn: false),
        ["confirm"] = Page<Confirm>(_ => new ConfirmModel("/settings/erase", [("name", "Camille")], new FormModel())),
        ["confirm-passkey"] = Page<Confirm>(_ => new ConfirmModel("/settings/erase", [], new FormModel(), HasPasskey: true)),
        ["sign-in-plain-http"] = Page<SignIn>(page => new SignInModel(new FormModel(), "/", NoPasskeys: SampleForms.NoPasskeys(page)), signedIn: false),
        ["confirm-wrong"] = Page<Confirm>(_ => new ConfirmModel("/settings/erase", [("name", "Camille")], new FormModel().Fail("confirm", new("This is not your passphrase.", "Ce n'est pas votre phrase secrète.")))),
        ["recover"] = Page<Recover>(_ => null, signedIn: false),
        ["home"] = Page<Home>(SampleHome.Full),
        ["home-empty"] = Page<Home>(SampleHome.Empty),
        ["home-asked"] = Page<Home>(page => SampleHome.Full(page) with { Question = new OpenQuestion("2", SampleSources.Code, "Demo Bank"), Concerns = [SampleSources.Concern(page)], News = [], Offers = [], Answers = [] }),
        ["add"] = Page<Add>(SampleAdd.Catalogue),
        ["add-holder"] = Page<AddHolder>(SampleAdd.Holder),
        ["add-holder-live"] = Page<AddHolder>(page => new AddHolderModel(SampleAdd.Holders(page)[0] with { CanConnect = true })),
        ["add-preview"] = Page<AddPreview>(SampleAdd.Preview),
        ["add-preview-unknown"] = Page<AddPreview>(_ => SampleAdd.PreviewUnknown()),
        ["data"] = Page<Data>(SampleData.Domains),
        ["data-empty"] = Page<Data>(_ => new DataModel([])),
        ["type-energy"] = Page<DataType>(SampleData.Energy),
        ["type-energy-month"] = Page<DataType>(SampleData.EnergyMonth),
        ["type-bank"] = Page<DataType>(SampleData.Bank),
        ["type-health"] = Page<DataType>(SampleData.Observations),
        ["compare"] = Page<Compare>(page => SampleDays.Pair(page, "2026-10", "2025-10")),
        ["compare-unlike"] = Page<Compare>(page => SampleDays.Pair(page, "2026-10-01/2026-12-01", "2025-02-01/2025-03-01")),
        ["compare-wrong"] = Page<Compare>(page => SampleDays.Pair(page, "2026", "2025") with { Form = new FormModel { ["first-from"] = "2026-01-01", ["first-last"] = "2025-12-31" }.Fail("first-last", new("This day comes after the first one, by 10 years at most.", "Ce jour vient après le premier, de 10 ans au plus.")) }),
        ["compare-nothing"] = Page<Compare>(page => SampleDays.Pair(page, "2012", "2011")),
        ["day"] = Page<Day>(page => SampleDays.Usual(page)),
        ["day-long"] = Page<Day>(page => SampleDays.Long(page)),
        ["day-empty"] = Page<Day>(_ => new DayModel(new(2026, 4, 3)) { Earlier = new(2026, 3, 31), Later = new(2026, 5, 1) }),
        ["list"] = Page<DataList>(_ => SampleData.List()),
        ["record"] = Page<DataRecord>(_ => SampleData.Claim(deleted: false)),
        ["record-corrected"] = Page<DataRecord>(_ => SampleData.Corrected()),
        ["record-correct"] = Page<Correct>(_ => SampleData.Correcting()),
        ["record-deleted"] = Page<DataRecord>(_ => SampleData.Claim(deleted: true)),
        ["record-removed"] = Page<DataRecord>(_ => SampleData.Removed()),
        ["search"] = Page<Search>(SampleData.Found),
        ["search-before"] = Page<Search>(_ => new SearchModel("", [], null, null)),
        ["search-nothing"] = Page<Search>(_ => new SearchModel("3 mars 2026", [], null, null, new(2026, 3, 3))),
        ["trash"] = Page<Trash>(SampleData.Trash),
        ["trash-empty"] = Page<Trash>(page => new TrashModel([], null, page.L("The trash is empty.", "La corbeille est vide."))),
        ["trash-remove"] = Page<TrashRemove>(page => SampleData.Trash(page).Items[0]),
        ["trash-emptying"] = Page<TrashEmpty>(_ => new TrashEmptyModel("Camille", new FormModel { ["name"] = "Camile" }.Fail("name", new("This is not the name of the vault. Nothing was removed.", "Ce n'est pas le nom du coffre. Rien n'a été supprimé.")))),
        ["services"] = Page<Services>(_ => SampleServices.Catalogue()),
        ["services-empty"] = Page<Services>(_ => new ServicesModel([])),
        ["consent"] = Page<Consent>(SampleServices.Consent),
        ["service"] = Page<Service>(SampleServices.Insights),
        ["runs"] = Page<Runs>(SampleRuns.List),
        ["runs-empty"] = Page<Runs>(_ => new RunsModel([], null)),
        ["run"] = Page<RunPage>(_ => SampleRuns.Partial()),
        ["run-held"] = Page<RunPage>(_ => SampleRuns.Held()),
        ["file"] = Page<FilePage>(SampleRuns.File),
        ["file-refused"] = Page<FilePage>(page => SampleRuns.File(page) with { Form = new FormModel { ["name"] = "releve", ["what"] = "all" }.Fail("name", new("This is not the name of the file. Nothing was deleted.", "Ce n'est pas le nom du fichier. Rien n'a été supprimé.")) }),
        ["file-again"] = Page<FilePage>(page => SampleRuns.File(page) with { ReadAgain = new(new("The plug-in that read it (ofx) is not in this hub any more. Install it again to read the file again.", "Le module qui l'a lu (ofx) n'est plus dans ce hub. Réinstallez-le pour relire le fichier."), IsDue: false, CanRead: false) }),
        ["reparse"] = Page<ReparsePreview>(SampleReparses.Differences),
        ["reparse-same"] = Page<ReparsePreview>(_ => SampleReparses.Same()),
        ["reparse-failed"] = Page<ReparsePreview>(_ => SampleReparses.Failed()),
        ["reparse-applied"] = Page<RunPage>(_ => SampleReparses.Applied()),
        ["reparse-undo"] = Page<UndoPage>(_ => SampleReparses.Undo()),
        ["run-undone"] = Page<RunPage>(_ => SampleRuns.Undone()),
        ["run-undo"] = Page<UndoPage>(_ => SampleRuns.Undo() with { ReadAgain = "6" }),
        ["run-undo-fetched"] = Page<UndoPage>(_ => SampleRuns.UndoFetched()),
        ["run-undo-refused"] = Page<UndoPage>(_ => SampleRuns.Undo(new("This was undone already.", "Cela a déjà été annulé."))),
        ["run-question"] = Page<RunPage>(_ => SampleRuns.Question()),
        ["run-code"] = Page<RunPage>(_ => SampleRuns.Question() with { Run = SampleRuns.Question().Run with { Question = SampleSources.Code } }),
        ["run-report"] = Page<AuthorReport>(_ => SampleRuns.Report()),
        ["sources"] = Page<Sources>(SampleSources.List),
        ["sources-empty"] = Page<Sources>(_ => new SourcesModel([], [])),
        ["source"] = Page<SourcePage>(SampleSources.Well),
        ["source-question"] = Page<SourcePage>(SampleSources.Asking),
        ["source-refused"] = Page<SourcePage>(SampleSources.Refused),
        ["source-new"] = Page<SourceForm>(SampleSources.SetUp),
        ["source-new-refused"] = Page<SourceForm>(SampleSources.SetUpRefused),
        ["source-over"] = Page<SourcePage>(SampleSources.Over),
        ["source-allow"] = Page<SourceAllow>(SampleSources.Allowing),
        ["source-allow-wrong"] = Page<SourceAllow>(SampleSources.AllowingNothing),
        ["source-settings"] = Page<SourceForm>(SampleSources.Edit),
        ["disconnect"] = Page<Disconnect>(SampleSources.Disconnect),
        ["plugins"] = Page<Plugins>(SamplePlugins.List),
        ["plugin"] = Page<PluginPage>(SamplePlugins.Own),
        ["plugin-waiting"] = Page<PluginPage>(SamplePlugins.Strange),
        ["teach"] = Page<Teach>(SampleTeach.Proposed),
        ["teach-tried"] = Page<Teach>(SampleTeach.Tried),
        ["teach-wrong"] = Page<Teach>(SampleTeach.Wrong),
        ["teach-nothing"] = Page<Teach>(SampleTeach.Nothing),
        ["plugin-install"] = Page<InstallPlugin>(SamplePlugins.Install),
        ["ledger"] = Page<Ledger>(SampleLedger.Full),
        ["ledger-empty"] = Page<Ledger>(SampleLedger.Nothing),
        ["ledger-calls"] = Page<LedgerCalls>(SampleLedger.Calls),
        ["journal"] = Page<Journal>(SampleJournal.Lines),
        ["settings"] = Page<Settings>(page => new SettingsModel(new FormModel(), [new("Europe/Paris", "Europe/Paris"), new("America/New_York", "America/New York")], "Europe/Paris", page.L("Saved.", "Enregistré."))),
        ["profile"] = Page<Profile>(_ => SampleForms.Profile()),
        ["security"] = Page<Security>(_ => new SecurityModel(new FormModel(), 7, null, ["Laptop"], ["Spreadsheet"])),
        ["sessions"] = Page<Sessions>(SampleForms.Sessions),
        ["code"] = Page<SecondStep>(_ => new SecondStepModel(new FormModel(), null)),
        ["code-setting"] = Page<SecondStep>(_ => new SecondStepModel(new FormModel(), SampleForms.Code)),
        ["code-setting-wrong"] = Page<SecondStep>(_ => new SecondStepModel(SampleForms.WrongCode(), SampleForms.Code)),
        ["code-on"] = Page<SecondStep>(page => new SecondStepModel(new FormModel(), null, page.L("3 March 2026", "3 mars 2026"))),
        ["sign-in-code"] = Page<SignInCode>(_ => new SignInCodeModel(SampleForms.WrongCode(), "/", "ticket"), signedIn: false),
        ["confirm-code"] = Page<Confirm>(_ => new ConfirmModel("/settings/erase", [], new FormModel(), HasPasskey: true, AsksForCode: true)),
        ["passkeys"] = Page<Passkeys>(SampleForms.Passkeys),
        ["passkeys-empty"] = Page<Passkeys>(_ => new PasskeysModel([], new FormModel())),
        ["passkeys-making"] = Page<Passkeys>(page => SampleForms.Passkeys(page) with { Making = new MakingView("Fairphone", "{}"), Said = null }),
        ["passkeys-missing"] = Page<Passkeys>(page => new PasskeysModel([], new FormModel(), Missing: SampleForms.NoPasskeys(page))),
        ["tokens"] = Page<Tokens>(SampleForms.Tokens),
        ["notices"] = Page<Notices>(_ => SampleNotices.None()),
        ["notices-on"] = Page<Notices>(SampleNotices.On),
        ["notices-failing"] = Page<Notices>(_ => SampleNotices.Failing()),
        ["notices-wrong"] = Page<Notices>(_ => SampleNotices.Wrong()),
        ["leave"] = Page<Leave>(_ => SampleForms.Leave()),
        ["restore"] = Page<Restore>(_ => new RestoreModel(new FormModel())),
        ["restore-wrong"] = Page<Restore>(_ => SampleCare.RestoreWrong()),
        ["restore-preview"] = Page<RestorePreview>(SampleCare.Preview),
        ["restore-refused"] = Page<RestorePreview>(SampleCare.Refused),
        ["check"] = Page<Check>(SampleCare.Found),
        ["check-never"] = Page<Check>(_ => SampleCare.Never()),
        ["check-in-order"] = Page<Check>(SampleCare.InOrder),
        ["check-at-work"] = Page<Check>(SampleCare.AtWork),
        ["check-broke-off"] = Page<Check>(SampleCare.BrokeOff),
        ["receipt"] = Page<Receipt>(_ => new ReceiptModel("Camille", ["17 520", "2026-11-22T10:00:00Z", "sha256-0f3a"]), signedIn: false),
        ["access"] = Page<Accesses>(SampleFamily.Full),
        ["access-empty"] = Page<Accesses>(_ => SampleFamily.Empty()),
        ["access-wrong"] = Page<Accesses>(_ => SampleFamily.Wrong()),
        ["access-other"] = Seen<Accesses>(SampleFamily.Full, SampleFamily.Keeper),
        ["home-keeper"] = Seen<Home>(SampleHome.Full, SampleFamily.Keeper),
        ["home-reader"] = Seen<Home>(SampleHome.Full, SampleFamily.Reader),
        ["record-reader"] = Seen<DataRecord>(_ => SampleData.Claim(deleted: false), SampleFamily.Reader),
        ["leave-keeper"] = Seen<Leave>(_ => SampleForms.Leave(), SampleFamily.Keeper),
        ["problem-reader"] = Seen<Hub.Web.Pages.Problem>(_ => new ProblemModel(Problems.KeeperNeeded.Title, Problems.KeeperNeeded.Detail), SampleFamily.Reader),
        ["more"] = Page<More>(_ => null),
        ["problem"] = Page<Hub.Web.Pages.Problem>(_ => new ProblemModel(Problems.NotFound.Title, Problems.NotFound.Detail)),
    };

    /// <summary>A page of another's vault.</summary>
    private static Exhibit Seen<TPage>(Func<PageContext, object?> model, VaultVisit vault)
        where TPage : IComponent => new(
            (context, page) =>
            {
                var seen = SampleFamily.In(vault, page);
                return context.AnswerAsync<TPage>(seen, model(seen));
            },
            signedIn: true);

    private static Exhibit Page<TPage>(Func<PageContext, object?> model, bool signedIn = true)
        where TPage : IComponent => new((context, page) => context.AnswerAsync<TPage>(page, model(page)), signedIn);
}
