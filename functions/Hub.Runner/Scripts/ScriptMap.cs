using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>A Map or a Set: in order of insertion, and it may change while it is gone through.</summary>
internal sealed class ScriptMap(Engine engine, bool isSet) : ObjectInstance(engine)
{
    private readonly Dictionary<JsValue, int> _places = new(SameValue.Zero);

    // What was deleted leaves a hole, so that whoever goes through it keeps their place.
    private readonly List<KeyValuePair<JsValue, JsValue>?> _entries = [];
    private int _visitors;

    public bool IsSet => isSet;

    public override string Class => isSet ? "Set" : "Map";

    public int Count => _places.Count;

    public JsValue Find(JsValue key) => _places.TryGetValue(key, out var place) ? _entries[place]!.Value.Value : JsValue.Undefined;

    public bool Has(JsValue key) => _places.ContainsKey(key);

    public void Set(JsValue key, JsValue value)
    {
        if (key.IsNumber() && key.AsNumber() == 0)
        {
            key = new JsValue(0d); // -0 becomes 0
        }

        if (_places.TryGetValue(key, out var place))
        {
            _entries[place] = new(_entries[place]!.Value.Key, value);
            return;
        }

        _places.Add(key, _entries.Count);
        _entries.Add(new(key, value));
    }

    public bool Remove(JsValue key)
    {
        if (!_places.Remove(key, out var place))
        {
            return false;
        }

        _entries[place] = null;
        Close();
        return true;
    }

    public void Clear()
    {
        _places.Clear();
        for (var i = 0; i < _entries.Count; i++)
        {
            _entries[i] = null;
        }

        Close();
    }

    /// <summary>What is there, and what is added while it is gone through.</summary>
    public IEnumerable<KeyValuePair<JsValue, JsValue>> Entries()
    {
        _visitors++;
        try
        {
            for (var i = 0; i < _entries.Count; i++)
            {
                if (_entries[i] is { } entry)
                {
                    yield return entry;
                }
            }
        }
        finally
        {
            _visitors--;
        }
    }

    // Half of it holes is worth the work, when nobody is on the way through.
    private void Close()
    {
        if (_visitors > 0 || _entries.Count < 32 || _places.Count > _entries.Count / 2)
        {
            return;
        }

        _entries.RemoveAll(entry => entry is null);
        for (var i = 0; i < _entries.Count; i++)
        {
            _places[_entries[i]!.Value.Key] = i;
        }
    }
}
