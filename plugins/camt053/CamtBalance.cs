namespace Hub.Plugins.Camt053;

/// <summary>One balance of a statement.</summary>
internal sealed record CamtBalance(decimal Amount, string Currency, DateOnly? Day)
{
    /// <summary>The balance that a block states, or null when it cannot be read.</summary>
    public static CamtBalance? Find(CamtBlock block) =>
        CamtValues.Signed(block) is { } amount && CamtValues.Currency(block["Amt/@Ccy"]) is { } currency
            ? new CamtBalance(amount, currency, CamtValues.Day(block.First("Dt/Dt", "Dt/DtTm")))
            : null;

    /// <summary>Its kind, such as <c>CLBD</c>. Version 1 wrote it without the choice around it.</summary>
    public static string Code(CamtBlock block) => block.First("Tp/CdOrPrtry/Cd", "Tp/Cd", "Tp/CdOrPrtry/Prtry") ?? "";
}
