using Hub.Accounts;
using Hub.Backups;
using Hub.Core.Accesses;
using Hub.Core.Accounts;
using Hub.Core.Aggregates;
using Hub.Core.Backups;
using Hub.Core.Checks;
using Hub.Core.Demo;
using Hub.Core.Egress;
using Hub.Core.Exports;
using Hub.Core.Files;
using Hub.Core.Grants;
using Hub.Core.Journal;
using Hub.Core.Notices;
using Hub.Core.Notices.Channels;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Core.Plugins.Running;
using Hub.Core.Plugins.Types;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Search;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Egress;
using Hub.Exports;
using Hub.Files;
using Hub.Front;
using Hub.Grants;
using Hub.Handler;
using Hub.Inbox;
using Hub.Journal;
using Hub.Notices;
using Hub.Plugins;
using Hub.Records;
using Hub.Runs;
using Hub.Sources;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Storage.Local;
using Hub.Vaults;

namespace Hub;

/// <summary>The one file that names concrete things: which store, which passphrase hash, which features are served.</summary>
public static class Composition
{
    /// <summary>What the hub is made of, for the server and for the command line alike. Each is made when it is first asked for.</summary>
    public static void AddHub(this IServiceCollection services, HubOptions options)
    {
        options = AddStores(services, options);
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        AddAccounts(services, options);
        AddRuns(services, options);
        AddNotices(services, options);
    }

    public static void AddApi(this IServiceCollection services, HubOptions options)
    {
        if (options.WarmRunner)
        {
            // Not for a verb, which ends with its run.
            services.AddSingleton(provider => new WarmRunners(provider.GetRequiredService<RunnerLauncher>(), provider.GetRequiredService<RunnerLimits>(), options.Clock));
        }

        services.AddSingleton<PublicAddress>();
        services.AddSingleton<Visits>();
        services.AddSingleton<Door>();
        services.AddSingleton<Confirming>();
        services.AddSingleton<SecondStepTickets>();
        services.AddSingleton<PasskeyPlace>();
        services.AddSingleton<PasskeyTickets>();
        services.AddSingleton<PasskeyCeremonies>();
        services.AddSingleton<Looks>();
        services.AddSingleton<VaultDoor>();
        services.AddSingleton<Sweeping>();
        AddRounds(services, options);

        services.AddSingleton<SessionsApi>();
        services.AddSingleton<PasskeysApi>();
        services.AddSingleton<SecondStepApi>();
        services.AddSingleton<TokensApi>();
        services.AddSingleton<AccountsApi>();
        services.AddSingleton<VaultsApi>();
        services.AddSingleton<AccessesApi>();
        services.AddSingleton<MeApi>();
        services.AddSingleton<TypesApi>();
        services.AddSingleton<RecordsApi>();
        services.AddSingleton<RecordWriting>();
        services.AddSingleton<TrashApi>();
        services.AddSingleton<RecordTexts>();
        services.AddSingleton<SearchApi>();
        services.AddSingleton<AggregateApi>();
        services.AddSingleton<ChangesApi>();
        services.AddSingleton<UploadsApi>();
        services.AddSingleton<ImportsApi>();
        services.AddSingleton<ReparsesApi>();
        services.AddSingleton<RunsApi>();
        services.AddSingleton<RunReports>();
        services.AddSingleton<SourcesApi>();
        services.AddSingleton<PluginsApi>();
        services.AddSingleton<TableReading>();
        services.AddSingleton<TeachingApi>();
        services.AddSingleton<InsightsApi>();
        services.AddSingleton<GrantsApi>();
        services.AddSingleton<JournalApi>();
        services.AddSingleton<LedgerApi>();
        services.AddSingleton<FilesApi>();
        services.AddSingleton<ExportsApi>();
        services.AddSingleton<NoticesApi>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApi();
        app.MapSessions();
        app.MapPasskeys();
        app.MapSecondStep();
        app.MapTokens();
        app.MapAccounts();
        app.MapMe();
        app.MapVaults();
        app.MapAccesses();
        app.MapTypes();
        app.MapRecords();
        app.MapTrash();
        app.MapSearch();
        app.MapAggregates();
        app.MapChanges();
        app.MapUploads();
        app.MapImports();
        app.MapReparses();
        app.MapRuns();
        app.MapSources();
        app.MapPlugins();
        app.MapTeaching();
        app.MapInsights();
        app.MapGrants();
        app.MapJournal();
        app.MapLedger();
        app.MapFiles();
        app.MapExports();
        app.MapNotices();
    }

    /// <summary>What happens by itself: in this process, or when the platform's timer and queue call for it.</summary>
    private static void AddRounds(IServiceCollection services, HubOptions options)
    {
        if (options.HandlerPort is null)
        {
            services.AddHostedService<Housekeeping>();
            services.AddHostedService<NoticeRounds>();
            if (options.Backup is not null)
            {
                services.AddHostedService<BackupRounds>();
            }

            if (options.Inbox is not null)
            {
                services.AddSingleton<InboxLook>();
                services.AddHostedService<InboxRounds>();
            }

            return;
        }

        services.AddSingleton<Tick>();
        services.AddHostedService<ReadRounds>();
    }

    /// <returns>The options with the folder that this process works in.</returns>
    private static HubOptions AddStores(IServiceCollection services, HubOptions options)
    {
        if (options.Storage is { } storage)
        {
            options = AddStorageAccount(services, options, storage);
        }
        else
        {
            services.AddSingleton<IHubStore>(_ => new LocalHubStore(options.Data));
            services.AddSingleton<IHubFiles>(_ => new LocalHubFiles(options.Data));
            services.AddSingleton<IVaultStores>(_ => new LocalVaultStores(options.Data, options.Clock));
        }

        services.AddSingleton<IDocumentStore>(provider => provider.GetRequiredService<IHubStore>());
        services.AddSingleton<Func<string, IVaultStores>>(_ => folder => new LocalVaultStores(folder, options.Clock));
        services.AddSingleton<Func<string, IRestoreTarget>>(_ => folder => new LocalRestoreTarget(folder, options.Clock));
        services.AddSingleton(_ => new ScratchPlaces(NewScratch, ProcessFolder.Sweep));
        services.AddSingleton<BackupWriter>();
        services.AddSingleton(provider => new VaultPool(provider.GetRequiredService<IVaultStores>(), types: provider.GetRequiredService<RecordTypes>()));
        services.AddSingleton(provider =>
        {
            var types = RecordTypes.Load(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "records"), "*.json"));
            types.Renew = () => _ = provider.GetRequiredService<PluginCatalogue>().All;
            return types;
        });
        services.AddSingleton<KeptTypes>();
        services.AddSingleton<UploadFolder>();
        services.AddSingleton<IVaultAnnex>(provider => provider.GetRequiredService<UploadFolder>());
        services.AddSingleton<ICheckedPlace>(provider => provider.GetRequiredService<UploadFolder>());
        services.AddSingleton<ICheckedPlace, KeptWork>();
        services.AddSingleton<ReadTally>();
        services.AddSingleton<CellCache>();
        services.AddSingleton<Aggregator>();
        return options;
    }

    private static ScratchPlace NewScratch(string? root)
    {
        var folder = ProcessFolder.Make(root);
        return new ScratchPlace(folder.NewFolder(), folder);
    }

    private static HubOptions AddStorageAccount(IServiceCollection services, HubOptions options, string storage)
    {
        StorageAccount account;
        try
        {
            account = StorageAccount.Parse(storage);
        }
        catch (FormatException wrong)
        {
            throw new HubSetupException(wrong.Message, wrong);
        }

        var folder = ProcessFolder.Make();
        services.AddSingleton(_ => folder);
        services.AddSingleton<IHubStore>(_ => new AzureHubStore(account.Table("hub")));
        services.AddSingleton<IHubFiles>(_ => new AzureHubFiles(account.Blobs.GetBlobContainerClient("hub")));
        services.AddSingleton<IVaultStores>(provider => new AzureVaultStores(account.Blobs, provider.GetRequiredService<ProcessFolder>(), options.Clock));
        services.AddSingleton<Func<IRestoreTarget>>(provider => () => new AzureRestoreTarget(provider.GetRequiredService<IHubStore>(), provider.GetRequiredService<IHubFiles>(), (AzureVaultStores)provider.GetRequiredService<IVaultStores>(), folder));
        services.AddSingleton<PluginShelf>();
        if (options.HandlerPort is not null)
        {
            services.AddSingleton<IMessageQueue>(_ => new AzureMessageQueue(account));
            services.AddSingleton<RunMessages>();
        }

        return options with { Data = folder.Path };
    }

    private static void AddAccounts(IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<IPassphrases, Passphrases>();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton(provider => new OneTimeCodes(provider.GetRequiredService<IDocumentStore>(), options.Clock, options.SetUpCode));
        services.AddSingleton<Passkeys>();
        services.AddSingleton<Spent>();
        services.AddSingleton<SecondStep>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<CodeGuesses>();
        services.AddSingleton<WaysIn>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<Welcome>();
        services.AddSingleton<AccessBook>();
        services.AddSingleton<AccessGiving>();
        services.AddSingleton<Closing>();
    }

    private static void AddRuns(IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(provider => new PluginFolder(SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "plugin.schema.json"))), provider.GetRequiredService<RecordTypes>(), brought => KeepTypes(provider, options, brought)));
        services.AddSingleton(provider => new PluginCatalogue(PluginFolders.Of(options), provider.GetRequiredService<PluginFolder>(), Console.Error.WriteLine));
        if (options.MorePlugins.Count > 0)
        {
            services.AddHostedService<PluginWatch>();
        }

        services.AddSingleton(provider => new InstalledPlugins(PluginFolders.Installed(options), provider.GetRequiredService<PluginFolder>(), provider.GetRequiredService<PluginCatalogue>(), provider.GetService<PluginShelf>(), options.Clock, Log<InstalledPlugins>(provider)));
        services.AddSingleton(new RunnerLimits());
        services.AddSingleton(_ => new RunnerLauncher { Debugged = options.WaitForDebugger, Waits = process => Console.Error.WriteLine($"The runner {process} of {options.WaitForDebugger} waits for a debugger.") });
        services.AddSingleton(provider => new RunEngine(
            provider.GetRequiredService<VaultPool>(),
            provider.GetRequiredService<IHubStore>(),
            provider.GetRequiredService<RecordTypes>(),
            provider.GetRequiredService<PluginCatalogue>(),
            new RunnerProcess(provider.GetRequiredService<RunnerLauncher>(), provider.GetRequiredService<RunnerLimits>(), options.Clock, provider.GetService<WarmRunners>()),
            provider.GetRequiredService<Broker>(),
            provider.GetRequiredService<Aggregator>(),
            provider.GetRequiredService<ISealer>(),
            options.Clock,
            Log<RunEngine>(provider),
            provider.GetRequiredService<NoticeFinder>(),
            provider.GetService<RunMessages>(),
            provider.GetRequiredService<InstalledPlugins>(),
            shared: options.Storage is not null && options.HandlerPort is null));
        services.AddSingleton(_ => new EgressOptions { Allowed = options.AllowedHosts });
        services.AddSingleton(provider => new Broker(provider.GetRequiredService<EgressOptions>(), options.Clock));
        services.AddSingleton<WorkList>();
        services.AddSingleton<ISealer, DataProtectionSealer>();
        services.AddSingleton<IVaultAnnex, DueList>();
        services.AddSingleton<ExportRuns>();
        services.AddSingleton<Consent>();
        services.AddSingleton<DemoVault>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HubCheck>(provider, provider.GetRequiredService<RunEngine>().Scheduler));
    }

    private static void AddNotices(IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<NoticeBook>();
        services.AddSingleton<BackupNotices>();
        services.AddSingleton<ChannelBook>();
        services.AddSingleton<INoticeChannel>(_ => new EmailChannel(options.Mail));
        services.AddSingleton<INoticeChannel, NtfyChannel>();
        services.AddSingleton<INoticeChannel, WebhookChannel>();
        services.AddSingleton(provider => new NoticeComposer(provider.GetRequiredService<PluginCatalogue>(), () => provider.GetRequiredService<PublicAddress>().Root));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<NoticeFinder>(provider, Log<NoticeFinder>(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<NoticeTeller>(provider, Log<NoticeTeller>(provider)));
    }

    /// <summary>Where there is no hub, a verb that only looks at plug-ins must not make one.</summary>
    private static void KeepTypes(IServiceProvider provider, HubOptions options, IReadOnlyList<RecordType> brought)
    {
        if (options.Storage is not null || Directory.Exists(options.Data))
        {
            provider.GetRequiredService<KeptTypes>().Take(brought);
        }
    }

    private static Action<string> Log<T>(IServiceProvider provider) => line => provider.GetRequiredService<ILogger<T>>().LogWarning("{Line}", line);
}
