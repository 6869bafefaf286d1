using Hub.Checks;
using Hub.Core.Sources;
using Hub.Front;
using Hub.Web.Requests;
using Hub.Web.Views;
using Microsoft.AspNetCore.Components;

namespace Hub.Web;

/// <summary>The web app: what answers its requests, and where.</summary>
public static class WebPages
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<IComponentActivator, ComponentActivator>();
        services.AddSingleton<PageDoor>();
        services.AddSingleton<Catalogue>();
        services.AddSingleton<Totals>();
        services.AddSingleton<HomePages>();
        services.AddSingleton<AccountBookAccess>();
        services.AddSingleton<DemoPages>();
        services.AddSingleton<AccountPages>();
        services.AddSingleton<LookedUploads>();
        services.AddSingleton<AddPages>();
        services.AddSingleton<RestorePages>();
        services.AddSingleton<CheckDesk>();
        services.AddSingleton<CheckPages>();
        services.AddSingleton<DataPages>();
        services.AddSingleton<RecordPages>();
        services.AddSingleton<CorrectionPages>();
        services.AddSingleton<TrashPages>();
        services.AddSingleton<SearchPages>();
        services.AddSingleton<DayPages>();
        services.AddSingleton<ComparePages>();
        services.AddSingleton<FilePages>();
        services.AddSingleton<ReparsePages>();
        services.AddSingleton<TimelinePoints>();
        services.AddSingleton<Downloads>();
        services.AddSingleton<ServicePages>();
        services.AddSingleton<RunPages>();
        services.AddSingleton<LiveRows>();
        services.AddSingleton<LivePages>();
        services.AddSingleton<SourceSecrets>();
        services.AddSingleton<SourcePages>();
        services.AddSingleton<SourceAllowing>();
        services.AddSingleton<SourceForms>();
        services.AddSingleton<PluginPages>();
        services.AddSingleton<InstallPages>();
        services.AddSingleton<TeachPages>();
        services.AddSingleton<LedgerPages>();
        services.AddSingleton<JournalPages>();
        services.AddSingleton<SettingsPages>();
        services.AddSingleton<SecurityPages>();
        services.AddSingleton<SessionPages>();
        services.AddSingleton<VaultPages>();
        services.AddSingleton<PasskeyPages>();
        services.AddSingleton<SecondStepPages>();
        services.AddSingleton<ConfirmPage>();
        services.AddSingleton<NoticePages>();
        services.AddSingleton<LeavePages>();
        services.AddSingleton<ProblemPage>(provider => (context, problem) =>
            ConfirmPage.Answers(context, problem) ? provider.GetRequiredService<ConfirmPage>().AnswerAsync(context, problem) : context.AnswerAsync<Pages.Problem>(provider.GetRequiredService<PageDoor>().Of(context), new ProblemModel(problem.Title, problem.Detail), problem.Status));
    }

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapAssets();
        app.MapHome();
        app.MapDemo();
        app.MapAccountPages();
        app.MapAdd();
        app.MapRestorePages();
        app.MapCheckPages();
        app.MapData();
        app.MapDays();
        app.MapTrashPages();
        app.MapSearchPages();
        app.MapFilePages();
        app.MapReparsePages();
        app.MapServices();
        app.MapRunPages();
        app.MapLivePages();
        app.MapSourcePages();
        app.MapPluginPages();
        app.MapInstallPages();
        app.MapTeachPages();
        app.MapSettings();
        app.MapVaultPages();
    }
}
