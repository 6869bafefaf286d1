using System.Text.Json;
using System.Xml;
using Hub.Runner.Archives;
using Hub.Runner.Tables;
using Hub.Sdk;
using Hub.Wire;
using Hub.Wire.Tables;

namespace Hub.Runner;

/// <summary>Loads the plug-in and runs it, on the main thread: it has the deepest stack, and no pool needs to start.</summary>
internal static class PluginRun
{
    public static DoneMessage Run(StartMessage start, HubLink link)
    {
        try
        {
            Exception? forgotten = null;
            TaskScheduler.UnobservedTaskException += (_, e) => forgotten ??= e.Exception;
            Begin(start, link).GetAwaiter().GetResult();

            // A task that failed and was never awaited may have taken records with it; only the collector finds it.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return forgotten is null ? new DoneMessage(Outcome.Done) : Faults.Of(forgotten);
        }
        catch (QuestionException e)
        {
            link.Question(e);
            return new DoneMessage(e.Outcome, e.Detail);
        }
#pragma warning disable CA1031 // whatever escapes is the run's outcome
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Faults.Of(e);
        }
    }

    // No token ever fires: a run that is stopped loses its process.
    private static Task Begin(StartMessage start, HubLink link) => start.Mode switch
    {
        RunMode.Import => Reader(start)
            .ImportAsync(new PipedConnectorContext(start, link), new PipedFile(start, link), CancellationToken.None),
        RunMode.Sync => PluginEntry.Create<IConnector>(start.Folder, start.Entry)
            .SyncAsync(new PipedConnectorContext(start, link), CancellationToken.None),
        RunMode.Probe => ProbeAsync(start, link),
        RunMode.Compute => PluginEntry.Create<IApplication>(start.Folder, start.Entry)
            .ComputeAsync(new PipedApplicationContext(start, link), CancellationToken.None),
        RunMode.Sample => SampleAsync(start, link),
        RunMode.Unpack => Unpack(start, link),
        _ => throw new PluginException(RunFault.ModeMissing),
    };

    /// <summary>What reads a file: the plug-in's own class, or ours with the mapping that it handed over.</summary>
    private static IConnector Reader(StartMessage start)
    {
        if (start.Runtime != "table")
        {
            return PluginEntry.Create<IConnector>(start.Folder, start.Entry);
        }

        try
        {
            return new TableConnector(TableMapping.Read(start.Script.Span));
        }
        catch (JsonException)
        {
            throw new PluginException(RunFault.EntryUnreadable, start.Entry);
        }
    }

    private static async Task ProbeAsync(StartMessage start, HubLink link)
    {
        if (await PluginEntry.Create<IConnector>(start.Folder, start.Entry).ProbeAsync(new PipedConnectorContext(start, link), CancellationToken.None) is { } account)
        {
            Tell(link, account);
        }
    }

    private static async Task SampleAsync(StartMessage start, HubLink link)
    {
        try
        {
            var sample = await TableSampler.TakeAsync(new PipedFile(start, link), CancellationToken.None);
            link.Send(FrameKind.Sample, static (frames, json) => frames.WriteBytes(json), sample.ToJson());
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException)
        {
            throw TableFaults.NoTable();
        }
    }

    private static Task Unpack(StartMessage start, HubLink link)
    {
        new ArchiveUnpacker(start, link).Run();
        return Task.CompletedTask;
    }

    /// <summary>Whose account a probe or a sync found.</summary>
    public static void Tell(HubLink link, HolderAccount account) => link.Send(FrameKind.Account, static (frames, it) =>
    {
        frames.Write(it.Id);
        frames.Write(it.Label);
    }, account);
}
