using System.Text.Json;
using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Mt940;

/// <summary>One statement: the account and its balances. Filled while the file is surveyed, used while its entries are saved.</summary>
internal sealed class MtStatement(int line) : IStatement
{
    private MtBalance? _opening, _closing, _available;
    private decimal _sum;
    private bool _unread, _balanced;

    public int Line => line;

    /// <summary>The account as the file or the person names it.</summary>
    public string? Account { get; set; }

    /// <summary>The currency as the file or the person names it.</summary>
    public string? Currency { get; set; }

    public long Entries { get; private set; }

    /// <summary>Lines that are told twice within one scope are two; in another scope they are the same ones again.</summary>
    public string Scope { get; set; } = "";

    public string Sign { get; private set; } = "";

    public bool IsReport { get; private set; }

    public bool HasBalance => _closing is not null || _opening is not null || _available is not null;

    public bool IsEmpty => Account is null && Entries == 0;

    /// <summary>Whether the file breaks off within it: a statement ends with its closing balance, a report with its sums.</summary>
    public bool IsOpen => !_balanced && !IsReport && (_opening is not null || Account is not null);

    public string BalanceKey => $"{Account}\n{(_closing ?? _opening)?.Day:yyyyMMdd}";

    private string? Bank { get; set; }

    public void Add(MtField field)
    {
        var text = field.Lines[0].Trim();
        switch (field.Tag)
        {
            case "20" or "28" or "28C":
                Sign += $"{text}\n";
                break;
            case "25" or "25P" when Account is null && text.Length > 0:
                Sign += $"{text}\n";
                Name(text);
                break;
            case "60F" or "60M":
                Sign += $"{text}\n";
                _opening ??= MtBalance.Find(text);
                break;
            case "62F" or "62M":
                _closing ??= MtBalance.Find(text);
                _balanced = true;
                break;
            case "64":
                _available ??= MtBalance.Find(text);
                break;
            case "34F" or "13D" or "90C" or "90D":
                IsReport = true;
                Currency ??= field.Tag == "34F" && text.Length > 3 ? Code(text[..3]) : null;
                break;
        }

        Currency ??= _opening?.Currency ?? _closing?.Currency ?? _available?.Currency;
    }

    /// <summary>Counts an entry towards the closing balance.</summary>
    public void Count(MtLine? entry)
    {
        Entries++;
        _unread |= entry?.Signed is null;
        _sum += entry is { IsExpected: false } ? entry.Signed ?? 0 : 0;
    }

    public bool IsUnequal() =>
        !_unread && _opening is { } opening && _closing is { } closing && (closing.Currency is null || closing.Currency == opening.Currency) && opening.Amount + _sum != closing.Amount;

    public ValueTask SaveAsync(ConnectorContext context) => context.SaveAsync("bank.account", Write, new Origin($"line {Line}"));

    /// <summary>The number, without the currency that some banks write behind it.</summary>
    private void Name(string text)
    {
        Account = text;
        if (text is [.., _, _, _, _] && (char.IsAsciiDigit(text[^4]) || text[^4] == '/') && Code(text[^3..]) is { } code && !char.IsAsciiLetter(text[0]) | text[^4] == '/')
        {
            (Account, Currency) = (text[..^3].TrimEnd('/'), Currency ?? code);
        }

        var bank = Account.IndexOf('/');
        Bank = bank is > 0 and <= 11 ? Account[..bank] : null;
    }

    private static string? Code(string text) => text.All(char.IsAsciiLetterUpper) ? text : null;

    private void Write(Utf8JsonWriter data)
    {
        var balance = _closing ?? _opening;
        data.WriteString("account", Account);
        data.WriteText("bank", Bank);
        data.WriteText("currency", Currency);
        if (balance is not null)
        {
            data.WriteNumber("balance", balance.Amount);
            data.WriteDay("balanceDate", balance.Day);
        }

        if (_available is not null && (_available.Currency ?? Currency) == Currency)
        {
            data.WriteNumber("available", _available.Amount);
            data.WriteDay("availableDate", _available.Day);
        }
    }
}
