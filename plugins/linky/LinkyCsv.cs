using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>Reads the CSV files of the Enedis customer area: a description of the meter, then a load curve or indexes, then calendars.</summary>
internal sealed class LinkyCsv(ConnectorContext context, TextReader text)
{
    private const int LinesToFindAHeading = 60, ProgressEvery = 5000;
    private readonly LineReader _lines = new(text);
    private CsvMeter? _meter;
    private string[]? _meterHeadings;
    private char _separator = ';';
    private Func<DateTimeOffset, string[], bool, ValueTask<bool>>? _read;
    private LoadCurve? _curve;
    private IndexTable? _index;
    private DateTimeOffset? _previous;
    private bool _begun, _opened, _notEnergy;
    private int _width;
    private long _rows, _empty;

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var cut = false;
        while (_lines.Next() is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.AsSpan().Trim(" ;\t,\"").IsEmpty)
            {
                continue;
            }

            cut = !await ReadAsync(line);
        }

        await CloseAsync();
        End(cut);
    }

    /// <summary>Reads one line. Says whether it was complete.</summary>
    private async ValueTask<bool> ReadAsync(string line)
    {
        if (_read is not null && char.IsAsciiDigit(line.AsSpan().TrimStart("\" ")[0]))
        {
            return await ReadRowAsync(Cells.Split(line, _separator));
        }

        var cells = Cells.Split(line, Cells.Separator(line));
        var first = CsvHeadings.Fold(cells[0]);
        if (_meterHeadings is not null)
        {
            (_meter, _meterHeadings) = (new CsvMeter(_meterHeadings, cells), null);
            return _lines.Ended;
        }

        if (CsvHeadings.Meter.Contains(first) && cells.Length > 1)
        {
            await CloseAsync();
            (_meterHeadings, _begun) = (cells, true);
        }
        else if (CsvHeadings.Readings.Contains(first) && cells.Length > 1)
        {
            await OpenAsync(cells, Cells.Separator(line));
            return _lines.Ended;
        }
        else if (CsvHeadings.Calendars.Contains(first))
        {
            await CloseAsync();
        }
        else if (_read is not null && !IsOtherTable(line, cells))
        {
            return await RejectAsync();
        }
        else if (_read is not null)
        {
            await CloseAsync();
        }
        else if (!_begun && _lines.Number > LinesToFindAHeading)
        {
            throw NotMine();
        }

        return _lines.Ended || _opened;
    }

    // The heading of a table of another shape, which Enedis may put behind the readings.
    private bool IsOtherTable(string line, string[] cells) => cells.Length != _width && cells.Count(cell => cell.Length > 0) > 1 && !line.Any(char.IsAsciiDigit);

    private async ValueTask OpenAsync(string[] headings, char separator)
    {
        await CloseAsync();
        (_separator, _begun, _opened, _width) = (separator, true, true, headings.Length);
        var meter = _meter ?? new CsvMeter([], []);
        var (power, indexes) = (meter.Unit("W"), meter.Unit("Wh"));
        var usagePoint = meter.UsagePoint ?? (await context.AskAsync("meter", new Text(
            "This file does not say which meter it is of. What is the delivery point's number (PRM or PDL, 14 digits, on your bill)?",
            "Ce fichier ne dit pas de quel compteur il s'agit. Quel est le numéro du point de livraison (PRM ou PDL, 14 chiffres, sur votre facture)\u202f?"))).Trim();
        var tracks = IndexTrack.All(headings, usagePoint, meter.Quality, indexes?.PerKilo ?? 1);
        if (tracks.Count > 0 && indexes is { IsPower: false })
        {
            _index = new IndexTable(context, tracks, Array.FindIndex(headings, heading => CsvHeadings.Fold(heading) == CsvHeadings.Kind));
            _read = (stamp, cells, last) => _index.AddAsync(stamp, cells, At, last);
        }
        else if (tracks.Count == 0 && power is not null)
        {
            _curve = new LoadCurve(context, new Meter(usagePoint, meter.Direction, "load-curve", meter.Quality), power, meter.Step);
            _read = ReadCurveAsync;
        }
        else
        {
            _notEnergy = true;
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_curve is not null)
        {
            await _curve.CompleteAsync();
        }

        _empty += _index?.Empty ?? 0;
        (_curve, _index, _read, _previous) = (null, null, null, null);
    }

    private async ValueTask<bool> ReadRowAsync(string[] cells)
    {
        if (++_rows % ProgressEvery == 0)
        {
            await context.ProgressAsync(_rows, null);
        }

        if (ParisTime.Find(cells[0], _previous) is not { } stamp)
        {
            return await RejectAsync();
        }

        _previous = stamp;
        return await _read!(stamp, cells, !_lines.Ended) || await RejectAsync();
    }

    private async ValueTask<bool> ReadCurveAsync(DateTimeOffset stamp, string[] cells, bool last)
    {
        var value = cells.Length > 1 ? cells[1] : "";
        var number = value.Length == 0 ? null : Numbers.Find(value);
        if (last && number is null)
        {
            return false;
        }

        // A stamp whose value cannot be read still tells the step of its neighbours.
        await _curve!.AddAsync(new Reading(stamp, number, null, At));
        _empty += value.Length == 0 ? 1 : 0;
        return value.Length == 0 || number is not null;
    }

    // A last row without a line end was cut, not badly written.
    private async ValueTask<bool> RejectAsync()
    {
        if (!_lines.Ended)
        {
            return false;
        }

        await context.RejectAsync(Meter.Type, new Text(
            "This row cannot be read: a date and time such as 2024-01-31T00:30:00+01:00 and numbers were expected.",
            "Cette ligne ne peut pas être lue\u00a0: une date et une heure comme 2024-01-31T00:30:00+01:00 et des nombres étaient attendus."), new Origin(At));
        return true;
    }

    private string At => $"line {_lines.Number}";

    private void End(bool cut)
    {
        if (!_begun)
        {
            throw NotMine();
        }

        if (cut || !_opened)
        {
            throw new RunException(Outcome.Truncated, new Text(
                $"The file breaks off at line {_lines.Number}; the {_rows} rows before were read. Download it again.",
                $"Le fichier s'interrompt à la ligne {_lines.Number}\u202f; les {_rows} lignes précédentes ont été lues. Téléchargez-le de nouveau."));
        }

        if (_rows == 0 && _notEnergy)
        {
            throw new RunException(Outcome.NotMyFile, new Text(
                "This file holds no energy (perhaps the maximum power): nothing was taken from it. Choose the load curve or the indexes.",
                "Ce fichier ne contient pas d'énergie (peut-être la puissance maximale)\u202f: rien n'en a été repris. Choisissez la courbe de charge ou les index."));
        }
    }

    public (long Rows, long Empty) Counts => (_rows, _empty);

    private static RunException NotMine() => new(Outcome.NotMyFile, new Text(
        "This is not a consumption file of Enedis: it has no line «Horodate;Valeur» or «Horodate;…;EAS T».",
        "Ce n'est pas un fichier de consommation d'Enedis\u00a0: il n'a pas de ligne «\u00a0Horodate;Valeur\u00a0» ou «\u00a0Horodate;…;EAS T\u00a0»."));
}
