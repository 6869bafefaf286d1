using Hub.Sdk;

namespace Hub.Plugins.GasFr.Xlsx;

/// <summary>Reads a sheet of GRDF: what it says of itself, a heading, then a reading a row.</summary>
internal sealed class GasTable(ConnectorContext context, GasSaver saver)
{
    private const string Type = "energy.consumption";
    private const int RowsToFindAHeading = 60;
    private static readonly char[] AroundNumber = [' ', ':', '\u00a0', '\u202f'];
    private Columns? _columns;
    private DateOnly? _made;
    private string? _pce;
    private bool _isPublished;
    private (GasReading Reading, bool IsMonth)? _held;
    private bool _begun;

    /// <summary>Reads a sheet. Says whether it was one of GRDF's.</summary>
    public async Task<bool> ReadAsync(IEnumerable<WorkbookRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_columns is null)
            {
                await BeginAsync(row);
                if (row.Number > RowsToFindAHeading)
                {
                    break;
                }
            }
            else if (row.Cells.Count > 0)
            {
                await AddAsync(row, _columns);
            }
        }

        await FlushAsync(isLast: true);
        return _columns is not null;
    }

    private async ValueTask BeginAsync(WorkbookRow row)
    {
        _columns = Columns.Find(row);
        var isPce = false;
        foreach (var cell in row.Cells.Values)
        {
            var folded = Words.Fold(cell);
            if (folded.StartsWith("export du ", StringComparison.Ordinal) && GasDay.FindDate(folded[10..]) is { } made)
            {
                _made = made;
                await context.ProducedAsync($"{made:yyyy-MM-dd}");
            }

            _isPublished |= folded.StartsWith("donnees publiees", StringComparison.Ordinal);
            if (isPce || folded.Contains("pce", StringComparison.Ordinal))
            {
                // The number stands behind its label, or in the next cell that has anything.
                var number = cell[(cell.LastIndexOf(':') + 1)..].Trim(AroundNumber);
                _pce ??= number.Length is > 5 and <= 64 && number.Any(char.IsAsciiDigit) ? number : null;
                isPce = true;
            }
        }
    }

    private async ValueTask AddAsync(WorkbookRow row, Columns columns)
    {
        var at = $"row {row.Number}";
        var label = PeriodLabel.Find(columns.Cell(row, columns.Period));
        var last = columns.End is { } end ? PeriodLabel.Day(row.Cells.GetValueOrDefault(end))?.AddDays(-1) : label?.Last;
        var (energy, volume) = (columns.Cell(row, columns.Energy), columns.Cell(row, columns.Volume));
        if (label is null && energy is null && volume is null)
        {
            // A remark below the table.
            return;
        }

        if (label is { IsMonth: false } week && week.Last > week.First && week.Last >= _made)
        {
            await context.RejectAsync(Type, Says.PartialWeek, new Origin(at));
            return;
        }

        await FlushAsync(isLast: false);
        _held = (new GasReading(at)
        {
            Pce = _pce,
            Start = label is { } first ? GasDay.Start(first.First) : null,
            End = last is { } day ? GasDay.Start(day.AddDays(1)) : null,
            IsPublished = _isPublished,
            Energy = energy,
            Volume = volume,
            Conversion = columns.Cell(row, columns.Conversion),
            Qualification = columns.Cell(row, columns.Qualification),
        }, label?.IsMonth == true);
    }

    /// <summary>A row waits for the next, which says that it is not the last.</summary>
    private async ValueTask FlushAsync(bool isLast)
    {
        if (_held is not { } held)
        {
            return;
        }

        var isEdge = isLast || !_begun;
        (_held, _begun) = (null, true);
        await (held.IsMonth && isEdge ? context.RejectAsync(Type, Says.PartialMonth, new Origin(held.Reading.At)) : saver.AddAsync(held.Reading));
    }
}
