using System.CommandLine;
using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Front;
using Hub.Plugins;

namespace Hub.Verbs;

/// <summary>Plug-ins.</summary>
internal static class PluginVerb
{
    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var list = new Command("list", "Lists the plug-ins that this hub finds.") { json }.Does((parsed, hub, _) =>
        {
            var plugins = hub.Get<PluginCatalogue>();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new PluginList([.. plugins.All.Select(plugin => plugin.Manifest)], plugins.Broken), HubJson.Default.PluginList));
                return Task.FromResult(0);
            }

            foreach (var manifest in plugins.All.Select(plugin => plugin.Manifest))
            {
                Console.WriteLine($"{manifest.Id} {manifest.Version}, {(manifest.Kind == PluginKind.Connector ? "connector" : "application")}: {manifest.Summary.In("en")}");
            }

            foreach (var broken in plugins.Broken)
            {
                Console.WriteLine($"{broken.Folder} cannot be used: {broken.Reason}");
            }

            return Task.FromResult(0);
        });
        return new Command("plugin", "Plug-ins.") { list };
    }
}
