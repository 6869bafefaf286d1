using System.Text;
using Text = Hub.Sdk.Text;

namespace Hub.Core.Egress;

/// <summary>Puts <c>{{NAME}}</c> in place of each secret value, in whatever form it comes: replies, logs, errors and recordings all go through one of these.</summary>
public sealed class Redactor
{
    private const int MostForms = 500;
    private readonly List<KeyValuePair<byte[], byte[]>> _pairs = [];
    private ByteReplacer _replacer;

    /// <param name="secrets">Values by the names of their settings. Those shorter than four characters are left.</param>
    public Redactor(IEnumerable<KeyValuePair<string, string>> secrets)
    {
        foreach (var (name, value) in secrets)
        {
            Add(name, SecretForms.Of(value));
        }

        _replacer = new ByteReplacer(_pairs);
    }

    public string Redact(string text)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        var redacted = _replacer.Replace(bytes);
        return redacted.Equals(bytes) ? text : Encoding.UTF8.GetString(redacted.Span);
    }

    public Text Redact(Text text) => new(Redact(text.En), Redact(text.Fr));

    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> text) => _replacer.Replace(text);

    /// <summary>A header, whose characters stand for bytes.</summary>
    internal string RedactHeader(string value) => Encoding.Latin1.GetString(_replacer.Replace(Encoding.Latin1.GetBytes(value)).Span);

    /// <summary>Learns what a Basic header was made of.</summary>
    internal void AddBasic(string name, string pair)
    {
        // Its parts are known in any case; a plug-in that makes up users without end must not slow everything down.
        if (_pairs.Count < MostForms)
        {
            Add(name, SecretForms.OfBasic(pair));
            _replacer = new ByteReplacer([.. _pairs]);
        }
    }

    private void Add(string name, IEnumerable<byte[]> forms)
    {
        var with = Encoding.UTF8.GetBytes($"{{{{{name}}}}}");
        _pairs.AddRange(forms.Where(form => !_pairs.Exists(pair => pair.Key.AsSpan().SequenceEqual(form))).Select(form => KeyValuePair.Create(form, with)).ToList());
    }
}
