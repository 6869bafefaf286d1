using Hub.Accounts;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Records in a list with filters, and one with where it comes from.</summary>
internal sealed class RecordPages(PageDoor door, VaultDoor vaults, Catalogue catalogue)
{
    private const int PageSize = 50;
    private const int MostFilters = 3;

    public async Task ListAsync(HttpContext context)
    {
        var type = vaults.TypeOf(context);
        await using var open = await door.OpenAsync(context);
        var filter = new FormModel();
        var where = new List<Condition>();
        var fields = FilterFields(type, []);
        PagePlace? after = null;
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            after = PageCursor.Parse(form["cursor"]);
            fields = FilterFields(type, form.Keys);
            foreach (var field in fields)
            {
                var typed = form[$"f-{field.Name}"].ToString().Trim();
                filter[$"f-{field.Name}"] = typed;
                if (typed.Length > 0 && Condition.TryParse($"/{field.Name}:{(field.ValueLabels.Count > 0 ? "eq" : "contains")}:{typed}", out var condition))
                {
                    where.Add(condition);
                }
            }
        }

        var (first, last) = DataPages.Span([.. (await open.Store.CoverageAsync()).Where(item => item.Type == type.Name && item.Count > 0)], open.Page.Format.Zone);
        var period = type.Time is null ? null : Period.FindDays(context.Query("period")) ?? Period.Choose(context.Query("period") ?? "all", first, last);
        var found = await open.Store.QueryAsync(new RecordQuery(type)
        {
            Bounds = period is null ? TimeBounds.None : DataPages.Bounds(period, open.Page.Format.Zone),
            Where = where,
            Descending = true,
            Limit = PageSize,
            After = after,
        }, context.RequestAborted);
        open.NoteRead("read", type.Name, found.Items.Count);
        await context.AnswerAsync<DataList>(open.Page, new RecordListModel
        {
            Type = type,
            Items = found.Items,
            Next = found.Next is { } next ? PageCursor.Write(next) : null,
            Filter = filter,
            FilterFields = fields,
            Period = period,
        });
    }

    public async Task GetAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var (type, record) = await FindAsync(context, open);
        open.NoteRead("read", type.Name, 1);
        var provenance = record.Provenance;
        var file = provenance.Raw is { } raw ? await open.Store.FindFileAsync(raw) : null;
        await context.AnswerAsync<DataRecord>(open.Page, new RecordModel
        {
            Type = type,
            Record = record,
            Plugin = catalogue.Name(provenance.Plugin, open.Page),
            IsOwn = provenance.Source == Purposes.OwnSource,
            Run = provenance.Run is { } run ? await open.Store.FindRunAsync(run) : null,
            File = file is null ? null : new KeptFileView(file.Name, open.Page.Format.Bytes(file.Length), "/files/" + file.Hash),
            Twins = await Twins.FindAsync(open, type, record, catalogue),
        });
    }

    public Task DeleteAsync(HttpContext context) => ChangeAsync(context, WriteKind.Delete);

    public Task RestoreAsync(HttpContext context) => ChangeAsync(context, WriteKind.Restore);

    private async Task ChangeAsync(HttpContext context, WriteKind kind)
    {
        await using var open = await door.OpenAsync(context);
        var (type, record) = await FindAsync(context, open);
        if (record.Deleted == (kind == WriteKind.Restore))
        {
            await open.Store.CommitAsync(new RecordBatch { Writer = new Writer(Purposes.OwnSource, open.Actor, Purposes.Pages), Writes = { new RecordWrite(kind, type, record.Id, null, null) } }, context.RequestAborted);
        }

        // What was removed for good has no page until it comes again.
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await PageDoor.GoAsync(context, form["back"].ToString() is { Length: > 0 } back ? back : record.Removed ? "/trash" : RecordTables.AddressOf(record));
    }

    private async ValueTask<(RecordType Type, StoredRecord Record)> FindAsync(HttpContext context, OpenPage open)
    {
        var type = vaults.TypeOf(context);
        return RecordId.TryParse((string?)context.Request.RouteValues["id"], out var id) && await open.Store.FindAsync(type, id) is { } record ? (type, record) : throw new ProblemException(Problems.NotFound);
    }

    /// <summary>The name, and what is chosen from few values; of these also what was asked for.</summary>
    private static IReadOnlyList<RecordField> FilterFields(RecordType type, ICollection<string> asked)
    {
        var title = type.Field(type.TitleField) is { JsonType: "string" } named ? new[] { named } : [];
        var fields = title.Concat(type.Fields.Where(field => field.ValueLabels.Count > 1 && field.Item is null)).DistinctBy(field => field.Name).ToList();
        return [.. fields.Where((field, at) => at < MostFilters || asked.Contains("f-" + field.Name))];
    }
}

internal static class DataRoutes
{
    public static void MapData(this IEndpointRouteBuilder app)
    {
        const string Type = "/data/{type}";
        app.MapGet("/data", app.With<DataPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session);
        app.MapGet(Type, app.With<DataPages>((pages, context) => pages.TypeAsync(context))).Needs(Access.Session);
        app.MapPost(Type, app.With<DataPages>((pages, context) => pages.TypeAsync(context))).Needs(Access.Session).In(VaultUse.Looks);
        app.MapGet(Type + "/compare", app.With<ComparePages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
        app.MapPost(Type + "/compare", app.With<ComparePages>((pages, context) => pages.AskAsync(context))).Needs(Access.Session).In(VaultUse.Looks);
        app.MapGet(Type + "/points", app.With<TimelinePoints>((pages, context) => pages.AnswerAsync(context))).Needs(Access.Session);
        app.MapGet(Type + "/csv", app.With<Downloads>((pages, context) => pages.CsvAsync(context))).Needs(Access.Session);
        app.MapGet(Type + "/json", app.With<Downloads>((pages, context) => pages.JsonAsync(context))).Needs(Access.Session);
        app.MapGet(Type + "/all", app.With<RecordPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session);
        app.MapPost(Type + "/all", app.With<RecordPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session).In(VaultUse.Looks);
        app.MapGet(Type + "/{id}", app.With<RecordPages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
        app.MapGet(Type + "/{id}/correct", app.With<CorrectionPages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
        app.MapPost(Type + "/{id}/correct", app.With<CorrectionPages>((pages, context) => pages.SaveAsync(context))).Needs(Access.Session);
        app.MapPost(Type + "/{id}/lift", app.With<CorrectionPages>((pages, context) => pages.LiftAsync(context))).Needs(Access.Session);
        app.MapPost(Type + "/{id}/delete", app.With<RecordPages>((pages, context) => pages.DeleteAsync(context))).Needs(Access.Session);
        app.MapPost(Type + "/{id}/restore", app.With<RecordPages>((pages, context) => pages.RestoreAsync(context))).Needs(Access.Session);
    }
}
