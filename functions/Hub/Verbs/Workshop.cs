using Hub.Core.Accounts;
using Hub.Core.Journal;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Types;
using Hub.Core.Plugins.Installing;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Plugins;

namespace Hub.Verbs;

/// <summary>The hub without its server, for one verb.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Workshop(HubOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new ConsoleLog()).SetMinimumLevel(LogLevel.Warning));
        services.AddHub(options);
        Options = options;
        _services = services.BuildServiceProvider();
    }

    public HubOptions Options { get; }

    /// <summary>Who works on the command line is who runs the hub.</summary>
    public static string Actor => "operator";

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask<Account> AccountAsync(string name)
    {
        RequireData();
        return await Get<AccountBook>().FindAsync(name) ?? throw new VerbException($"There is no account named \"{name}\". See: hub user list");
    }

    public async ValueTask<Account> OpenAccountAsync(string name) =>
        await AccountAsync(name) is { Closed: null } account ? account : throw new VerbException($"The account \"{name}\" is closed. Its vault can still be erased: hub erase --user {name} --yes");

    public ValueTask<VaultHandle> OpenVaultAsync(Account account) => Get<VaultPool>().OpenAsync(account.Vaults[0], create: true);

    /// <summary>Where installed plug-ins lie in a storage account, a verb has to fetch them first.</summary>
    public ValueTask FollowPluginsAsync() => _services.GetService<PluginShelf>() is null ? ValueTask.CompletedTask : Get<InstalledPlugins>().FollowAsync();

    /// <summary>Those that plug-ins brought to this hub, where there is one.</summary>
    public ValueTask LoadTypesAsync() => Options.Storage is not null || Directory.Exists(Options.Data) ? Get<KeptTypes>().LoadAsync() : ValueTask.CompletedTask;

    /// <summary>A verb that only looks must not make a hub where there is none.</summary>
    public void RequireData()
    {
        if (Options.Storage is null && !Directory.Exists(Options.Data))
        {
            throw new VerbException($"There is no hub in {Path.GetFullPath(Options.Data)}. Say where it is with --data DIR, or make one: hub user add NAME");
        }
    }

    /// <summary>Says which plug-ins are broken, and that there is none of that id.</summary>
    public string? RequireConnector(string? id)
    {
        TellBroken();
        return id is null || Get<PluginCatalogue>().Find(id) is { Manifest.Kind: PluginKind.Connector } ? id : throw new VerbException($"There is no connector named \"{id}\". See: hub plugin list");
    }

    public void TellBroken() => PluginFolders.TellBroken(Options, Get<PluginCatalogue>());

    public async ValueTask DisposeAsync()
    {
        await Get<ReadTally>().FlushAsync();
        await _services.DisposeAsync();
    }
}
