using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Runs;
using Hub.Sdk;

namespace Hub.Inbox;

/// <summary>
/// The watched folder: what lies in HUB_INBOX/NAME is imported into the vault of the account NAME, and moved to done/ or failed/. A file is noted when its import has begun and
/// forgotten when it was moved, so that the hub may be stopped at any moment: at worst a file is read twice, which changes nothing.
/// </summary>
public sealed class InboxLook(HubOptions options, AccountBook accounts, VaultPool vaults, IHubStore hub, RunEngine engine, ILogger<InboxLook> log)
{
    public const string Actor = "inbox";

    private const string Kind = "inbox";

    private readonly StillFiles _still = new(options.Clock);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>One look at everything.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var taken = (await hub.ListDocumentsAsync(Kind)).Select(document => JsonSerializer.Deserialize(document.Body, InboxJson.Default.TakenFile)!).ToLookup(file => file.Folder, StringComparer.Ordinal);
        foreach (var folder in Directory.CreateDirectory(options.Inbox!).EnumerateDirectories().Where(folder => !InboxFolder.IsLink(folder)))
        {
            try
            {
                await LookAsync(new InboxFolder(folder), taken[folder.Name], seen, cancellationToken);
                _told.Remove(folder.Name);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or VaultException or StorageFullException)
            {
                if (_told.Add(folder.Name))
                {
                    log.LogWarning(failure, "A folder of the inbox cannot be worked on; it is tried again and again, and this is told once");
                }
            }
        }

        _still.KeepOnly(seen);
    }

    private async Task LookAsync(InboxFolder folder, IEnumerable<TakenFile> taken, HashSet<string> seen, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(folder.Name) is not { Closed: null } account)
        {
            if (folder.TellUnknown())
            {
                log.LogWarning("A folder of the inbox has the name of no account; a note in it says so");
            }

            return;
        }

        folder.ForgetUnknown();
        var dropped = folder.Dropped();
        var begun = taken.ToDictionary(file => file.Name, StringComparer.Ordinal);
        if (dropped.Count == 0 && begun.Count == 0)
        {
            return;
        }

        await using var vault = await vaults.OpenAsync(account.Vaults[0], create: true);
        await using var turn = await vault.Store.TryLeaseAsync(Kind);
        if (turn is null)
        {
            // Another process of this hub is at it.
            return;
        }

        foreach (var file in begun.Values)
        {
            await SettleAsync(vault.Store, folder, file);
        }

        foreach (var item in dropped.Where(item => !begun.ContainsKey(item.Name)))
        {
            seen.Add(item.FullName);
            if (InboxFolder.IsLink(item))
            {
                folder.Refuse(item.Name, Reasons.Link);
            }
            else if (folder.FindMark(item.Name) is { } mark && _still.IsStill(item.FullName, mark))
            {
                await TakeAsync(vault.Store, folder, item.Name, mark, cancellationToken);
            }
        }
    }

    /// <summary>Copies the file to where nobody else writes, and imports the copy if the file stayed what it was.</summary>
    private async Task TakeAsync(IVaultStore store, InboxFolder folder, string name, FileMark mark, CancellationToken cancellationToken)
    {
        if (mark.Length is 0 or > UploadsApi.LargestUpload)
        {
            folder.Failed(name, mark, mark.Length == 0 ? Reasons.Empty : Reasons.TooLarge);
            return;
        }

        if (RegularFile.Open(folder.PathOf(name)) is not { } opened)
        {
            folder.Refuse(name, Reasons.NoFile);
            return;
        }

        await using var content = opened.Content;
        await using var copy = await store.CreateScratchAsync();
        await content.CopyToAsync(copy, cancellationToken);
        if (opened.Mark != mark || RegularFile.MarkOf(content) != mark || copy.Length != mark.Length)
        {
            _still.Forget(folder.PathOf(name));
            return;
        }

        copy.Position = 0;
        var run = await engine.Imports.BeginAsync(store, [new ImportItem(name, copy.Length, () => copy)], plugin: null, dryRun: false, Actor, cancellationToken);
        var taken = new TakenFile(folder.Name, name, mark.Length, mark.Written, store.VaultId, run.Id);
        await hub.PutDocumentAsync(Kind, taken.Id, JsonSerializer.SerializeToUtf8Bytes(taken, InboxJson.Default.TakenFile));
        _still.Forget(folder.PathOf(name));
        await engine.Queue.EnqueueAsync(store.VaultId, run.Id);
    }

    /// <summary>Moves the file once its import is over. One that waits for an answer stays until the person gave it.</summary>
    private async Task SettleAsync(IVaultStore store, InboxFolder folder, TakenFile taken)
    {
        var run = taken.Vault == store.VaultId ? await store.FindRunAsync(taken.Run) : null;
        if (run is { IsOver: false })
        {
            return;
        }

        // Replaced by another of that name, or taken away: then there is nothing to move, and a new one has its turn.
        if (run is not null && folder.FindMark(taken.Name) == taken.Mark)
        {
            if (run.State is RunState.Succeeded or RunState.Partial && run.Outcome is not Outcome.NotUnderstood)
            {
                folder.Done(taken.Name, taken.Mark);
            }
            else
            {
                folder.Failed(taken.Name, taken.Mark, Reasons.Of(run));
            }
        }

        await hub.DeleteDocumentAsync(Kind, taken.Id);
    }
}
