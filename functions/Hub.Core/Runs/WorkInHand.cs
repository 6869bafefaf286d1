namespace Hub.Core.Runs;

/// <summary>A run that this process carries out, or waits to.</summary>
internal sealed class WorkInHand(string vaultId, CancellationTokenSource stop)
{
    public string VaultId { get; } = vaultId;

    public CancellationTokenSource Stop { get; } = stop;

    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>It was queued again while it was under way.</summary>
    public bool Again { get; set; }

    /// <summary>A person wants it no more, as another process was told.</summary>
    public bool IsUnwanted { get; set; }

    public async Task StopAsync()
    {
        try
        {
            await Stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself at this moment.
        }
    }
}
