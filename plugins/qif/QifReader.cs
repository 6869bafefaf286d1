using Hub.Sdk;

namespace Hub.Plugins.Qif;

/// <summary>
/// Reads the records one after the other, each with its section and the account that stands above it. An account block of one names the account of
/// what follows; one of several is a list.
/// </summary>
internal sealed class QifReader(TextReader text)
{
    private const string Types = "!Type:", Options = "!Option:", Clears = "!Clear:", Accounts = "!Account";
    private readonly LineReader _lines = new(text);
    private QifSection _section = QifSection.List;
    private string _type = "";
    private QifRecord? _heading;
    private int _headings;
    private bool _named;

    public int Line => _lines.Number;

    /// <summary>Whether the text ended within a record.</summary>
    public bool Truncated { get; private set; }

    /// <summary>The order of day and month, where the file declares it.</summary>
    public string? DateOrder { get; private set; }

    public IEnumerable<QifRecord> Read()
    {
        var record = new QifRecord(_section, _type, 1);
        while (_lines.Next() is { } line)
        {
            line = line.TrimEnd();
            if (line is ['!', ..])
            {
                Turn(line);
                record = Next();
            }
            else if (line is ['^', ..])
            {
                if (!record.IsEmpty)
                {
                    yield return Complete(record);
                }

                record = Next();
            }
            else if (_named && line is [_, ..] and not ['#', ..])
            {
                record.Set(line);
            }
        }

        Truncated = !record.IsEmpty && record.Section != QifSection.List;
        if (!_named)
        {
            throw QifFaults.NotQif();
        }
    }

    private QifRecord Next() => new(_section, _type, _lines.Number + 1);

    private QifRecord Complete(QifRecord record)
    {
        if (record.Section == QifSection.Account)
        {
            _headings++;
            _heading = _headings == 1 ? record : null;
        }
        else
        {
            record.Heading = _heading;
        }

        return record;
    }

    private void Turn(string line)
    {
        if (line.StartsWith(Types, StringComparison.OrdinalIgnoreCase))
        {
            _type = line[Types.Length..].Trim();
            _section = QifKinds.Section(_type);
        }
        else if (line.StartsWith(Accounts, StringComparison.OrdinalIgnoreCase))
        {
            (_type, _section, _heading, _headings) = ("", QifSection.Account, null, 0);
        }
        else if (line.StartsWith(Options, StringComparison.OrdinalIgnoreCase))
        {
            DateOrder ??= line[Options.Length..].Trim().ToUpperInvariant() is "MDY" or "DMY" ? line[Options.Length..].Trim().ToUpperInvariant() : null;
        }
        else if (!line.StartsWith(Clears, StringComparison.OrdinalIgnoreCase))
        {
            // A heading of another program, such as GnuCash's: what stands below it is not ours to understand.
            _section = QifSection.List;
            return;
        }

        _named = true;
    }
}
