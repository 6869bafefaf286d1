using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>Turns the indexes of a meter into energy: the difference between two rows.</summary>
internal sealed class IndexTable(ConnectorContext context, IReadOnlyList<IndexTrack> tracks, int kindColumn)
{
    private int[] Columns { get; } = [.. tracks.SelectMany(track => track.Columns)];

    /// <summary>How many rows had no index at all.</summary>
    public long Empty { get; private set; }

    /// <summary>Reads one row. Says whether it could be read.</summary>
    /// <param name="stamp">When the indexes were read.</param>
    /// <param name="cells">The row.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="last">Whether the file ends in this row, without a line end: a register that then seems to go backwards was cut.</param>
    public async ValueTask<bool> AddAsync(DateTimeOffset stamp, string[] cells, string at, bool last)
    {
        if (Columns.Any(column => column < cells.Length && cells[column].Length > 0 && Numbers.Find(cells[column]) is null))
        {
            return false;
        }

        var quality = kindColumn >= 0 && kindColumn < cells.Length ? CsvHeadings.Quality(cells[kindColumn]) : null;
        var row = new IndexRow(stamp, [.. cells.Select((cell, column) => Columns.Contains(column) ? Numbers.Find(cell) : null)]);
        var any = false;
        foreach (var track in tracks)
        {
            any |= track.Columns.Any(column => row[column] is not null);
            switch (track.Take(row, out var earlier, out var energy))
            {
                case IndexStep.Energy:
                    await (quality is null or "measured" ? track.Meter : track.Meter with { Quality = quality }).SaveAsync(context, earlier.Stamp, row.Stamp > earlier.Stamp ? row.Stamp - earlier.Stamp : earlier.Stamp - row.Stamp, energy, at);
                    break;
                case IndexStep.Backwards when last:
                    return false;
                case IndexStep.Backwards:
                    await context.RejectAsync(Meter.Type, new Text(
                        "The meter's register goes backwards here, as when a meter is replaced; what was used since the row before is unknown.",
                        "L'index du compteur recule ici, comme lors d'un changement de compteur\u202f; la consommation depuis la ligne précédente est inconnue."), new Origin(at));
                    break;
                case IndexStep.Incomparable:
                    await context.RejectAsync(Meter.Type, new Text(
                        "This row and the one before have no register in common, so their difference is unknown.",
                        "Cette ligne et la précédente n'ont aucun index en commun\u202f: leur différence est inconnue."), new Origin(at));
                    break;
                default:
                    break;
            }
        }

        Empty += any ? 0 : 1;
        return true;
    }
}

/// <summary>The indexes of one instant, by column.</summary>
internal sealed record IndexRow(DateTimeOffset Stamp, decimal?[] Values)
{
    public decimal? this[int column] => column < Values.Length ? Values[column] : null;
}
