namespace Bench;

internal static class Benches
{
    public static readonly IReadOnlyList<(string Name, Func<Places, Report, Task> Run)> All =
    [
        ("attacks", AttackBenches.RunAsync),
        ("bulk", WriteBenches.BulkAsync),
        ("import", WriteBenches.ImportAsync),
        ("memory", WriteBenches.MemoryAsync),
        ("readers", ReaderBenches.RunAsync),
        ("read", ReadBenches.RunAsync),
        ("backup", BackupBenches.RunAsync),
        ("pages", PageBenches.RunAsync),
        ("start", StartBenches.RunAsync),
        ("scripts", ScriptBenches.RunAsync),
        ("sources", SourceBenches.RunAsync),
        ("vaults", VaultBenches.RunAsync),
        ("egress", EgressBenches.RunAsync),
        ("cloud", CloudBenches.RunAsync),
        ("ingest", CloudBenches.IngestAsync),
        ("functions", FunctionBenches.RunAsync),
        ("energy", EnergyBenches.RunAsync),
    ];
}
