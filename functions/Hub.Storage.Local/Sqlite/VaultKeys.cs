using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>
/// Small numbers that stand for type names and provenances inside a vault's file. Rows are only ever added, so what one connection
/// learned stays true; what another process added is looked up when it is first met.
/// </summary>
internal sealed class VaultKeys(Database database)
{
    private const int MostKnown = 20_000;

    private readonly Dictionary<string, long> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _typeNames = [];
    private readonly Dictionary<Provenance, long> _provenances = [];
    private readonly Dictionary<long, (Provenance Value, byte[] Json)> _known = [];
    private readonly List<long> _added = [];

    /// <summary>The key of a type, added when it is new. Only inside a transaction that writes.</summary>
    public long Type(string name)
    {
        if (!_types.TryGetValue(name, out var key))
        {
            using (var add = database.Prepare("insert into types(name) values(?) on conflict do nothing").Begin().Bind(name))
            {
                add.Step();
            }

            key = FindType(name)!.Value;
        }

        return key;
    }

    public long? FindType(string name)
    {
        if (_types.TryGetValue(name, out var key))
        {
            return key;
        }

        using var row = database.Prepare("select k from types where name=?").Begin().Bind(name);
        if (!row.Step())
        {
            return null;
        }

        _typeNames[row.Long(0)] = name;
        return _types[name] = row.Long(0);
    }

    public string TypeName(long key)
    {
        if (!_typeNames.TryGetValue(key, out var name))
        {
            using var row = database.Prepare("select name from types where k=?").Begin().Bind(key);
            name = row.Step() ? row.Text(0) : throw new VaultException("The vault's file is damaged: a record has an unknown type. Run: hub check");
            _typeNames[key] = name;
        }

        return name;
    }

    /// <summary>The key of a provenance, added when it is new. Only inside a transaction that writes.</summary>
    public long Provenance(Provenance provenance)
    {
        if (_provenances.TryGetValue(provenance, out var key))
        {
            return key;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(provenance, VaultJson.Default.Provenance);
        bool isNew;
        using (var add = database.Prepare("insert into provenances(source, json) values(?,?) on conflict do nothing").Begin().Bind(provenance.Source).Bind(json))
        {
            add.Step();
            isNew = database.Changes > 0;
        }

        using var row = database.Prepare("select k from provenances where json=?").Begin().Bind(json);
        row.Step();
        key = row.Long(0);
        Bound();
        _known[key] = (provenance, json);
        if (isNew)
        {
            _added.Add(key);
        }

        return _provenances[provenance] = key;
    }

    /// <summary>A batch begins: what it adds can be taken back by <see cref="TakeBackAdded"/>.</summary>
    public void BeginBatch() => _added.Clear();

    /// <summary>Nothing was stored with the provenances that the batch added: without them it leaves no trace at all, and costs nothing where each trace is a request.</summary>
    public void TakeBackAdded()
    {
        foreach (var key in _added)
        {
            using var row = database.Prepare("delete from provenances where k=?").Begin().Bind(key);
            row.Step();
            if (_known.Remove(key, out var known))
            {
                _provenances.Remove(known.Value);
            }
        }

        _added.Clear();
    }

    public string SourceOf(long key) => Get(key).Value.Source;

    public (Provenance Value, byte[] Json) Get(long key)
    {
        if (!_known.TryGetValue(key, out var known))
        {
            using var row = database.Prepare("select json from provenances where k=?").Begin().Bind(key);
            if (!row.Step())
            {
                throw new VaultException("The vault's file is damaged: a record has no provenance. Run: hub check");
            }

            var json = row.Blob(0).ToArray();
            Bound();
            known = _known[key] = (JsonSerializer.Deserialize(json, VaultJson.Default.Provenance)!, json);
        }

        return known;
    }

    /// <summary>They are looked up again when they are met again: a vault with very many must not fill the memory.</summary>
    private void Bound()
    {
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
            _provenances.Clear();
        }
    }

    /// <summary>Forgets what a rolled back transaction may have added.</summary>
    public void Forget()
    {
        _types.Clear();
        _typeNames.Clear();
        _provenances.Clear();
        _known.Clear();
    }
}
