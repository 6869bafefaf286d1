using Azure;
using Hub.Core.Vaults;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Azure.Vaults;

/// <summary>
/// A right that stands in the vault's log, and ends a minute after its holder's last sign of life. Each commit under it is one, and looks whether it still stands; the last commit gives it
/// back. Where nothing is written for a while, whoever holds it renews it, and hears when it may be another's.
/// </summary>
internal sealed class LogLease : IVaultLease
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewedEvery = TimeSpan.FromSeconds(20);

    /// <summary>What two processes may differ by in reading the account's clock, which tells whole seconds.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>One that has run out while this process slept is renewed all the same, unless another took it.</summary>
    private static readonly TimeSpan LastTry = TimeSpan.FromSeconds(10);

    private readonly Guid _holder = Guid.NewGuid();
    private readonly string _name;
    private readonly LogWrite _write;
    private readonly ServiceTime _time;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private long _renewed;
    private volatile bool _isBack;
    private int _signs;
    private Task _renewing = Task.CompletedTask;

    public LogLease(string name, LogWrite write, ServiceTime time, TimeProvider clock)
    {
        (_name, _write, _time, _clock) = (name, write, time, clock);
    }

    /// <summary>One transaction of the vault, whose changes go into the log.</summary>
    public delegate ValueTask<bool> LogWrite(Func<Database, bool> work, CancellationToken cancellationToken);

    public CancellationToken Lost => _lost.Token;

    /// <summary>False when another has it, as far as this process knows.</summary>
    public async ValueTask<bool> TryTakeAsync(FirstDocuments? first)
    {
        var asked = _clock.GetTimestamp();
        if (!await _write(database => Take(database, first), CancellationToken.None))
        {
            return false;
        }

        Interlocked.Exchange(ref _renewed, asked);
        _renewing = RenewAsync();
        return true;
    }

    /// <summary>The first step of a commit under it.</summary>
    public void Enter(Database database, bool isLast)
    {
        if (!IsMine(database))
        {
            _lost.Cancel();
            throw new LeaseLostException();
        }

        if (isLast)
        {
            LeaseTable.Delete(database, _name);
        }
        else if (_clock.GetElapsedTime(Interlocked.Read(ref _renewed)) > RenewedEvery / 2)
        {
            Prolong(database);
        }
    }

    /// <summary>A commit under it stands.</summary>
    /// <param name="asked">When it was begun.</param>
    /// <param name="isLast">Whether it gave the right back.</param>
    public void Committed(long asked, bool isLast)
    {
        if (isLast)
        {
            _isBack = true;
            _over.Cancel();
        }
        else if (_clock.GetElapsedTime(Interlocked.Read(ref _renewed), asked) > RenewedEvery / 2)
        {
            Interlocked.Exchange(ref _renewed, asked);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _renewing;
        if (!_isBack && !_lost.IsCancellationRequested)
        {
            try
            {
                await _write(GiveBack, CancellationToken.None);
            }
            catch (Exception failed) when (failed is RequestFailedException or StorageFullException or VaultException)
            {
                // It went with its vault, or will run out by itself.
            }
        }

        _over.Dispose();
        _lost.Dispose();
    }

    private bool Take(Database database, FirstDocuments? first)
    {
        if (LeaseTable.Find(database, _name) is { } there && there.Until + Margin > _time.Now)
        {
            return false;
        }

        Prolong(database);
        DocumentTable.Write(database, first?.Invoke((kind, id) => DocumentTable.Find(database, kind, id)) ?? []);
        return true;
    }

    private void Prolong(Database database) => LeaseTable.Put(database, _name, _holder, _time.Now + Lasts, ++_signs);

    private bool IsMine(Database database) => LeaseTable.Find(database, _name)?.Holder == _holder;

    private bool GiveBack(Database database)
    {
        if (IsMine(database))
        {
            LeaseTable.Delete(database, _name);
        }

        return true;
    }

    private bool Renew(Database database)
    {
        if (!IsMine(database))
        {
            return false;
        }

        Prolong(database);
        return true;
    }

    private async ValueTask<bool> NextAsync()
    {
        // What was committed meanwhile was a sign of life, too.
        for (var wait = RenewedEvery; wait > TimeSpan.Zero && !_over.IsCancellationRequested; wait = RenewedEvery - _clock.GetElapsedTime(Interlocked.Read(ref _renewed)))
        {
            await Task.Delay(wait, _clock, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !_over.IsCancellationRequested;
    }

    private async Task RenewAsync()
    {
        while (await NextAsync())
        {
            var asked = _clock.GetTimestamp();
            var left = Lasts - _clock.GetElapsedTime(Interlocked.Read(ref _renewed), asked);
            using var patience = new CancellationTokenSource(left > LastTry ? left : LastTry);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _over.Token);
            try
            {
                if (!await _write(Renew, either.Token))
                {
                    await _lost.CancelAsync();
                    return;
                }

                Interlocked.Exchange(ref _renewed, asked);
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is OperationCanceledException or VaultException)
            {
                await _lost.CancelAsync();
                return;
            }
            catch (Exception failed) when (failed is RequestFailedException or StorageFullException)
            {
                // No answer this time. While the minute lasts there is time for another try.
                if (_clock.GetElapsedTime(Interlocked.Read(ref _renewed)) >= Lasts)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
    }
}
