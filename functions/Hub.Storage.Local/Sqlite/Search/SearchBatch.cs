using System.Buffers.Binary;
using Hub.Core.Files;
using Hub.Core.Records;
using Hub.Core.Search;

namespace Hub.Storage.Local.Sqlite.Search;

/// <summary>Changes of a vault on their way into the index: read beside the writer, then written in one step.</summary>
internal sealed class SearchBatch
{
    private const int Most = 4000;
    private const int MostLetters = 4 * 1024 * 1024;
    private const long Before = -(1L << 39);
    private const int SlotBits = 22;

    private readonly List<Doc> _docs = [];
    private readonly List<byte[]> _gone = [];
    private readonly IndexPlace _from;
    private long _to;
    private int _letters;

    /// <param name="from">How far the index had come when these were read.</param>
    private SearchBatch(IndexPlace from) => (_from, _to) = (from, from.Sequence);

    private bool IsFull => _docs.Count + _gone.Count >= Most || _letters >= MostLetters;

    /// <summary>Null when nothing changed after that.</summary>
    public static SearchBatch? Read(Reader reader, IndexPlace from, RecordTexts texts)
    {
        var batch = new SearchBatch(from);
        using var row = reader.Database.Prepare("select seq, type, id, time, precision, deleted, data from records where seq>? order by seq").Begin().Bind(from.Sequence);
        while (!batch.IsFull && row.Step())
        {
            batch._to = row.Long(0);
            if (row.Long(5) != RecordState.Live)
            {
                batch._gone.Add(row.Blob(2).ToArray());
                continue;
            }

            var (id, time) = (row.Blob(2).ToArray(), new RecordTime(row.Long(3), (short)row.Long(4)));
            batch.Add(new Doc(id, row.Long(1), PlaceOf(time.IsNone ? Before : time.UnixMilliseconds / 1000, id), texts.Read(reader.Keys.TypeName(row.Long(1)), row.Blob(6))));
        }

        return batch._to == from.Sequence ? null : batch;
    }

    public static SearchBatch OfFiles(IEnumerable<KeptFile> come, IEnumerable<string> gone, IndexPlace at)
    {
        var batch = new SearchBatch(at);
        foreach (var file in come)
        {
            var id = System.Text.Encoding.ASCII.GetBytes(file.Hash);
            batch.Add(new Doc(id, 0, PlaceOf(file.At.ToUnixTimeSeconds(), id), new RecordText(SearchWords.Spell(file.Name), "", "File Fichier")));
        }

        batch._gone.AddRange(gone.Select(System.Text.Encoding.ASCII.GetBytes));
        return batch;
    }

    /// <summary>False when the index has gone on, or was begun again, since these were read.</summary>
    public bool TryWrite(Database index) => index.Write(() =>
    {
        if (SearchIndex.PlaceOf(index) != _from)
        {
            return false;
        }

        if (_from.Sequence > 0 || _gone.Count > 0)
        {
            Remove(index);
        }

        // In the order of the words' rows: what comes out of order costs a write of its own.
        foreach (var doc in _docs.OrderBy(doc => doc.Place))
        {
            var (title, rest, kind) = doc.Text;
            using var row = index.Prepare("insert into words(rowid, title, rest, kind) values(?,?,?,?)").Begin().Bind(Place(index, doc)).Bind(title).Bind(rest).Bind(kind);
            row.Step();
        }

        using var seq = index.Prepare("update meta set value=? where key='seq'").Begin().Bind(_to);
        seq.Step();
        return true;
    });

    private void Add(Doc doc)
    {
        _docs.Add(doc);
        _letters += doc.Text.Title.Length + doc.Text.Rest.Length;
    }

    private void Remove(Database index)
    {
        var places = new List<long>();
        foreach (var id in _gone.Concat(_docs.Select(doc => doc.Id)))
        {
            using var row = index.Prepare("delete from docs where id=? returning n").Begin().Bind(id);
            while (row.Step())
            {
                places.Add(row.Long(0));
            }
        }

        foreach (var place in places.Order())
        {
            using var row = index.Prepare("delete from words where rowid=?").Begin().Bind(place);
            row.Step();
        }
    }

    /// <summary>The second of its time and some of its id; where another has that place, the next that is free.</summary>
    private static long Place(Database index, Doc doc)
    {
        for (var place = doc.Place; ; place++)
        {
            using var row = index.Prepare("insert into docs(n, id, type) values(?,?,?) on conflict(n) do nothing").Begin().Bind(place).Bind(doc.Id).Bind(doc.Type);
            row.Step();
            if (index.Changes > 0)
            {
                return place;
            }
        }
    }

    private static long PlaceOf(long seconds, ReadOnlySpan<byte> id) =>
        (Math.Clamp(seconds, Before, -Before) << SlotBits) | (BinaryPrimitives.ReadUInt32LittleEndian(id[^4..]) & ((1L << SlotBits) - 1));

    private sealed record Doc(byte[] Id, long Type, long Place, RecordText Text);
}
