using System.CommandLine;
using Hub.Core.Backups;
using Hub.Core.Notices;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Plugins;

namespace Hub.Verbs;

/// <summary>The whole hub, sealed by a recovery key, while it runs.</summary>
internal static class BackupVerb
{
    public static Command Make()
    {
        var target = new Option<DirectoryInfo?>("--out") { Description = "The folder that holds this hub's backups; what it has already is not written again." };
        var keep = new Option<int?>("--keep") { Description = "How many backups to keep; older ones are removed (default: all)." };
        return new Command("backup", "Writes the whole hub, keys included, sealed by a recovery key.") { target, keep, BackupKeyVerb.Make(), BackupVerifyVerb.Make(), BackupRestoreVerb.Make() }.Does(async (parsed, hub, cancellationToken) =>
        {
            hub.RequireData();
            var folder = parsed.GetValue(target) ?? throw new VerbException("Say where: hub backup --out DIR");
            if (parsed.GetValue(keep) is < 1)
            {
                throw new VerbException("Keep one backup or more: --keep 7");
            }

            var result = await hub.Get<BackupWriter>().WriteAsync(folder.FullName, PluginFolders.Installed(hub.Get<HubOptions>()), parsed.GetValue(keep), new(0, default, Workshop.Actor, "backup", null, Purposes.CommandLine, 1), cancellationToken);
            await new BackupState(result.Manifest.At).KeepAsync(hub.Get<IHubStore>());
            await hub.Get<BackupNotices>().MadeAsync();
            Console.WriteLine($"{result.Name}: {Summary(result.Manifest)}; {result.Written} bytes were new{(result.Removed > 0 ? $", {result.Removed} older removed" : "")}.");
            foreach (var missing in result.Manifest.Missing)
            {
                await Console.Error.WriteLineAsync(missing);
            }

            if (result.Damaged is { } damaged)
            {
                await Console.Error.WriteLineAsync($"{damaged} cannot be read, so no older backup was removed. Delete that file.");
            }

            return result.Manifest.Missing.Count == 0 ? 0 : throw new VerbException("The backup is made, but the hub itself lacks something. See: hub check");
        });
    }

    public static string Summary(BackupManifest manifest) =>
        $"{manifest.Vaults.Count} vaults, {manifest.Vaults.Sum(vault => vault.Types.Values.Sum())} records, {manifest.Vaults.Sum(vault => vault.Files)} files";
}
