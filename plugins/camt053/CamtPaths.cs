using System.Collections.Frozen;

namespace Hub.Plugins.Camt053;

/// <summary>The elements that matter, by their names in every version since camt.05x.001.01.</summary>
internal static class CamtPaths
{
    /// <summary>Free text that a bank may cut into several elements.</summary>
    public static readonly FrozenSet<string> Joined = FrozenSet.ToFrozenSet(["AddtlNtryInf", "AddtlTxInf", "RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "RmtInf/Strd/CdtrRefInf/Ref"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, CamtKind> Blocks = new Dictionary<string, CamtKind>
    {
        ["GrpHdr"] = CamtKind.Header,
        ["Stmt"] = CamtKind.Statement,
        ["Rpt"] = CamtKind.Statement,
        ["Ntfctn"] = CamtKind.Statement,
        ["Bal"] = CamtKind.Balance,
        ["Ntry"] = CamtKind.Entry,
        ["TxDtls"] = CamtKind.Detail,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether an element is the message: the statement of a day, the report within a day, or the notification of an entry. Version 1 wrote the version behind the name.</summary>
    public static bool IsMessage(string name) =>
        name.StartsWith("BkToCstmrStmt", StringComparison.Ordinal)
        || name.StartsWith("BkToCstmrAcctRpt", StringComparison.Ordinal)
        || name.StartsWith("BkToCstmrDbtCdtNtfctn", StringComparison.Ordinal);

    /// <summary>Whether a namespace is one of the three messages'.</summary>
    public static bool IsNamespace(string name) =>
        name.Contains(":camt.052.", StringComparison.Ordinal) || name.Contains(":camt.053.", StringComparison.Ordinal) || name.Contains(":camt.054.", StringComparison.Ordinal);

    /// <summary>The block that an element opens where it stands, or null.</summary>
    public static CamtKind? Opens(string name, CamtKind? around) =>
        Blocks.TryGetValue(name, out var kind) && around == Around(kind) ? kind : null;

    private static CamtKind? Around(CamtKind kind) => kind switch
    {
        CamtKind.Balance or CamtKind.Entry => CamtKind.Statement,
        CamtKind.Detail => CamtKind.Entry,
        _ => null,
    };
}
