using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>
/// The first pass: which statements the file holds, which references come twice, what the bank complains of, and what has to be asked.
/// The second pass saves. Nothing of an operation is kept between them but its reference's fingerprint.
/// </summary>
internal sealed class OfxSurvey
{
    private readonly Fingerprints _references = new();

    public OfxStatements Statements { get; } = new();

    public RunException? Failure { get; private set; }

    public string? BankName { get; private set; }

    public long Operations { get; private set; }

    public void Read(OfxReader reader, CancellationToken cancellationToken)
    {
        foreach (var (block, closed) in reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var statement = Statements.Follow(block, closed);
            if (!closed)
            {
                continue;
            }

            if (block.Name == OfxTags.Transaction)
            {
                Count(block, statement!);
            }
            else if (block.Name == OfxTags.Status)
            {
                Failure ??= OfxFailure.Find(block);
            }
            else if (block.Name == OfxTags.SignOn)
            {
                BankName ??= block["FI.ORG"];
            }
        }
    }

    /// <summary>Whether a reference identifies its operation: present, not all zeros, and given once in its statement.</summary>
    public bool Identifies(string? reference, OfxStatement statement) =>
        reference is not null && reference.AsSpan().Trim('0').Length > 0 && _references.Count(Key(statement, reference)) == 1;

    // By statement, not by account: two statements of one account may overlap, and then say the same operation twice.
    private static string Key(OfxStatement statement, string reference) => $"{statement.Ordinal}\n{reference}";

    private void Count(OfxBlock operation, OfxStatement statement)
    {
        Operations++;
        statement.NeedsCurrency |= OfxOperation.OwnCurrency(operation) is null;
        if (operation["FITID"] is { } reference)
        {
            _references.Add(Key(statement, reference));
        }
    }
}
