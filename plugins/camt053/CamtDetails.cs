using System.Text;

namespace Hub.Plugins.Camt053;

/// <summary>
/// What stands below an entry: one transaction, or the many that were booked as one. The first is kept with its fields, the others as a line each,
/// as far as a memo reaches.
/// </summary>
internal sealed class CamtDetails
{
    private const int LongestMemo = 9_500;
    private readonly StringBuilder _lines = new();
    private long _left;

    public int Count { get; private set; }

    /// <summary>The only transaction; null when there are none or several.</summary>
    public CamtDetail? Only { get; private set; }

    public void Begin()
    {
        (Count, Only, _left) = (0, null, 0);
        _lines.Clear();
    }

    public void Add(CamtBlock block, bool fromOther)
    {
        var detail = new CamtDetail(block, fromOther);
        Only = ++Count == 1 ? detail : null;
        var line = detail.Line;
        if (_left > 0 || _lines.Length + line.Length > LongestMemo)
        {
            _left++;
        }
        else if (line.Length > 0)
        {
            _lines.Append(_lines.Length == 0 ? "" : "\n").Append(line);
        }
    }

    /// <summary>A line each, when there are several.</summary>
    public string? Lines => Count < 2 || _lines.Length == 0 ? null : _left == 0 ? _lines.ToString() : $"{_lines}\n… (+{_left})";
}
