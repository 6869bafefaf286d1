using System.CommandLine;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Plugins;

namespace Hub.Verbs;

/// <summary>Installing, agreeing to an update that asks for more, and removing. Who works on the command line is who runs the hub, so this is their consent.</summary>
internal static class PluginInstallVerbs
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Agrees without being asked." };

    public static Command Install()
    {
        var path = new Argument<string>("PATH") { Description = "A plug-in's folder, or a .hubplugin file." };
        return new Command("install", "Installs a plug-in, or a newer version of one.") { path, Yes }.Does((parsed, hub, _) => GuardAsync(async () =>
        {
            var installed = hub.Get<InstalledPlugins>();
            using var staged = installed.Stage(parsed.GetValue(path)!);
            var manifest = staged.Plugin.Manifest;
            Show(manifest);
            if (installed.Compare(staged) is not { } difference)
            {
                Agree(parsed, manifest.Id);
            }
            else if (!difference.AsksMore && !manifest.IsFenced)
            {
                Console.WriteLine("It asks for nothing more than the version in use.");
                Agree(parsed, manifest.Id);
            }

            Tell(await installed.InstallAsync(staged));
        }));
    }

    public static Command Accept()
    {
        var id = new Argument<string>("ID") { Description = "The plug-in's id." };
        return new Command("accept", "Agrees to an update that asks for more, which has waited since it was installed.") { id, Yes }.Does((parsed, hub, _) => GuardAsync(async () =>
        {
            var installed = hub.Get<InstalledPlugins>();
            var waiting = installed.FindWaiting(parsed.GetValue(id)!) ?? throw new VerbException($"No update of \"{parsed.GetValue(id)}\" waits. See: hub plugin list");
            Console.WriteLine($"{waiting.Manifest.Id} {waiting.Manifest.Version} asks for more than {waiting.Current.Version}. It also");
            ShowLines(PluginAsks.Lines(waiting.Difference, "en"));
            Agree(parsed, waiting.Manifest.Id);
            await installed.AcceptAsync(waiting.Manifest.Id);
            Console.WriteLine($"{waiting.Manifest.Id} {waiting.Manifest.Version} is in use.");
        }));
    }

    public static Command Remove()
    {
        var id = new Argument<string>("ID") { Description = "The plug-in's id." };
        return new Command("remove", "Removes a plug-in that was installed. What it brought in stays.") { id }.Does((parsed, hub, _) => GuardAsync(async () =>
        {
            var name = parsed.GetValue(id)!;
            if (!await hub.Get<InstalledPlugins>().RemoveAsync(name))
            {
                throw new VerbException(hub.Get<PluginCatalogue>().Find(name) is { } other
                    ? $"{name} was not installed: it lies in {other.Folder}. Delete that folder to be rid of it."
                    : $"There is no plug-in \"{name}\". See: hub plugin list");
            }

            Console.WriteLine($"{name} is removed. The records that it brought in stay in their vaults.");
        }));
    }

    private static void Show(PluginManifest manifest)
    {
        Console.WriteLine($"{manifest.Name.In("en")} ({manifest.Id} {manifest.Version}) by {manifest.Publisher}, {manifest.Licence}");
        Console.WriteLine(manifest.Summary.In("en"));
        Console.WriteLine("It");
        ShowLines(PluginAsks.Lines(manifest, "en"));
        if (!manifest.IsFenced)
        {
            Console.WriteLine($"WARNING. {PluginAsks.RunsUnfenced.En}");
        }
    }

    private static void ShowLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine($"  - {line}");
        }
    }

    /// <summary>Typed, not just confirmed: a habit of pressing Enter is no consent.</summary>
    private static void Agree(ParseResult parsed, string id)
    {
        if (parsed.GetValue(Yes))
        {
            return;
        }

        Console.Write($"Type {id} to agree: ");
        if (Console.In.ReadLine()?.Trim() != id)
        {
            throw new VerbException("Nothing was changed. To agree without being asked, add --yes");
        }
    }

    private static void Tell(InstallResult result) => Console.WriteLine(result.State switch
    {
        InstallState.Installed => $"{result.Manifest.Id} {result.Manifest.Version} is installed.",
        InstallState.Updated => $"{result.Manifest.Id} is updated to {result.Manifest.Version}.",
        InstallState.Unchanged => $"{result.Manifest.Id} {result.Manifest.Version} was there already.",
        _ => $"{result.Manifest.Id} {result.Manifest.Version} asks for more than the version in use, which goes on. To agree: hub plugin accept {result.Manifest.Id}",
    });

    private static async Task<int> GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (PluginRefusedException refused)
        {
            throw new VerbException(refused.Reason.En);
        }
    }
}
