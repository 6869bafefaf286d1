using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Mt940;

/// <summary>
/// The first pass: which statements the file holds, which references come twice, whether the balances fit, and what has to be asked.
/// The second pass saves. Nothing of an entry is kept between them but its reference's fingerprint.
/// </summary>
internal sealed class MtSurvey
{
    private const int MostStatements = 50_000;
    private readonly Fingerprints _references = new();
    private readonly Copies _copies = new();
    private readonly List<MtStatement> _statements = [];
    private int _lastLine;

    public IReadOnlyList<MtStatement> Statements => _statements;

    public long Entries { get; private set; }

    /// <summary>Whether the last statement has no end.</summary>
    public bool IsBroken { get; private set; }

    public void Read(MtMessages messages, CancellationToken cancellationToken)
    {
        foreach (var (begins, field, entry) in messages.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (begins)
            {
                Open();
            }
            else if (entry is not null)
            {
                Count(entry, _statements[^1]);
            }
            else
            {
                _statements[^1].Add(field!);
                _lastLine = field!.Line;
            }
        }

        if (_statements.TrueForAll(statement => statement.IsEmpty))
        {
            throw MtFaults.NotMt940();
        }

        IsBroken = _statements[^1].IsOpen;
    }

    /// <summary>Whether a reference identifies its entry: given once for the account.</summary>
    public bool Identifies(MtLine line, MtStatement statement) => line.IsReferenceOwn && _references.Count($"{statement.Scope}\n{line.BankReference}") == 1;

    private void Open()
    {
        if (_statements.Count == MostStatements)
        {
            throw StatementSays.TooMany(MostStatements);
        }

        _statements.Add(new MtStatement(_lastLine + 1));
    }

    private void Count(MtRawEntry raw, MtStatement statement)
    {
        Entries++;
        if (statement.Scope.Length == 0)
        {
            statement.Scope = _copies.ScopeOf(statement, _statements.Count);
        }

        var line = raw.Read();
        statement.Count(line);
        if (line is { IsReferenceOwn: true })
        {
            _references.Add($"{statement.Scope}\n{line.BankReference}");
        }
    }
}
