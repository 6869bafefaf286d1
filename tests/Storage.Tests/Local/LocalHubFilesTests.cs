using Hub.Core.Files;
using Hub.Storage.Local;

namespace Storage.Tests.Local;

public sealed class LocalHubFilesTests : HubFilesSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    public LocalHubFilesTests() => Files = new LocalHubFiles(_folder.Path);

    protected override IHubFiles Files { get; }

    public void Dispose() => _folder.Dispose();
}
