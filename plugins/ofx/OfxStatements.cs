using System.Collections;
using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>The statements of a file in the order in which they open, found again in the second pass by that order.</summary>
internal sealed class OfxStatements : IEnumerable<OfxStatement>
{
    private const int Most = 10_000;
    private readonly List<OfxStatement> _all = [];
    private readonly Dictionary<OfxBlock, int> _open = [];
    private int _next;

    /// <summary>Goes back to the first one, for another pass.</summary>
    public void Rewind()
    {
        _next = 0;
        _open.Clear();
    }

    /// <summary>The statement that a block opens or stands in; null when it stands in none. To be told of every block.</summary>
    public OfxStatement? Follow(OfxBlock block, bool closed)
    {
        // An operation outside of any statement belongs to one that the root makes up.
        var around = block.Find(OfxTags.Statements) ?? (block.Name == OfxTags.Transaction || closed ? block.Find(OfxTags.Root) ?? block : null);
        if (around is null)
        {
            return null;
        }

        if (!_open.TryGetValue(around, out var at))
        {
            if (block.Name != OfxTags.Transaction && !OfxTags.Statements.Contains(block.Name))
            {
                return null;
            }

            at = _next++;
            _open.Add(around, at);
            Keep(around);
        }

        if (closed && ReferenceEquals(block, around))
        {
            _open.Remove(around);
        }

        return _all[at];
    }

    public IEnumerator<OfxStatement> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Keep(OfxBlock around)
    {
        if (_next <= _all.Count)
        {
            return;
        }

        if (_next > Most)
        {
            throw new RunException(Outcome.LimitExceeded, new Text(
                $"The file holds more than {Most} statements. Download them in several files.",
                $"Le fichier contient plus de {Most} relevés. Téléchargez-les en plusieurs fichiers."));
        }

        _all.Add(new OfxStatement(around, _next));
    }
}
