namespace Hub.Plugins.Mt940;

/// <summary>A statement line with the details below it, as they stand in the file.</summary>
internal sealed record MtRawEntry(MtField Field, IReadOnlyList<MtField> Details)
{
    public MtLine? Read() => MtLine.Find(Field);

    /// <summary>Whether nothing came behind it, so that it may break off.</summary>
    public bool IsLast => !(Details.Count > 0 ? Details[^1] : Field).IsFollowed;
}

/// <summary>Puts the fields together: which statement each stands in, and which details belong to which line.</summary>
internal sealed class MtMessages(MtReader reader)
{
    private const int MostDetails = 100;
    private readonly List<MtField> _details = [];
    private MtField? _line;
    private bool _within;

    /// <summary>A field that begins a statement, a field of its heading or end, or an entry that is complete.</summary>
    public IEnumerable<(bool Begins, MtField? Field, MtRawEntry? Entry)> Read()
    {
        foreach (var field in reader.Read())
        {
            if (field.Tag is "86" or "NS" && _line is not null)
            {
                if (_details.Count < MostDetails)
                {
                    _details.Add(field);
                }

                continue;
            }

            if (Take() is { } entry)
            {
                yield return (false, null, entry);
            }

            if (field.Tag == MtField.End)
            {
                _within = false;
                continue;
            }

            if (field.Tag is "86" or "NS")
            {
                // Information on the whole statement.
                continue;
            }

            if (!_within || field.Tag == "20")
            {
                _within = true;
                yield return (true, null, null);
            }

            if (field.Tag == "61")
            {
                _line = field;
            }
            else
            {
                yield return (false, field, null);
            }
        }

        if (Take() is { } last)
        {
            yield return (false, null, last);
        }
    }

    private MtRawEntry? Take()
    {
        if (_line is not { } line)
        {
            return null;
        }

        var entry = new MtRawEntry(line, [.. _details]);
        _line = null;
        _details.Clear();
        return entry;
    }
}
