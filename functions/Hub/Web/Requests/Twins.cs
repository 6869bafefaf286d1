using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>
/// The same payment told by two formats is two records, since each format names it in its own way. What looks like it: the same day, amount and currency,
/// from another source. Only a person can say whether it is.
/// </summary>
internal static class Twins
{
    private const int Most = 3;

    // Enough to come past the record itself and its like from the same source.
    private const int LookedAt = 50;

    public static async ValueTask<IReadOnlyList<TwinView>> FindAsync(OpenPage open, RecordType type, StoredRecord record, Catalogue catalogue)
    {
        var page = open.Page;
        if (record.Deleted || Question(type, record.Data, page) is not { } question)
        {
            return [];
        }

        var like = (await open.Store.QueryAsync(question)).Items.Where(other => other.Provenance.Source != record.Provenance.Source).Take(Most).ToList();
        open.NoteRead("read", type.Name, like.Count);
        var live = await open.Store.SourcesAsync();
        return [.. like.Select(other => new TwinView(Title(type, other, page), RecordTables.AddressOf(other), other.Provenance.Source == Purposes.OwnSource ? null : catalogue.SourceName(other.Provenance.Source, live, page)))];
    }

    /// <summary>Null where the type has no day and no amount, or the record lacks one.</summary>
    private static RecordQuery? Question(RecordType type, ReadOnlyMemory<byte> json, PageContext page)
    {
        if (type is not { Family: "transactional", Time: { Precision: "date" } time } || type.Field(type.Chart?.Value) is not { CurrencyField: { } currencyField } amountField)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        return Text(data, time.Field) is { } written && DateOnly.TryParseExact(written, "yyyy-MM-dd", out var day)
            && data.TryGetProperty(amountField.Name, out var amount) && Text(data, currencyField) is { } currency
            && TimeBounds.TryParse(Days.Iso(day), Days.Iso(day.AddDays(1)), page.Format.Zone, out var bounds)
            && Condition.TryParse($"/{amountField.Name}:eq:{amount.GetRawText()}", out var sameAmount) && Condition.TryParse($"/{currencyField}:eq:{currency}", out var sameCurrency)
            ? new RecordQuery(type) { Bounds = bounds, Where = [sameAmount, sameCurrency], Limit = LookedAt }
            : null;
    }

    private static string? Text(JsonElement data, string field) => data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Title(RecordType type, StoredRecord record, PageContext page)
    {
        using var document = JsonDocument.Parse(record.Data);
        return type.TitleOf(document.RootElement, page);
    }
}
