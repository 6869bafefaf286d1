using System.Text;
using Hub.Core.Egress;
using Hub.Core.Exports;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Storage.Local;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>The ledger is the person's: it leaves with them, and comes back.</summary>
public sealed class LedgerPortabilityTests : WayOut
{
    private static readonly RecordTypes Types = RecordTypes.Load(Repository.RecordTypeFiles);

    [Fact]
    public async Task It_is_in_the_export_and_a_restore_adds_what_is_missing()
    {
        var book = new LedgerBook(Store, RunId, TimeProvider.System);
        for (var call = 0; call < 120; call++)
        {
            await book.EndAsync(new LedgerCall(DateTimeOffset.UtcNow, "bank", "bank-1", RunId, "bank.test", "GET", 200, call, 20, ["bank.operation"], call == 7 ? "too-slow" : null));
        }

        using var export = new MemoryStream();
        await new ExportWriter(Types, TimeProvider.System).WriteAsync(Store, export);
        using var folder = new TempFolder();
        await using var other = await new LocalVaultStores(folder.Path, TimeProvider.System).OpenAsync("w", create: true);
        await other.PutDocumentAsync("ledger", $"{RunId}-00001", "[]"u8.ToArray());
        export.Position = 0;
        var run = await new ExportRuns(new WorkList(new LocalHubStore(folder.Path)), TimeProvider.System).BeginRestoreAsync(other, export, dryRun: false, "account:ada");
        run = await new RestoreWork(Types, new RunEvents(), TimeProvider.System).RunAsync(other, run, default);
        Assert.Equal(RunState.Succeeded, run.State);
        var (before, after) = (await Store.ListDocumentsAsync("ledger"), await other.ListDocumentsAsync("ledger"));
        Assert.Equal(before.Select(document => document.Id), after.Select(document => document.Id));
        Assert.Equal([Encoding.UTF8.GetString(before[0].Body), "[]"], after.Select(document => Encoding.UTF8.GetString(document.Body)));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""{"id":"x","calls":[]}""")]
    [InlineData("""{"id":"00000000000000000000000000000000-00000","calls":[null]}""")]
    [InlineData("""{"id":"00000000000000000000000000000000-00000"}""")]
    [InlineData("""{"id":"../../run-1","calls":[{"at":"2026-01-01T00:00:00Z","plugin":"p","source":"s","run":"r","host":"h","method":"GET","sent":1,"received":1,"types":[]}]}""")]
    [InlineData("""{"id":"00000000000000000000000000000000-00000","calls":[{"at":"2026-01-01T00:00:00Z","plugin":"p","source":"s","run":"r","host":"h","method":"GET","sent":-1,"received":1,"types":[]}]}""")]
    [InlineData("""{"id":"00000000000000000000000000000000-00000","calls":[{"at":"2026-01-01T00:00:00Z","source":"s","run":"r","host":"h","method":"GET","sent":1,"received":1,"types":[]}]}""")]
    public void A_line_of_an_archive_that_is_none_is_left_out(string line) => Assert.Null(LedgerDocument.TryRead(Encoding.UTF8.GetBytes(line)));
}
