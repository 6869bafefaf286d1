using System.Buffers.Text;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>Fills cells from a scan of records.</summary>
internal sealed class CellScan
{
    private const int ValueField = 0;
    private const int GroupField = 1;
    private const int CurrencyField = 2;
    private const int DirectionField = 3;
    private const int StepField = 4;
    private const int FirstQuantityField = 5;

    private readonly AggregateRequest _request;
    private readonly FieldPicker _picker;
    private readonly int _quantityFields;
    private readonly SmallTexts _texts = new();

    public CellScan(AggregateRequest request)
    {
        _request = request;
        var type = request.Type;
        var of = type.Series?.Of ?? [];
        _quantityFields = of.Count;
        _picker = new FieldPicker([
            request.Value,
            request.Group,
            request.Value is { } value && type.FindField(value)?.CurrencyField is { } currency ? Sibling(value, currency) : null,
            type.DirectionField is { } direction ? "/" + direction : null,
            type.Series is { } series ? "/" + series.Step : null,
            .. of.Select(field => "/" + field),
        ]);
    }

    /// <summary>Adds the records within the bounds whose bucket is wanted.</summary>
    /// <param name="reach">How far outside the bounds intervals are looked at that may cover or be covered, in milliseconds.</param>
    public async ValueTask FillAsync(IVaultStore store, TimeBounds bounds, Buckets buckets, Func<long, bool>? wanted, long reach, CellTable table, CancellationToken cancellationToken)
    {
        var chosen = _request.Type.Series is null ? null : await ChooseAsync(store, bounds, reach, cancellationToken);
        table.LongestStep = Math.Max(table.LongestStep, chosen?.LongestStep ?? 0);
        var choice = chosen is { IsNeeded: true } ? chosen : null;
        choice?.Choose();
        await store.ScanAsync(_request.Type.Name, bounds, record => Add(record, buckets, wanted, choice, table), cancellationToken);
    }

    private async ValueTask<SeriesChoice> ChooseAsync(IVaultStore store, TimeBounds bounds, long reach, CancellationToken cancellationToken)
    {
        var choice = new SeriesChoice();
        await store.ScanAsync(_request.Type.Name, bounds.IsNone ? bounds : Widen(bounds, reach), record =>
        {
            if (Pick(record.Data) && Interval(record, out var quantity, out var seconds))
            {
                choice.Add(quantity, record.Time.UnixMilliseconds, seconds);
            }
        }, cancellationToken);
        return choice;
    }

    private void Add(ScannedRecord record, Buckets buckets, Func<long, bool>? wanted, SeriesChoice? choice, CellTable table)
    {
        var bucket = buckets.StartOf(record.Time);
        if ((wanted is not null && !wanted(bucket)) || !Pick(record.Data))
        {
            return;
        }

        if (choice is not null && Interval(record, out var quantity, out var seconds) && !choice.Take(quantity, record.Time.UnixMilliseconds, seconds))
        {
            return;
        }

        decimal? value = _picker.Has(ValueField) && Number(_picker.Raw(ValueField, record.Data)) is { } number ? number : null;
        if (value is null && _request.Value is not null)
        {
            return;
        }

        table.Add(new CellKey(bucket, Text(GroupField, record.Data), Text(CurrencyField, record.Data), Text(DirectionField, record.Data)), value);
    }

    private bool Pick(ReadOnlySpan<byte> data)
    {
        foreach (var condition in _request.Where)
        {
            if (!condition.Holds(data))
            {
                return false;
            }
        }

        _picker.Pick(data);
        return true;
    }

    private bool Interval(ScannedRecord record, out string quantity, out int seconds)
    {
        quantity = string.Empty;
        seconds = 0;
        if (!_picker.Has(StepField) || !Utf8Parser.TryParse(_picker.Raw(StepField, record.Data), out seconds, out _) || seconds <= 0)
        {
            return false;
        }

        Span<byte> joined = stackalloc byte[256];
        var length = Join(_picker.Raw(DirectionField, record.Data), joined, 0);
        for (var i = 0; i < _quantityFields; i++)
        {
            length = Join(_picker.Raw(FirstQuantityField + i, record.Data), joined, length);
        }

        quantity = _texts.Get(joined[..length]) ?? string.Empty;
        return true;
    }

    /// <summary>Fields that name a quantity are short; what is longer than the buffer does not tell quantities apart any more.</summary>
    private static int Join(ReadOnlySpan<byte> part, Span<byte> joined, int at)
    {
        part = part[..Math.Min(part.Length, joined.Length - at - 1)];
        part.CopyTo(joined[at..]);
        joined[at + part.Length] = 0x1f;
        return at + part.Length + 1;
    }

    private string? Text(int field, ReadOnlySpan<byte> data) => _picker.Has(field) ? _texts.Get(_picker.Raw(field, data)) ?? _picker.Text(field, data) : null;

    private static decimal? Number(ReadOnlySpan<byte> raw) =>
        Utf8Parser.TryParse(raw, out decimal value, out var used) && used == raw.Length
            ? value
            : decimal.TryParse(raw, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out value) ? value : null;

    private static string Sibling(string pointer, string name) => pointer[..(pointer.LastIndexOf('/') + 1)] + name;

    private static TimeBounds Widen(TimeBounds bounds, long reach) => new(
        Shift(bounds.FromInstant, -reach), Shift(bounds.ToInstant, reach), Shift(bounds.FromDay, -reach), Shift(bounds.ToDay, reach));

    private static long Shift(long time, long by) => time is long.MinValue or long.MaxValue ? time : time + by;
}
