using Hub.Accounts;
using Hub.Core.Plugins.Installing;
using Hub.Core.Records;
using Hub.Front;
using Hub.Plugins;
using Hub.Runs;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Installing a packed script from the browser: sent in, shown with all that it asks for, and installed when the admin says so after a fresh sign-in.</summary>
internal sealed class InstallPages(PageDoor door, PluginPages plugins, InstalledPlugins installed, RecordTypes types, UploadFolder uploads)
{
    public async Task SendAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files.FirstOrDefault(file => file.FileName.Length > 0) is not { } file)
        {
            await plugins.ListAsync(context, new FormModel().Fail("package", new Text("Choose the plug-in's file first.", "Choisissez d'abord le fichier du module.")), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var upload = await uploads.BeginAsync(VaultDoor.IdOf(context), file.FileName);
        await using var content = file.OpenReadStream();
        await uploads.AppendAsync(upload, 0, content, context.RequestAborted);
        await PageDoor.GoAsync(context, "/plugins/packages/" + upload.Id);
    }

    public async Task AskAsync(HttpContext context)
    {
        using var staged = await StageAsync(context);
        var (page, manifest, settings) = (door.Of(context), staged.Plugin.Manifest, staged.Plugin.Settings);
        var (difference, known) = (installed.Compare(staged), types.With(staged.Plugin.Types));
        await context.AnswerAsync<InstallPlugin>(page, new InstallModel(
            UploadOf(context),
            manifest.Name.In(page.Language),
            manifest.Summary.In(page.Language),
            PluginWords.Facts(manifest, page),
            AsksViews.Of(manifest, settings, known, page),
            PluginWords.Fence(manifest, page),
            difference is null ? null : installed.FindCurrent(manifest.Id)?.Manifest.Version,
            difference is null ? [] : AsksViews.Added(difference, settings, known, page),
            difference is null ? [] : AsksViews.Dropped(difference, settings, known, page)));
    }

    public async Task InstallAsync(HttpContext context)
    {
        using var staged = await StageAsync(context);
        var id = staged.Plugin.Manifest.Id;
        try
        {
            // What is new stood on the page that the admin agreed to.
            if ((await installed.InstallAsync(staged)).State is InstallState.Waiting)
            {
                await installed.AcceptAsync(id);
            }
        }
        catch (PluginRefusedException refused)
        {
            throw new ProblemException(PluginProblems.Refused(refused));
        }

        await ForgetAsync(context);
        await PageDoor.GoAsync(context, $"/plugins/{id}?said=installed");
    }

    public async Task ForgetAndGoAsync(HttpContext context)
    {
        await ForgetAsync(context);
        await PageDoor.GoAsync(context, "/plugins");
    }

    private async ValueTask<StagedPlugin> StageAsync(HttpContext context)
    {
        var upload = await uploads.FindAsync(VaultDoor.IdOf(context), UploadOf(context)) ?? throw new ProblemException(Problems.NotFound);
        StagedPlugin? staged = null;
        try
        {
            await using (var package = uploads.Open(upload))
            {
                staged = installed.Stage(package);
            }

            return staged.Plugin.Manifest.IsFenced ? staged : throw new ProblemException(PluginProblems.CommandLineOnly);
        }
        catch (PluginRefusedException refused)
        {
            await uploads.DeleteAsync(upload);
            throw new ProblemException(PluginProblems.Refused(refused));
        }
        catch (ProblemException)
        {
            staged?.Dispose();
            await uploads.DeleteAsync(upload);
            throw;
        }
    }

    private async ValueTask ForgetAsync(HttpContext context)
    {
        if (await uploads.FindAsync(VaultDoor.IdOf(context), UploadOf(context)) is { } upload)
        {
            await uploads.DeleteAsync(upload);
        }
    }

    private static string UploadOf(HttpContext context) => (string)context.Request.RouteValues["upload"]!;
}

internal static class InstallPageRoutes
{
    public static void MapInstallPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/plugins/packages", app.With<InstallPages>((pages, context) => pages.SendAsync(context))).Needs(Access.AdminSession);
        app.MapGet("/plugins/packages/{upload}", app.With<InstallPages>((pages, context) => pages.AskAsync(context))).Needs(Access.AdminSession).In(VaultUse.Keeps);
        app.MapPost("/plugins/packages/{upload}/install", app.With<InstallPages>((pages, context) => pages.InstallAsync(context))).Needs(Access.FreshAdminSession);
        app.MapPost("/plugins/packages/{upload}/discard", app.With<InstallPages>((pages, context) => pages.ForgetAndGoAsync(context))).Needs(Access.AdminSession);
    }
}
