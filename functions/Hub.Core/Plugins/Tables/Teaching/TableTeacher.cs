using Hub.Core.Files;
using Hub.Core.Plugins.Installing;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>
/// Teaches the hub a table that no reader knows. The file is opened in a runner only, which tells the beginning of its table; what the columns become is proposed here, tried in a runner again, and
/// kept as a plug-in without code.
/// </summary>
public sealed class TableTeacher(RunnerProcess runner, RecordTypes types, RunnerSlots slots, PluginCatalogue plugins, InstalledPlugins? installed, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly Dictionary<string, string> NoAnswers = new(StringComparer.Ordinal);
    private static readonly Text TooLong = new("It did not end within a minute.", "Il n'a pas fini en une minute.");
    private static readonly Text NoHeader = new("The table has no header: a row that names its columns.", "Le tableau n'a pas d'en-tête\u00a0: une ligne qui nomme ses colonnes.");

    /// <summary>What a table can be taught as.</summary>
    public IReadOnlyList<TeachableType> Types => TeachableType.All(types);

    public TeachableType? FindType(string name) => types.Find(name) is { } type ? TeachableType.Of(type) : null;

    /// <summary>The file's table and what it may be; or why it cannot be told.</summary>
    /// <param name="wanted">The record type that the person chose; null lets the table tell.</param>
    public async Task<(TaughtTable? Table, Text? Why)> LookAsync(IVaultStore store, KeptFile file, string? wanted, CancellationToken cancellationToken)
    {
        var zone = (await VaultSettings.ReadAsync(store)).Zone;
        var request = new RunnerRequest("", "", SdkVersion.Major, RunMode.Sample, default, null, zone, clock.GetUtcNow(), NoAnswers, file.Name, file.Length) { Runtime = "table" };
        var (look, ended, _) = await RunAsync(store, file, request, cancellationToken);
        if (look.Sample is not { } sample)
        {
            return (null, ended ?? NoHeader);
        }

        if (SampledTable.Find(sample) is not { } table)
        {
            return (null, NoHeader);
        }

        var proposal = TableProposer.Propose(table, Types, NameOf(file.Name), zone, wanted);
        return (new TaughtTable(proposal, table.At, [.. table.Rows.Take(5).Select(row => row.Cells)]), null);
    }

    public IReadOnlyList<LessonFault> FaultsOf(TableLesson lesson) => [.. LessonFaults.Of(lesson, FindType(lesson.Type))];

    /// <summary>What would be kept of the file's first rows.</summary>
    /// <param name="asked">Stands for what the person is asked when the file is read.</param>
    /// <exception cref="PluginRefusedException">The lesson makes no mapping that can be used.</exception>
    public async Task<TablePreview> PreviewAsync(IVaultStore store, KeptFile file, TableLesson lesson, string asked, CancellationToken cancellationToken)
    {
        using var staged = Stage(lesson, TaughtPlugin.IdOf(lesson.Name), "1.0.0");
        var answers = FindType(lesson.Type)!.Fields.ToDictionary(field => field.Name, _ => asked, StringComparer.Ordinal);
        var manifest = staged.Plugin.Manifest;
        var request = new RunnerRequest(staged.Plugin.Folder, manifest.Entry, manifest.Sdk, RunMode.Import, default, null, (await VaultSettings.ReadAsync(store)).Zone, clock.GetUtcNow(), answers, file.Name, file.Length) { Runtime = manifest.Runtime };
        var (look, ended, isEnough) = await RunAsync(store, file, request, cancellationToken);
        return look.Preview(isEnough ? null : ended);
    }

    /// <summary>Keeps it as a plug-in of this hub. The same table taught anew is the next version of the same plug-in.</summary>
    /// <exception cref="PluginRefusedException">It cannot be used.</exception>
    public async Task<PluginManifest> InstallAsync(TableLesson lesson)
    {
        var (id, version) = PlaceOf(lesson);
        using var staged = Stage(lesson, id, version);
        if ((await installed!.InstallAsync(staged)).State is InstallState.Waiting)
        {
            // What it writes stood on the page that the admin said yes to.
            await installed.AcceptAsync(id);
        }

        return staged.Plugin.Manifest;
    }

    /// <summary>The same plug-in as a file, for another hub.</summary>
    /// <returns>What it is called.</returns>
    /// <exception cref="PluginRefusedException">It cannot be used.</exception>
    public string Pack(TableLesson lesson, Stream destination)
    {
        var (id, version) = PlaceOf(lesson);
        using var staged = Stage(lesson, id, version);
        PluginPackage.PackAll(staged.Plugin.Folder, destination);
        return id + PluginPackage.Extension;
    }

    private StagedPlugin Stage(TableLesson lesson, string id, string version)
    {
        var mapping = LessonMapping.Of(lesson, FindType(lesson.Type)!);
        return installed!.Stage(folder => TaughtPlugin.Write(folder, id, version, lesson, mapping, types));
    }

    private (string Id, string Version) PlaceOf(TableLesson lesson)
    {
        var wanted = TaughtPlugin.IdOf(lesson.Name);
        for (var nth = 1; ; nth++)
        {
            var id = nth == 1 ? wanted : $"{wanted}-{nth}";
            if (plugins.Find(id) is not { } there)
            {
                return (id, "1.0.0");
            }

            if (installed!.Holds(there) && there.Mapping is { } mapping && mapping.Tables.Any(table => table.Header.ToHashSet(StringComparer.Ordinal).SetEquals(lesson.Header.Where(cell => cell.Length > 0))))
            {
                var version = Version.Parse(there.Manifest.Version);
                return (id, $"{version.Major}.{version.Minor}.{version.Build + 1}");
            }
        }
    }

    private async Task<(TeachingLook Look, Text? Ended, bool IsEnough)> RunAsync(IVaultStore store, KeptFile file, RunnerRequest request, CancellationToken cancellationToken)
    {
        using var slot = await slots.TakeForProbeAsync(store.VaultId, cancellationToken);
        using var time = new CancellationTokenSource(Longest, clock);
        using var enough = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(time.Token, enough.Token, cancellationToken);
        var look = new TeachingLook(new KeptSource(store, file).Open, types, enough.Cancel);
        try
        {
            var result = await runner.RunAsync(request, look, stop.Token);
            return (look, result.Outcome == Outcome.Done ? null : Outcomes.WhatHappened(result.Outcome, result.Detail), false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (look, TooLong, enough.IsCancellationRequested);
        }
    }

    private static string NameOf(string fileName) => Path.GetFileNameWithoutExtension(fileName) is { Length: > 0 } name ? name.Replace('_', ' ') : fileName;
}

/// <summary>A file's table, as it is shown to the person who teaches it.</summary>
/// <param name="HeaderAt">The header's line.</param>
/// <param name="Rows">The first ones below the header.</param>
public sealed record TaughtTable(TableProposal Proposal, int HeaderAt, IReadOnlyList<IReadOnlyList<string>> Rows);
