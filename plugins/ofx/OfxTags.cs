namespace Hub.Plugins.Ofx;

/// <summary>The tags of OFX that a statement needs. Every other tag is passed over with its text.</summary>
internal static class OfxTags
{
    public const string Root = "OFX", Transaction = "STMTTRN", Status = "STATUS", SignOn = "SONRS";

    public static readonly string[] Statements = ["STMTRS", "CCSTMTRS", "INVSTMTRS"];

    /// <summary>Aggregates that stand for something themselves.</summary>
    public static readonly string[] Holders = [.. Statements, Root, SignOn, Transaction];

    /// <summary>Aggregates whose leaves become those of the holder around them, as <c>NAME.LEAF</c>.</summary>
    public static readonly string[] Folded =
    [
        Status, "FI", "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "LEDGERBAL", "AVAILBAL", "INVBAL",
        "CURRENCY", "ORIGCURRENCY", "PAYEE", "EXTDPAYEE", "BANKACCTTO", "CCACCTTO",
    ];

    /// <summary>Aggregates that only keep their leaves apart from those around them.</summary>
    private static readonly string[] Walls =
    [
        "STMTTRNRS", "CCSTMTTRNRS", "INVSTMTTRNRS", "BANKTRANLIST", "BANKTRANLISTP", "STMTTRNP", "INVTRANLIST", "INVBANKTRAN",
        "INVBUY", "INVSELL", "INVTRAN", "INCOME", "TRANSFER", "SECID", "INVPOSLIST", "INVPOS", "INVOOLIST", "OO", "SECLIST", "SECINFO", "BALLIST", "BAL",
        "REWARDINFO", "CLOSING", "IMAGEDATA", "LOANSTMTRS", "LOANACCTFROM", "LOANTRANLIST", "LOANTRAN", "LOANACCTTO", "PROFMSGSRSV1", "SIGNUPMSGSRSV1", "BILLPAYMSGSRSV1", "EMAILMSGSRSV1",
    ];

    private static readonly string[] Leaves =
    [
        "CODE", "SEVERITY", "ORG", "CURDEF", "BANKID", "BRANCHID", "BROKERID", "ACCTID", "ACCTTYPE", "BALAMT", "AVAILCASH", "DTASOF", "DESC",
        "TRNTYPE", "DTPOSTED", "DTUSER", "DTAVAIL", "VALUEDATE", "TRNAMT", "FITID", "CHECKNUM", "REFNUM", "SIC", "NAME", "EXTDNAME", "MEMO",
        "CATEGORY", "ACCTBAL", "CURRATE", "CURSYM",
    ];

    private static readonly HashSet<string> Aggregates = new([.. Holders, .. Folded, .. Walls], StringComparer.Ordinal);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Known =
        new HashSet<string>([.. Aggregates, .. Leaves], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsAggregate(string name) => Aggregates.Contains(name);

    /// <summary>Whether an aggregate's end is the end of a statement: its own, or the root when operations stand outside of any.</summary>
    public static bool EndsStatement(string name) => name == Root || Statements.Contains(name);

    /// <summary>The tag's own string, or an empty one when no statement needs it.</summary>
    public static string Find(ReadOnlySpan<char> name) => Known.TryGetValue(name, out var known) ? known : "";
}
