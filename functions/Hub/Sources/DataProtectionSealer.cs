using System.Security.Cryptography;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Hub.Sources;

/// <summary>
/// Seals with Data Protection, whose keys lie in the hub's store: on one machine in clear beside what they protect (decision 17), in the cloud in the person's own account. Put together
/// apart from the server, because its services make a key at every start, also for hubs that never seal anything.
/// </summary>
internal sealed class DataProtectionSealer(IHubStore hub) : ISealer, IDisposable
{
    private readonly Lazy<ServiceProvider> _services = new(() =>
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("hub");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new KeyRing(hub));
        return services.BuildServiceProvider();
    });

    public byte[] Seal(ReadOnlySpan<byte> content, string purpose) => Protector(purpose).Protect(content.ToArray());

    public byte[]? TryOpen(ReadOnlySpan<byte> sealedContent, string purpose)
    {
        try
        {
            return Protector(purpose).Unprotect(sealedContent.ToArray());
        }
        catch (CryptographicException)
        {
            // Another purpose, or a key that is not there any more: the caller asks for the secret anew.
            return null;
        }
    }

    public void Dispose()
    {
        if (_services.IsValueCreated)
        {
            _services.Value.Dispose();
        }
    }

    private IDataProtector Protector(string purpose) => _services.Value.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);
}
