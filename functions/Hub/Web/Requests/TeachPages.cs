using Hub.Accounts;
using Hub.Core.Files;
using Hub.Core.Plugins.Installing;
using Hub.Core.Plugins.Tables.Teaching;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Plugins;
using Hub.Runs;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Teaching the hub a file: what its columns become is proposed, tried, and kept as a plug-in without code that the file is read with.</summary>
internal sealed class TeachPages(PageDoor door, RunEngine engine, TableReading reading)
{
    public async Task GetAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var file = await FindAsync(context, open);
        var (table, why) = await engine.Teacher.LookAsync(open.Store, file, null, context.RequestAborted);
        await AnswerAsync(context, open, table is null ? Nothing(file, open.Page.L(why!)) : Model(file, table, table.Proposal.Lesson, context, open.Page));
    }

    /// <summary>Shows the fields of another type, or tries what was said.</summary>
    public async Task TryAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var file = await FindAsync(context, open);
        var (table, why) = await engine.Teacher.LookAsync(open.Store, file, form["type"], context.RequestAborted);
        if (table is null)
        {
            await AnswerAsync(context, open, Nothing(file, open.Page.L(why!)));
            return;
        }

        if (form["do"] == "type")
        {
            await AnswerAsync(context, open, Model(file, table, table.Proposal.Lesson with { Name = form["name"].ToString().Trim() }, context, open.Page));
            return;
        }

        await TryAsync(context, open, file, table, TeachForms.Read(form, table.Proposal.Lesson));
    }

    public Task SaveAsync(HttpContext context) => TaughtAsync(context, async (open, file, lesson) =>
    {
        var plugin = await engine.Teacher.InstallAsync(lesson);
        var run = await reading.BeginAsync(open.Store, file, plugin.Id, open.Actor, context.RequestAborted);
        await PageDoor.GoAsync(context, "/runs/" + run.Id);
    });

    public Task PackAsync(HttpContext context) => TaughtAsync(context, async (_, _, lesson) =>
    {
        using var package = new MemoryStream();
        Attachments.Prepare(context, engine.Teacher.Pack(lesson, package), "application/octet-stream");
        await context.Response.Body.WriteAsync(package.GetBuffer().AsMemory(0, (int)package.Length), context.RequestAborted);
    });

    /// <summary>Does something with what the form says, unless that has faults, which are shown.</summary>
    private async Task TaughtAsync(HttpContext context, Func<OpenPage, KeptFile, TableLesson, Task> act)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var file = await FindAsync(context, open);
        var (table, _) = await engine.Teacher.LookAsync(open.Store, file, form["type"], context.RequestAborted);
        if (table is null)
        {
            throw new ProblemException(Problems.NotFound);
        }

        var lesson = TeachForms.Read(form, table.Proposal.Lesson);
        if (engine.Teacher.FaultsOf(lesson).Count > 0)
        {
            await TryAsync(context, open, file, table, lesson);
            return;
        }

        try
        {
            await act(open, file, lesson);
        }
        catch (PluginRefusedException refused)
        {
            throw new ProblemException(PluginProblems.Refused(refused));
        }
    }

    private async Task TryAsync(HttpContext context, OpenPage open, KeptFile file, TaughtTable table, TableLesson lesson)
    {
        var faults = engine.Teacher.FaultsOf(lesson);
        var model = Model(file, table, lesson, context, open.Page);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                model.Form.Fail(fault.Field, fault.Message);
            }

            await AnswerAsync(context, open, model, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        try
        {
            var preview = await engine.Teacher.PreviewAsync(open.Store, file, lesson, open.Page.L("asked at each file", "demandé à chaque fichier"), context.RequestAborted);
            await AnswerAsync(context, open, model with { Preview = TeachForms.Preview(preview, engine.Teacher.FindType(lesson.Type)!, open.Page) });
        }
        catch (PluginRefusedException refused)
        {
            throw new ProblemException(PluginProblems.Refused(refused));
        }
    }

    private TeachModel Model(KeptFile file, TaughtTable table, TableLesson lesson, HttpContext context, PageContext page)
    {
        var type = engine.Teacher.FindType(lesson.Type)!;
        var read = type.Fields.Where(field => lesson.IndexOf(field.Name) >= 0).ToList();
        return new TeachModel
        {
            Hash = file.Hash,
            FileName = file.Name,
            Form = TeachForms.Show(lesson),
            Types = [.. engine.Teacher.Types.Select(known => new ChoiceModel(known.Type.Name, page.L(known.Type.Label))).OrderBy(choice => choice.Label, StringComparer.CurrentCulture)],
            Doubts = [.. table.Proposal.Doubts.Select(page.L)],
            Columns = TeachForms.Columns(table, lesson, type, page),
            Targets = TeachForms.Targets(type, page),
            Constants = TeachForms.Constants(lesson, type, page),
            HasDates = type.Fields.Any(field => type.IsDay(field) || type.IsMoment(field)),
            MayHaveClock = read.Any(type.IsOpen),
            HasMoments = read.Any(type.IsMoment) || lesson.Clock,
            HasMoney = type.Find("amount") is { Required: true },
            IsAdmin = context.GetVisit().Account.Admin,
        };
    }

    private static TeachModel Nothing(KeptFile file, string why) => new() { Hash = file.Hash, FileName = file.Name, WhyNot = why };

    /// <summary>The person saw cells of the file.</summary>
    private async Task AnswerAsync(HttpContext context, OpenPage open, TeachModel model, int status = StatusCodes.Status200OK)
    {
        await open.Store.AppendJournalAsync([new(0, door.Now, open.Actor, "file", null, Purposes.Pages, 1)]);
        await context.AnswerAsync<Teach>(open.Page, model, status);
    }

    private static async ValueTask<KeptFile> FindAsync(HttpContext context, OpenPage open) =>
        await open.Store.FindFileAsync((string)context.Request.RouteValues["hash"]!) ?? throw new ProblemException(Problems.NotFound);
}

internal static class TeachRoutes
{
    public static void MapTeachPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/teach/{hash}", app.With<TeachPages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
        app.MapPost("/teach/{hash}", app.With<TeachPages>((pages, context) => pages.TryAsync(context))).Needs(Access.Session);
        app.MapPost("/teach/{hash}/save", app.With<TeachPages>((pages, context) => pages.SaveAsync(context))).Needs(Access.FreshAdminSession);
        app.MapPost("/teach/{hash}/package", app.With<TeachPages>((pages, context) => pages.PackAsync(context))).Needs(Access.Session);
    }
}
