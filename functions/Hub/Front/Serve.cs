using Hub.Core.Accounts;
using Hub.Core.Backups;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Types;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Handler;
using Hub.Plugins;
using Hub.Verbs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Front;

/// <summary>The verb <c>serve</c>: the web app and the API until the process is asked to stop.</summary>
public static class Serve
{
    public static async Task<int> RunAsync(HubOptions options)
    {
        options = HandlerMode.Apply(options);
        if (options is { HandlerPort: not null, Inbox: not null })
        {
            await Console.Error.WriteLineAsync("HUB_INBOX is not watched in a function app: nobody can put files into its folders.");
        }

        try
        {
            await using var app = HubServer.Build(options);
            // Opened before anything listens: a folder that cannot be used is told at once.
            app.Services.GetRequiredService<IHubStore>();
            await app.Services.GetRequiredService<KeptTypes>().LoadAsync();
            PluginFolders.TellBroken(options, app.Services.GetRequiredService<PluginCatalogue>());
            app.Services.GetRequiredService<ScratchPlaces>().Sweep(BackupVerifyVerb.FolderOf(options));
            await app.StartAsync();
            if (options.HandlerPort is null)
            {
                // The platform's log is read by others and kept for long: no link of anybody belongs there.
                await GreetAsync(app, options);
            }

            WindowsServiceHost.Follow(app.Lifetime);
            await app.WaitForShutdownAsync();

            // First: a run asks the rest for what it needs, and one that asked in vain would look failed.
            await app.Services.GetRequiredService<RunEngine>().Queue.DisposeAsync();
            return 0;
        }
        catch (Exception failure) when (Explain(failure, options) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>What a person can do about it, or null when it is a mistake of ours.</summary>
    public static string? Explain(Exception failure, HubOptions options) => failure switch
    {
        HubSetupException or VaultException or StorageFullException => failure.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"The address {options.Urls} is in use: another program, or another hub, listens there. Stop it, or choose another with --urls http://localhost:PORT.",
        UnauthorizedAccessException or IOException when options.Storage is not null =>
            $"The folder {Path.GetTempPath()} cannot be used: {failure.Message} This process keeps its copies there; name another in TMPDIR.",
        UnauthorizedAccessException => $"The folder {Path.GetFullPath(options.Data)} cannot be written. Choose another with --data DIR, or change its rights.",
        FormatException or InvalidOperationException when failure.Message.Contains(options.Urls, StringComparison.Ordinal) =>
            $"\"{options.Urls}\" is not an address to listen on. Write for instance --urls http://localhost:7071.",
        IOException => $"The folder {Path.GetFullPath(options.Data)} cannot be used: {failure.Message} Choose another with --data DIR.",
        _ => null,
    };

    private static async Task GreetAsync(WebApplication app, HubOptions options)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        await LastAddress.KeepAsync(app.Services.GetRequiredService<IHubStore>(), address.Root);
        Console.Out.WriteLine($"The hub listens on {string.Join(", ", app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)}");
        if (Packaged.Is && options.Storage is null)
        {
            Console.Out.WriteLine($"It keeps everything in {Path.GetFullPath(options.Data)}");
        }

        var code = await app.Services.GetRequiredService<Welcome>().FirstCodeAsync();
        var link = code is null ? address.Root : $"{address.Root}/welcome#{code}";
        Console.Out.WriteLine(code is null ? $"Open {link}" : $"Make your account here, within the hour: {link}");
        Browser.Open(link, options);
    }
}
