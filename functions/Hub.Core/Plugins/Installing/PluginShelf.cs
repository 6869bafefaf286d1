using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Files;
using Hub.Core.Vaults;

namespace Hub.Core.Plugins.Installing;

/// <summary>
/// Where installed plug-ins are kept when no folder outlives the process: each version is a package among the hub's files and never changes; one
/// document for each plug-in says which packages count. So a change is one write, and one request tells another process of all changes.
/// </summary>
public sealed class PluginShelf(IHubStore store, IHubFiles files)
{
    private const string Kind = "installed";
    private const string Folder = "plugins";

    public async ValueTask<IReadOnlyDictionary<string, ShelvedPlugin>> ListAsync() =>
        (await store.ListDocumentsAsync(Kind)).ToDictionary(document => document.Id, document => JsonSerializer.Deserialize(document.Body, ShelfJson.Default.ShelvedPlugin)!, StringComparer.Ordinal);

    /// <exception cref="FileNotFoundException">Another version took its place in the meantime.</exception>
    public Stream Open(string package) => files.Open(package);

    /// <summary>Keeps what a folder holds as a package that nothing points to yet.</summary>
    public async ValueTask<string> KeepAsync(string id, string folder)
    {
        var package = $"{Folder}/{id}-{Guid.NewGuid():n}{PluginPackage.Extension}";
        var scratch = folder + PluginPackage.Extension;
        await using var file = new FileStream(scratch, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        PluginPackage.PackAll(folder, file);
        file.Position = 0;
        await files.CreateAsync(package);
        return await files.AppendAsync(package, 0, file) is { State: AppendState.Taken } ? package : throw new PluginRefusedException(InstallMessages.InUse);
    }

    /// <summary>Says which packages count from now on; those that did and do not any more are thrown away.</summary>
    public async ValueTask PutAsync(string id, ShelvedPlugin? before, ShelvedPlugin now)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(now, ShelfJson.Default.ShelvedPlugin);
        if (!(before is null ? await store.TryAddDocumentAsync(Kind, id, body) : await store.TryReplaceDocumentAsync(Kind, id, body)))
        {
            throw new PluginRefusedException(InstallMessages.InUse);
        }

        await ForgetAsync(before, now);
    }

    public async ValueTask RemoveAsync(string id, ShelvedPlugin before)
    {
        await store.DeleteDocumentAsync(Kind, id);
        await ForgetAsync(before, null);
    }

    /// <summary>Throws away packages to which nothing points: a process died before it could, or after.</summary>
    public async ValueTask SweepAsync(DateTimeOffset before)
    {
        var old = (await files.ListAsync(Folder)).Where(file => file.Written < before).ToList();
        if (old.Count == 0)
        {
            return;
        }

        var used = (await ListAsync()).Values.SelectMany(plugin => new[] { plugin.Current, plugin.Waiting }).ToHashSet(StringComparer.Ordinal);
        foreach (var left in old.Where(file => !used.Contains(file.Name)))
        {
            await files.DeleteAsync(left.Name);
        }
    }

    private async ValueTask ForgetAsync(ShelvedPlugin? before, ShelvedPlugin? now)
    {
        foreach (var package in new[] { before?.Current, before?.Waiting }.OfType<string>().Where(package => package != now?.Current && package != now?.Waiting))
        {
            await files.DeleteAsync(package);
        }
    }
}

/// <summary>The packages of a plug-in: the version in use, and an update that waits for consent.</summary>
public sealed record ShelvedPlugin(string Current, string? Waiting = null);

[JsonSerializable(typeof(ShelvedPlugin))]
internal sealed partial class ShelfJson : JsonSerializerContext;
