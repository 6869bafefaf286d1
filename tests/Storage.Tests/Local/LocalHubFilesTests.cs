using System.IO.Pipelines;
using Hub.Core.Files;
using Hub.Storage.Local;
using Xunit;

namespace Storage.Tests.Local;

public sealed class LocalHubFilesTests : HubFilesSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    public LocalHubFilesTests() => Files = new LocalHubFiles(_folder.Path);

    protected override IHubFiles Files { get; }

    [Fact]
    public async Task What_is_on_its_way_is_read_as_far_as_it_came_and_grows_by_one_chunk_at_a_time()
    {
        await Files.CreateAsync("uploads/half");
        await Files.AppendAsync("uploads/half", 0, new MemoryStream([1, 2, 3]));
        var pipe = new Pipe();
        var growing = Files.AppendAsync("uploads/half", 3, pipe.Reader.AsStream()).AsTask();

        Assert.Equal(AppendState.ElsewhereNow, (await Files.AppendAsync("uploads/half", 3, new MemoryStream([9]))).State);
        await using (var read = Files.Open("uploads/half"))
        {
            Assert.Equal(3, read.Length);
        }

        await pipe.Writer.WriteAsync(new byte[] { 4 }, TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(new Appended(AppendState.Taken, 4), await growing);
    }

    public void Dispose() => _folder.Dispose();
}
