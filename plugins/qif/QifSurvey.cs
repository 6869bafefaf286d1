namespace Hub.Plugins.Qif;

/// <summary>The first pass: the accounts, how days and amounts are written, and so what has to be asked. Nothing of an operation is kept.</summary>
internal sealed class QifSurvey
{
    private const int MostAccounts = 10_000;
    private readonly Dictionary<string, QifAccount> _byKey = new(StringComparer.Ordinal);
    private readonly List<QifAccount> _accounts = [];

    public QifDates Dates { get; } = new();

    public QifAmounts Amounts { get; } = new();

    public string? Currency { get; set; }

    public IReadOnlyList<QifAccount> Accounts => _accounts;

    public bool NeedsCurrency => _accounts.Any(account => account.IsUsed || account.HasBalance);

    public long Operations { get; private set; }

    public void Read(QifReader reader, CancellationToken cancellationToken)
    {
        foreach (var record in reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Section == QifSection.Account)
            {
                Keep(record);
            }
            else if (record.Section != QifSection.List)
            {
                Count(record);
            }
        }

        Dates.Order ??= reader.DateOrder;
        if (_accounts.Count == 0 && Operations == 0 && !reader.Truncated)
        {
            throw QifFaults.Empty();
        }
    }

    /// <summary>The account of an operation: the one whose heading stands above it, else the unnamed one of its type.</summary>
    public QifAccount AccountOf(QifRecord record) => _byKey[KeyOf(record)];

    private static string KeyOf(QifRecord record) => record.Heading?['N'] is { } name ? $"N{name}" : $"T{record.Type}";

    private void Keep(QifRecord record)
    {
        if (record['N'] is { } name)
        {
            var account = Find($"N{name}", record.Line);
            account.Name = name;
            account.Fill(record);
            See(record['$'], record['/']);
        }
    }

    private void Count(QifRecord record)
    {
        Operations++;
        var account = Find(KeyOf(record), record.Line);
        account.Fill(record.Type);
        account.IsUsed |= QifOperation.Moves(record) && QifOperation.AmountOf(record) is not null;
        See(QifOperation.AmountOf(record), record['D']);
        foreach (var part in record.Parts)
        {
            See(part.Amount, null);
        }
    }

    private void See(string? amount, string? day)
    {
        if (amount is not null)
        {
            Amounts.See(amount);
        }

        if (day is not null)
        {
            Dates.See(day);
        }
    }

    private QifAccount Find(string key, int line)
    {
        if (_byKey.TryGetValue(key, out var account))
        {
            return account;
        }

        if (_accounts.Count == MostAccounts)
        {
            throw QifFaults.TooMany(MostAccounts);
        }

        _accounts.Add(account = new QifAccount(key, line));
        _byKey.Add(key, account);
        return account;
    }
}
