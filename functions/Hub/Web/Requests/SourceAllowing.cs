using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Front;
using Hub.Sources;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What a source may bring and until when, changed without touching its settings at the holder.</summary>
internal sealed class SourceAllowing(PageDoor door, Catalogue catalogue, RecordTypes types, RunEngine engine)
{
    public async Task AskAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var source = await SourcePages.FindAsync(context, open);
        await ShowAsync(context, open, source, FindPlugin(source), null, new FormModel(), StatusCodes.Status200OK);
    }

    public async Task AllowAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var source = await SourcePages.FindAsync(context, open);
        var (plugin, form) = (FindPlugin(source), new FormModel());
        var allow = AllowTyped.Read(plugin.Manifest, types, typed, form, open.Page);
        if (source.Allow is { } before)
        {
            // The form has no last date for what is brought; one that was set otherwise stays.
            allow = allow with { Types = [.. allow.Types!.Select(type => type with { To = before.Types.FirstOrDefault(same => same.Type == type.Type)?.To })] };
        }

        var refusal = form.Errors.Count > 0 ? null
            : (await engine.Sources.ChangeAsync(open.Store, source, plugin, new SourceWish(Allow: allow, Language: open.Page.Language), open.Actor, context.RequestAborted)).Refusal;
        if (refusal is { Kind: SourceRefusalKind.BadAllowance, Errors: { } errors })
        {
            AllowTyped.Blame(form, errors);
        }
        else if (refusal is not null)
        {
            form.Fail("", SourceProblems.Of(refusal).Detail);
        }

        if (form.Errors.Count > 0)
        {
            await ShowAsync(context, open, source, plugin, allow, form, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await PageDoor.GoAsync(context, $"/sources/{source.Id}?said=allowed");
    }

    private Plugin FindPlugin(Source source) => catalogue.Find(source.Plugin) ?? throw new ProblemException(Problems.NotFound);

    private Task ShowAsync(HttpContext context, OpenPage open, Source source, Plugin plugin, AllowanceWish? typed, FormModel form, int status)
    {
        var allowed = typed ?? (source.Allow is { } before ? new AllowanceWish(before.Types, before.Purpose, before.Expires) : null);
        var view = AllowViews.Of(plugin.Manifest, types, allowed, source.NewIn(plugin.Manifest), open.Page);
        return context.AnswerAsync<SourceAllow>(open.Page, new SourceAllowModel(source.Id, SourceItems.NameOf(source, plugin, open.Page), view, form), status);
    }
}
