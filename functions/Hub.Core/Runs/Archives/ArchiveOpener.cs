using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Runs.Archives;

/// <summary>Has an archive opened in a runner, which has no rights on anything: the hub itself never inflates what a stranger packed.</summary>
internal sealed class ArchiveOpener(RunnerProcess runner, TimeProvider clock)
{
    /// <param name="packed">A scratch place: a zip's list stands at its end, so it is copied to where one can seek. It is let go at the end.</param>
    /// <param name="from">How many members are not wanted any more.</param>
    /// <param name="take">Takes one member, to its end.</param>
    /// <returns>Up to which member they were taken, and why not further.</returns>
    public async Task<(int Taken, ArchiveRefusal? Refusal)> OpenAsync(Stream packed, IFileSource file, int from, Func<ArchiveMember, Task> take, CancellationToken cancellationToken)
    {
        await using var unpacking = new Unpacking(packed, from, take);
        try
        {
            await using var content = file.Open();
            await packed.FillAsync(content, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return (from, ArchiveRefusal.OfArchive(ArchiveFault.Damaged));
        }

        var request = new RunnerRequest("", "", SdkVersion.Major, RunMode.Unpack, default, $"{from}", "UTC", clock.GetUtcNow(), new Dictionary<string, string>(StringComparer.Ordinal), file.Name, packed.Length);
        var result = await runner.RunAsync(request, unpacking, cancellationToken);
        var refusal = result.Outcome is Outcome.LimitExceeded ? ArchiveRefusal.TooDemanding
            : unpacking.Fault is not ArchiveFault.None ? ArchiveRefusal.OfArchive(unpacking.Fault)
            : result.Outcome is not Outcome.Done || unpacking.Taken != unpacking.Count ? ArchiveRefusal.BrokeOff
            : null;
        return (unpacking.Taken, refusal);
    }
}
