using Hub.Plugins.Fhir.Reading;
using Hub.Sdk;

namespace Hub.Plugins.Fhir;

/// <summary>
/// Reads FHIR R4: bundles, single resources, NDJSON. Two passes over the file: the first learns the names that resources refer to, the second
/// saves, so a reference is resolved wherever its target stands and no more than one resource is held at a time.
/// </summary>
public sealed class FhirConnector : IConnector
{
    /// <inheritdoc/>
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var index = Learn(file, cancellationToken);
        using var stream = Outside.OpenUtf8(file);
        var slicer = new JsonSlicer(stream);
        var saver = new ResourceSaver(context, index);
        foreach (var slice in slicer.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ReadAsync(slice, saver);
            await context.ProgressAsync(Math.Min(slicer.Position, file.Length), file.Length);
        }

        await saver.LogAsync();
        End(slicer, index, saver);
    }

    private static FileIndex Learn(ImportFile file, CancellationToken cancellationToken)
    {
        var index = new FileIndex();
        using var stream = Outside.OpenUtf8(file);
        foreach (var slice in new JsonSlicer(stream).Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var parsed = Parsed.Of(slice);
            if (parsed.Root is { } root)
            {
                foreach (var (resource, fullUrl, _) in Resources.In(root, slice))
                {
                    parsed.Guard(() => index.Add(resource, fullUrl));
                }

                if (Resources.IsBundle(root))
                {
                    parsed.Guard(() => index.AddBundle(root));
                }
            }
        }

        return index;
    }

    private static async Task ReadAsync(Slice slice, ResourceSaver saver)
    {
        using var parsed = Parsed.Of(slice);
        if (parsed.Root is not { } root)
        {
            await saver.RejectAsync("health.document", parsed.Reason ?? Says.NotJson, slice.At);
            return;
        }

        var any = false;
        foreach (var (resource, fullUrl, at) in Resources.In(root, slice))
        {
            any = true;
            await saver.SaveAsync(resource, fullUrl, at);
        }

        if (!any && slice.IsEntry && !root.TryGetProperty("item", out _))
        {
            await saver.RejectAsync("health.document", Says.NoResource, slice.At);
        }
    }

    private static void End(JsonSlicer slicer, FileIndex index, ResourceSaver saver)
    {
        if (slicer.DamagedAt is { } at)
        {
            throw index.IsFhir ? new RunException(Outcome.Truncated, Says.Damaged(at)) : new RunException(Outcome.NotMyFile, Says.NotFhir);
        }

        if (slicer.BreaksOff)
        {
            throw new RunException(Outcome.Truncated, Says.BreaksOff(slicer.Position, Math.Max(slicer.Entries, slicer.Values)));
        }

        if (saver.HolderError is { } error && index.Resources == 0)
        {
            throw new RunException(Outcome.ActionNeededAtHolder, Says.HolderError(error));
        }

        if (!index.IsFhir)
        {
            throw saver.Refused is { } refused ? new RunException(Outcome.LimitExceeded, refused) : new RunException(Outcome.NotMyFile, Says.NotFhir);
        }

        if (index.Resources == 0 && saver.Rejects == 0)
        {
            throw new RunException(Outcome.ActionNeededAtHolder, Says.Empty);
        }

        if (index.HasNextPage)
        {
            throw new RunException(Outcome.Truncated, Says.NextPage);
        }
    }
}
