using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Storage.Local;

namespace Hub;

/// <summary>The one file that names concrete things: which store, which passphrase hash, which features are served.</summary>
public static class Composition
{
    public static void AddHub(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton<PublicAddress>();

        services.AddSingleton<IHubStore>(_ => new LocalHubStore(options.Data));
        services.AddSingleton<IVaultStores>(_ => new LocalVaultStores(options.Data, options.Clock));
        services.AddSingleton(provider => new VaultPool(provider.GetRequiredService<IVaultStores>()));
        services.AddSingleton(_ => RecordTypes.Load(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "records"), "*.json")));

        services.AddSingleton<IPassphrases, Passphrases>();
        services.AddSingleton(provider => new AccountBook(provider.GetRequiredService<IHubStore>(), options.Clock));
        services.AddSingleton(provider => new Sessions(provider.GetRequiredService<IHubStore>(), provider.GetRequiredService<AccountBook>(), options.Clock));
        services.AddSingleton(provider => new ApiTokens(provider.GetRequiredService<IHubStore>(), provider.GetRequiredService<AccountBook>(), options.Clock));
        services.AddSingleton(provider => new OneTimeCodes(provider.GetRequiredService<IHubStore>(), options.Clock));
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<Welcome>();
        services.AddSingleton<Visits>();
        services.AddSingleton<Door>();
    }

    public static void MapHub(this WebApplication app)
    {
        app.MapHealth();
    }
}
