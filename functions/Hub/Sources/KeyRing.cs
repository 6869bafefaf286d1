using System.Text;
using System.Xml.Linq;
using Hub.Core.Vaults;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Hub.Sources;

/// <summary>The keys of Data Protection as documents of the hub's store, so that they go wherever the hub goes.</summary>
internal sealed class KeyRing(IHubStore hub) : IXmlRepository
{
    private const string Kind = "key";

    /// <summary>A local store answers at once; for others this waits, once a day when the keys are read anew.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. hub.ListDocumentsAsync(Kind).AsTask().GetAwaiter().GetResult().Select(document => XElement.Parse(Encoding.UTF8.GetString(document.Body)))];

    public void StoreElement(XElement element, string friendlyName) =>
        hub.PutDocumentAsync(Kind, friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))).AsTask().GetAwaiter().GetResult();
}
