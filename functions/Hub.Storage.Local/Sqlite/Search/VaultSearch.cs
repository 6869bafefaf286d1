using System.Text;
using Hub.Core.Search;

namespace Hub.Storage.Local.Sqlite.Search;

/// <summary>Searches a vault: first brings the index up to what was written since the last search, then asks it.</summary>
/// <param name="index">The words.</param>
/// <param name="vault">The vault's database as it is now.</param>
internal sealed class VaultSearch(SearchIndex index, Func<VaultDatabase> vault)
{
    /// <summary>More than that is read beside, and whoever searches is told meanwhile how much is missing.</summary>
    private const int MostAwaited = 10_000;

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _reading = Task.CompletedTask;

    public async ValueTask<SearchPage> SearchAsync(SearchQuestion question, RecordTexts texts, CancellationToken cancellationToken)
    {
        if (question.Words.Count == 0)
        {
            return SearchPage.Nothing;
        }

        var latest = await LatestAsync();
        var behind = latest - Begin(texts, latest);
        if (behind > MostAwaited)
        {
            await ReadBesideAsync(texts);
        }
        else
        {
            await ReadAsync(texts, cancellationToken);
        }

        await TakeFilesAsync(texts);
        var types = await TypesAsync(question);
        var (found, next) = types is { Count: 0 } ? ([], null) : index.Use(texts.Fingerprint, database => SearchWalk.Run(database, question, types, cancellationToken));
        var items = await vault().Read(reader => found.Select(hit => hit.Load(reader)).OfType<SearchHit>().ToList());
        return new SearchPage(items, next, Math.Max(0, latest - Place(texts).Sequence));
    }

    /// <summary>Stops what reads beside. The index stays as far as it came.</summary>
    public async ValueTask StopAsync()
    {
        await _stop.CancelAsync();

        // How it ended concerns only who searches.
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private ValueTask<long> LatestAsync() => vault().Read(reader => reader.Database.Scalar("select value from meta where key='seq'"));

    private IndexPlace Place(RecordTexts texts) => index.Use(texts.Fingerprint, SearchIndex.PlaceOf);

    /// <summary>How far the index has come. One that has come further than the vault is of another vault.</summary>
    private long Begin(RecordTexts texts, long latest)
    {
        var at = Place(texts).Sequence;
        if (at <= latest)
        {
            return at;
        }

        index.Clear();
        return 0;
    }

    private async ValueTask ReadBesideAsync(RecordTexts texts)
    {
        Task? ended = null;
        lock (_gate)
        {
            if (_reading.IsCompleted)
            {
                (ended, _reading) = (_reading, Task.Run(() => ReadAsync(texts, _stop.Token).AsTask()));
            }
        }

        if (ended is { IsFaulted: true })
        {
            await ended;
        }
    }

    private async ValueTask ReadAsync(RecordTexts texts, CancellationToken cancellationToken)
    {
        // Only until where the vault is now: who searches must not run after one who writes.
        for (var (at, latest) = (Place(texts), await LatestAsync()); at.Sequence < latest; at = Place(texts))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = at;
            if (await vault().Read(reader => SearchBatch.Read(reader, from, texts)) is not { } batch)
            {
                return;
            }

            index.Use(texts.Fingerprint, batch.TryWrite);
        }
    }

    private async ValueTask TakeFilesAsync(RecordTexts texts)
    {
        var signature = await vault().Read(reader => SignatureOf(reader.Database));
        if (index.Use(texts.Fingerprint, database => Text(database, "select value from meta where key='files'")) == signature)
        {
            return;
        }

        var there = await vault().Read(reader => FileTable.List(reader.Database));
        index.Use(texts.Fingerprint, database =>
        {
            var known = Known(database);
            var kept = there.Select(file => file.Hash).ToHashSet(StringComparer.Ordinal);
            SearchBatch.OfFiles(there.Where(file => !known.Contains(file.Hash)), known.Where(hash => !kept.Contains(hash)), SearchIndex.PlaceOf(database)).TryWrite(database);
            using var row = database.Prepare("insert into meta values('files', ?) on conflict(key) do update set value=excluded.value").Begin().Bind(signature);
            return row.Step();
        });
    }

    private static string SignatureOf(Database database) => Text(database, "select count(*) || ' ' || coalesce(max(at), 0) || ' ' || coalesce(sum(length), 0) || ' ' || coalesce(sum(at), 0) from files") ?? "";

    private static string? Text(Database database, string sql)
    {
        using var row = database.Prepare(sql).Begin();
        return row.Step() ? row.Text(0) : null;
    }

    private static HashSet<string> Known(Database database)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var row = database.Prepare("select id from docs where type=0").Begin();
        while (row.Step())
        {
            known.Add(Encoding.ASCII.GetString(row.Blob(0)));
        }

        return known;
    }

    /// <summary>The keys of the types that may be shown; null when all may.</summary>
    private async ValueTask<IReadOnlyList<long>?> TypesAsync(SearchQuestion question) => await vault().Read(reader =>
    {
        var (keys, all) = (new List<long>(), question.Files);
        using var row = reader.Database.Prepare("select k, name from types").Begin();
        while (row.Step())
        {
            if (question.Visible(row.Text(1)))
            {
                keys.Add(row.Long(0));
            }
            else
            {
                all = false;
            }
        }

        if (question.Files)
        {
            keys.Add(0);
        }

        return all ? null : keys;
    });
}
