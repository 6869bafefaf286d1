using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Camt053;

/// <summary>
/// The first pass: which statements the file holds, which references come twice, whether the balances fit, and what has to be asked.
/// The second pass saves. Nothing of an entry is kept between them but its reference's fingerprint.
/// </summary>
internal sealed class CamtSurvey
{
    private const int MostStatements = 10_000;
    private readonly Fingerprints _references = new();
    private readonly Copies _copies = new();
    private readonly List<CamtStatement> _statements = [];
    private string? _produced;

    /// <summary>The statements whose account is known, in their order. One that broke off before its first entry says nothing.</summary>
    public IEnumerable<CamtStatement> Statements => _statements.Where(statement => statement.IsFilled);

    public long Entries { get; private set; }

    public CamtStatement this[int ordinal] => _statements[ordinal];

    public void Read(CamtReader reader, CancellationToken cancellationToken)
    {
        CamtStatement? statement = null;
        CamtBlock? heading = null;
        string? inDetail = null;
        var details = 0;
        foreach (var (block, closed) in reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (block.Kind, closed)
            {
                case (CamtKind.Header, true):
                    _produced = block["CreDtTm"];
                    break;
                case (CamtKind.Statement, false):
                    (statement, heading) = (Open(block), block);
                    break;
                case (CamtKind.Balance, true):
                    statement!.Add(block);
                    break;
                case (CamtKind.Entry, false):
                    Fill(statement!, heading!);
                    (inDetail, details) = (null, 0);
                    break;
                case (CamtKind.Detail, true):
                    inDetail = ++details == 1 ? block["Refs/AcctSvcrRef"] : null;
                    break;
                case (CamtKind.Entry, true):
                    Count(block, statement!, inDetail);
                    break;
                case (CamtKind.Statement, true):
                    Fill(statement!, block);
                    break;
            }
        }

        if (_statements.Count == 0 && reader.BrokeOff is null)
        {
            throw CamtFaults.Empty();
        }
    }

    /// <summary>Whether a reference identifies its entry: given once for the account.</summary>
    public bool Identifies(string? reference, CamtStatement statement) => reference is not null && _references.Count($"{statement.Scope}\n{reference}") == 1;

    private CamtStatement Open(CamtBlock block)
    {
        if (_statements.Count == MostStatements)
        {
            throw StatementSays.TooMany(MostStatements);
        }

        _statements.Add(new CamtStatement(block.Line));
        return _statements[^1];
    }

    private void Fill(CamtStatement statement, CamtBlock block)
    {
        if (statement.IsFilled)
        {
            return;
        }

        statement.Fill(block, _produced);
        statement.Scope = _copies.ScopeOf(statement, _statements.Count);
    }

    private void Count(CamtBlock entry, CamtStatement statement, string? inDetail)
    {
        Entries++;
        if (!CamtEntry.IsBooked(entry))
        {
            return;
        }

        statement.Book(entry);

        // An entry that takes it back, or announced it, may bear its reference: it identifies the entry all the same, in this file as in one without the other.
        if (!CamtEntry.IsReversal(entry) && CamtEntry.ReferenceOf(entry, inDetail) is { } reference)
        {
            _references.Add($"{statement.Scope}\n{reference}");
        }
    }
}
