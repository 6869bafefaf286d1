using System.CommandLine;
using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Front;
using Hub.Plugins;

namespace Hub.Verbs;

/// <summary>Plug-ins.</summary>
internal static class PluginVerb
{
    public static Command Make() => new("plugin", "Plug-ins.") { List(), PluginNewVerb.Make(), PluginTestVerbs.Test(), PluginTestVerbs.Check(), PluginFixtureVerb.Make(), PluginInstallVerbs.Install(), PluginInstallVerbs.Accept(), PluginInstallVerbs.Remove(), Pack() };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        return new Command("list", "Lists the plug-ins that this hub finds.") { json }.Does((parsed, hub, _) =>
        {
            var list = PluginList.Of(hub.Get<PluginCatalogue>(), hub.Get<InstalledPlugins>(), admin: true);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(list, HubJson.Default.PluginList));
                return Task.FromResult(0);
            }

            foreach (var manifest in list.Items)
            {
                Console.WriteLine($"{manifest.Id} {manifest.Version}, {(manifest.Kind == PluginKind.Connector ? "connector" : "application")}{(list.Installed.Contains(manifest.Id) ? ", installed" : "")}: {manifest.Summary.In("en")}");
            }

            foreach (var waiting in list.Waiting)
            {
                Console.WriteLine($"{waiting.Manifest.Id} {waiting.Manifest.Version} waits: it asks for more. See: hub plugin accept {waiting.Manifest.Id}");
            }

            foreach (var broken in list.Broken)
            {
                Console.WriteLine($"{broken.Folder} cannot be used: {broken.Reason}");
            }

            return Task.FromResult(0);
        });
    }

    private static Command Pack()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The plug-in's folder, built." };
        var to = new Option<string?>("--out") { Description = "The file to write; without, ID-VERSION.hubplugin in the current folder." };
        return new Command("pack", "Packs a plug-in's folder into one file. The same folder gives the same bytes.") { folder, to }.Does((parsed, hub, _) =>
        {
            var source = parsed.GetValue(folder)!;
            var plugin = hub.Get<PluginFolder>().Load(source.FullName, null, out var why) ?? throw new VerbException($"{source.FullName} is no plug-in: {why}");
            if (PluginFiles.DataOf(source.FullName).Contains("."))
            {
                throw new VerbException($"{source.FullName} is a hub's data folder too. Keep the data elsewhere: hub serve --data DIR");
            }

            var files = PluginFiles.Of(source.FullName);
            if (!files.Contains(plugin.Manifest.Entry, StringComparer.Ordinal))
            {
                throw new VerbException($"{plugin.Manifest.Entry} is missing. Build the plug-in first.");
            }

            var path = Path.GetFullPath(parsed.GetValue(to) ?? $"{plugin.Id}-{plugin.Manifest.Version}{PluginPackage.Extension}");
            using (var file = File.Create(path))
            {
                PluginPackage.Pack(source.FullName, file);
            }

            Console.WriteLine($"{path} ({new FileInfo(path).Length / 1024} kB, {files.Count} files)");
            if (PluginFiles.LeftOut(source.FullName) is { Count: > 0 } left)
            {
                Console.WriteLine($"Left out, as no part of a plug-in: {string.Join(", ", left)}");
            }

            return Task.FromResult(0);
        });
    }
}
