using System.Buffers;
using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Notices;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Sdk;
using Hub.Web.Components;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Language, zone and the person's own profile.</summary>
internal sealed class SettingsPages(PageDoor door, AccountBook accounts, ChannelBook channels, RecordTypes types)
{
    private const string ProfileType = "person.profile";

    private static readonly Lazy<IReadOnlyList<ChoiceModel>> AllZones = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)).Append("UTC").Order(StringComparer.Ordinal).Select(id => new ChoiceModel(id, id.Replace('_', ' ')))]);

    public async Task ShowAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await AnswerAsync(context, open, new FormModel(), context.Query("saved") is null ? null : open.Page.L("Saved.", "Enregistré."), StatusCodes.Status200OK);
    }

    public async Task SaveAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        if (Zones.Find(form["zone"]) is null)
        {
            await AnswerAsync(context, open, new FormModel().Fail("zone", new Text("Choose a time zone of the list.", "Choisissez un fuseau horaire de la liste.")), null, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var settings = await VaultSettings.ReadAsync(open.Store);
        await (settings with { Zone = form["zone"].ToString() }).SaveAsync(open.Store);
        await channels.FollowZoneAsync(context.GetVisit().Account);
        await accounts.ChangeAsync(context.GetVisit().Account.Id, account => account with { Language = form["language"] == "fr" ? "fr" : "en" });
        await PageDoor.GoAsync(context, "/settings?saved=1");
    }

    public async Task ProfileAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var type = types.Get(ProfileType);
        var form = new FormModel();
        if (await OwnAsync(open, type) is { } record)
        {
            using var data = JsonDocument.Parse(record.Data);
            foreach (var field in RecordForm.Editable(type).Where(field => data.RootElement.TryGetProperty(field.Name, out _)))
            {
                form[field.Name] = data.RootElement.GetProperty(field.Name).ToString();
            }

            open.NoteRead("read", type.Name, 1);
        }

        await context.AnswerAsync<Pages.Profile>(open.Page, new ProfileModel(type, form, context.Query("saved") is null ? null : open.Page.L("Saved.", "Enregistré.")));
    }

    public async Task SaveProfileAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var type = types.Get(ProfileType);
        var form = new FormModel();
        foreach (var field in RecordForm.Editable(type))
        {
            form[field.Name] = typed[field.Name].ToString().Trim();
        }

        var before = await OwnAsync(open, type);
        var errors = new RecordErrors();
        if (type.Prepare(Data(type, form, before, open.Page.Format), default, "me", errors, new Scratch()) is not { } record)
        {
            foreach (var error in errors.Items)
            {
                form.Fail(error.Path.Trim('/').Split('/')[0], error.Message);
            }

            await context.AnswerAsync<Pages.Profile>(open.Page, new ProfileModel(type, form), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var batch = new RecordBatch { Writer = new Writer(Purposes.OwnSource, open.Actor, Purposes.Pages) };
        if (before is not null && before.Id != record.Id)
        {
            // A profile that is known by another name now is the same person: the old one goes.
            batch.Writes.Add(new RecordWrite(WriteKind.Delete, type, before.Id, null, null));
        }

        batch.Writes.Add(new RecordWrite(WriteKind.Put, type, record.Id, record, new Provenance(Purposes.OwnSource, null, null, null, door.Now, null)));
        await open.Store.CommitAsync(batch, context.RequestAborted);
        await PageDoor.GoAsync(context, "/settings/profile?saved=1");
    }

    private static async Task AnswerAsync(HttpContext context, OpenPage open, FormModel form, string? said, int status) =>
        await context.AnswerAsync<Pages.Settings>(open.Page, new SettingsModel(form, AllZones.Value, open.Page.Format.Zone.Id, said), status);

    private static async ValueTask<StoredRecord?> OwnAsync(OpenPage open, RecordType type) =>
        (await open.Store.QueryAsync(new RecordQuery(type) { Limit = 100 })).Items.FirstOrDefault(record => record.Provenance.Source == Purposes.OwnSource);

    /// <summary>What the form knows, and what it does not show as it was.</summary>
    private static byte[] Data(RecordType type, FormModel form, StoredRecord? before, Formats format)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        var editable = RecordForm.Editable(type).ToList();
        json.WriteStartObject();
        foreach (var field in editable.Where(field => form[field.Name] is { Length: > 0 }))
        {
            json.WritePropertyName(field.Name);
            if (field.IsNumber() && format.TryReadTyped(form[field.Name]!, out var number))
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteStringValue(form[field.Name]);
            }
        }

        if (before is not null)
        {
            using var old = JsonDocument.Parse(before.Data);
            foreach (var property in old.RootElement.EnumerateObject().Where(property => editable.TrueForAll(field => field.Name != property.Name)))
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
