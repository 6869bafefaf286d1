using System.Globalization;
using System.Text;
using Hub.Core.Vaults;
using Utf8Parser = System.Buffers.Text.Utf8Parser;

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
    private byte[] _quantity = new byte[128];
    private byte[] _lastJoined = new byte[128];
    private int _lastLength;
    private string _lastQuantity = string.Empty;

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

    /// <summary>Counts the records within the bounds whose bucket is wanted.</summary>
    /// <param name="reach">How far outside the bounds intervals are looked at that may cover or be covered, in milliseconds.</param>
    public async ValueTask<CellTable> CountAsync(IVaultStore store, TimeBounds bounds, Buckets buckets, Func<long, bool>? wanted, long reach, CancellationToken cancellationToken)
    {
        var table = new CellTable();
        if (_request.Type.Series is null)
        {
            await store.ScanAsync(_request.Type.Name, bounds, record => Add(record, buckets, wanted, null, table), cancellationToken);
            return table;
        }

        // Mostly no choice has to be made: counting in the same pass saves the second one.
        var choice = new SeriesChoice();
        await store.ScanAsync(_request.Type.Name, bounds.Widen(reach), record => Look(record, bounds, buckets, wanted, choice, table), cancellationToken);
        if (choice.IsNeeded)
        {
            choice.Choose();
            table = new CellTable { IsTangled = choice.IsTangled };
            await store.ScanAsync(_request.Type.Name, bounds, record => Add(record, buckets, wanted, choice, table), cancellationToken);
        }

        table.LongestStep = choice.LongestStep;
        return table;
    }

    private void Look(ScannedRecord record, TimeBounds bounds, Buckets buckets, Func<long, bool>? wanted, SeriesChoice choice, CellTable table)
    {
        if (Holds(record.Data))
        {
            _picker.Pick(record.Data);
            if (Interval(record.Data, out var quantity, out var seconds))
            {
                choice.Add(quantity, record.Time.UnixMilliseconds, seconds, record.Id.Value.Low);
            }

            if (bounds.Contains(record.Time))
            {
                AddPicked(record, buckets, wanted, table);
            }
        }
    }

    private void Add(ScannedRecord record, Buckets buckets, Func<long, bool>? wanted, SeriesChoice? choice, CellTable table)
    {
        if (!Holds(record.Data))
        {
            return;
        }

        _picker.Pick(record.Data);
        if (choice is null || !Interval(record.Data, out var quantity, out var seconds) || choice.Takes(quantity, record.Time.UnixMilliseconds, seconds, record.Id.Value.Low))
        {
            AddPicked(record, buckets, wanted, table);
        }
    }

    private void AddPicked(ScannedRecord record, Buckets buckets, Func<long, bool>? wanted, CellTable table)
    {
        var bucket = buckets.StartOf(record.Time);
        if (wanted is not null && !wanted(bucket))
        {
            return;
        }

        var value = _picker.IsNumber(ValueField) ? Number(_picker.Raw(ValueField, record.Data)) : null;
        if (value is not null || _request.Value is null)
        {
            table.Add(new CellKey(bucket, Text(GroupField, record.Data), Text(CurrencyField, record.Data), Text(DirectionField, record.Data)), value);
        }
    }

    private bool Holds(ReadOnlySpan<byte> data)
    {
        foreach (var condition in _request.Where)
        {
            if (!condition.Holds(data))
            {
                return false;
            }
        }

        return true;
    }

    private bool Interval(ReadOnlySpan<byte> data, out string quantity, out int seconds)
    {
        quantity = string.Empty;
        seconds = 0;
        if (!_picker.IsNumber(StepField) || Number(_picker.Raw(StepField, data)) is not (>= 1 and <= int.MaxValue and var step))
        {
            return false;
        }

        seconds = (int)step;
        var length = Join(_picker.Raw(DirectionField, data), 0);
        for (var i = 0; i < _quantityFields; i++)
        {
            length = Join(_picker.Raw(FirstQuantityField + i, data), length);
        }

        var joined = _quantity.AsSpan(0, length);
        if (!joined.SequenceEqual(_lastJoined.AsSpan(0, _lastLength)))
        {
            _lastQuantity = _texts.Get(joined) ?? Encoding.UTF8.GetString(joined);
            (_quantity, _lastJoined, _lastLength) = (_lastJoined, _quantity, length);
        }

        quantity = _lastQuantity;
        return true;
    }

    private int Join(ReadOnlySpan<byte> part, int at)
    {
        var length = at + part.Length + 1;
        if (length > _quantity.Length)
        {
            Array.Resize(ref _quantity, length * 2);
        }

        part.CopyTo(_quantity.AsSpan(at));
        _quantity[length - 1] = 0x1f;
        return length;
    }

    private string? Text(int field, ReadOnlySpan<byte> data) => _picker.Has(field) ? _texts.Get(_picker.Raw(field, data)) ?? _picker.Text(field, data) : null;

    private static decimal? Number(ReadOnlySpan<byte> raw) =>
        Utf8Parser.TryParse(raw, out decimal value, out var used) && used == raw.Length
            ? value
            : decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? value : null;

    private static string Sibling(string pointer, string name) => pointer[..(pointer.LastIndexOf('/') + 1)] + name;
}
