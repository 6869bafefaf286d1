using System.Buffers;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Components;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>A person says otherwise than the holder, in a form made from the type, and takes that back.</summary>
internal sealed class CorrectionPages(PageDoor door, VaultDoor vaults)
{
    public async Task GetAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var (type, record) = await FindAsync(context, open);
        open.NoteRead("read", type.Name, 1);
        using var data = JsonDocument.Parse(record.Data);
        var form = new FormModel();
        foreach (var field in Fields(type, record))
        {
            form[field.Name] = TextOf(data.RootElement, field, open.Page.Format);
        }

        await AnswerAsync(context, open, type, record, form, StatusCodes.Status200OK);
    }

    public async Task SaveAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var (type, record) = await FindAsync(context, open);
        if (typed["seq"] != record.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            throw new ProblemException(Problems.Conflict);
        }

        var form = new FormModel();
        foreach (var field in Fields(type, record))
        {
            form[field.Name] = typed[field.Name].ToString().Trim();
        }

        var errors = new RecordErrors();
        if (Corrections.Prepare(type, record, Patch(type, record, form, open.Page.Format), errors) is not { } write)
        {
            foreach (var error in errors.Items)
            {
                form.Fail(error.Path.TrimStart('/'), error.Message);
            }

            await AnswerAsync(context, open, type, record, form, StatusCodes.Status400BadRequest);
            return;
        }

        await CommitAsync(context, open, write);
    }

    public async Task LiftAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var (type, record) = await FindAsync(context, open);
        await CommitAsync(context, open, Corrections.Lift(type, record));
    }

    private static async Task CommitAsync(HttpContext context, OpenPage open, RecordWrite write)
    {
        if ((await open.Store.CommitAsync(Corrections.Batch(write, open.Actor), context.RequestAborted)).Withheld > 0)
        {
            throw new ProblemException(Problems.Conflict);
        }

        await PageDoor.GoAsync(context, $"/data/{write.Type.Name}/{write.Id}");
    }

    private static Task AnswerAsync(HttpContext context, OpenPage open, RecordType type, StoredRecord record, FormModel form, int status) =>
        context.AnswerAsync<Correct>(open.Page, new CorrectModel(type, record, Corrections.FixedOf(type, record), form), status);

    private static IEnumerable<RecordField> Fields(RecordType type, StoredRecord record)
    {
        var kept = Corrections.FixedOf(type, record);
        return RecordForm.Editable(type).Where(field => !kept.Contains(field.Name));
    }

    private static string TextOf(JsonElement data, RecordField field, Formats format) =>
        !data.TryGetProperty(field.Name, out var value) ? "" : value.ValueKind == JsonValueKind.Number ? format.Typed(value.GetRawText()) : value.ToString();

    /// <summary>Only what was typed otherwise than it stands: what a form cannot hold stays as it is.</summary>
    private static JsonElement Patch(RecordType type, StoredRecord record, FormModel form, Formats format)
    {
        using var data = JsonDocument.Parse(record.Data);
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            foreach (var field in Fields(type, record).Where(field => form[field.Name] != TextOf(data.RootElement, field, format)))
            {
                json.WritePropertyName(field.Name);
                Write(json, field, form[field.Name]!, format);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(body.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, RecordField field, string typed, Formats format)
    {
        if (typed.Length == 0)
        {
            json.WriteNullValue();
        }
        else if (field.IsNumber() && format.TryReadTyped(typed, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(typed);
        }
    }

    private async ValueTask<(RecordType Type, StoredRecord Record)> FindAsync(HttpContext context, OpenPage open)
    {
        var type = vaults.TypeOf(context);
        return RecordId.TryParse((string?)context.Request.RouteValues["id"], out var id) && await open.Store.FindAsync(type, id) is { Deleted: false } record ? (type, record) : throw new ProblemException(Problems.NotFound);
    }
}
