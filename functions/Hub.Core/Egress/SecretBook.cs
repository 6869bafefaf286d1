using System.Text;
using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>Puts a source's secrets into what a plug-in wrote with <c>{{NAME}}</c> in their place, towards their hosts only.</summary>
internal sealed class SecretBook
{
    private const string Basic = "Basic ";
    private readonly IReadOnlyList<SourceSecret> _secrets;
    private readonly ByteReplacer[] _marks;
    private readonly Dictionary<SecretPlace, ByteReplacer> _writers = [];
    private readonly Redactor _echoes;

    /// <param name="echoes">Learns how values were sent, to know them when they come back.</param>
    public SecretBook(IReadOnlyList<SourceSecret> secrets, Redactor echoes)
    {
        (_secrets, _echoes) = (secrets, echoes);
        _marks = [.. secrets.Select(secret => new ByteReplacer([.. SecretPlaces.Marks(secret.Name).Select(mark => KeyValuePair.Create(mark, Array.Empty<byte>()))]))];
        foreach (var place in Enum.GetValues<SecretPlace>())
        {
            _writers[place] = new ByteReplacer([.. secrets.SelectMany(secret =>
                SecretPlaces.Marks(secret.Name).Select(mark => KeyValuePair.Create(mark, Encoding.UTF8.GetBytes(SecretPlaces.Write(place, secret.Value)))))]);
        }
    }

    /// <summary>Whether a text asks for a secret.</summary>
    public bool IsIn(ReadOnlySpan<byte> text)
    {
        foreach (var mark in _marks)
        {
            if (mark.IsIn(text))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsIn(HttpCall call) => IsIn(Encoding.UTF8.GetBytes(call.Url)) || IsIn(call.Body.Span) || call.Headers.Any(IsIn);

    public bool IsIn(KeyValuePair<string, string> header) => IsIn(Encoding.UTF8.GetBytes(header.Value)) || Decoded(header) is not null;

    /// <exception cref="EgressException">A secret is asked for that is not for this host; nothing may be sent.</exception>
    public void RequireFor(Step step, CallTarget target)
    {
        for (var at = 0; at < _secrets.Count; at++)
        {
            if (!(step.SecretsMayGo && _secrets[at].Hosts.Contains(target)) && Asks(step, _marks[at]))
            {
                throw EgressRefusals.SecretElsewhere(target.Name, _secrets[at].Name);
            }
        }

        // Its own host, told where to send the call on to, would hand the value over.
        if (step is { Carries: true, UrlIsOwn: false, SecretsMayGo: false } && _echoes.Redact(step.Call.Url) is var url && url != step.Call.Url)
        {
            throw EgressRefusals.SecretElsewhere(target.Name, NameIn(url));
        }
    }

    /// <summary>The call as it goes out.</summary>
    /// <exception cref="EgressException">A value does not fit where it is to stand.</exception>
    public HttpCall Write(Step step, CallTarget target)
    {
        var call = step.Call;
        var type = call.Headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        return call with
        {
            Url = step.UrlIsOwn ? Write(SecretPlace.Form, call.Url) : call.Url,
            Headers = [.. call.Headers.Select(header => KeyValuePair.Create(header.Key, WriteHeader(header, target)))],
            Body = _writers[SecretPlaces.OfBody(type)].Replace(call.Body),
        };
    }

    private bool Asks(Step step, ByteReplacer mark) =>
        (step.UrlIsOwn && mark.IsIn(Encoding.UTF8.GetBytes(step.Call.Url))) || mark.IsIn(step.Call.Body.Span)
        || step.Call.Headers.Any(header => mark.IsIn(Encoding.UTF8.GetBytes(header.Value)) || (Decoded(header) is { } pair && mark.IsIn(Encoding.UTF8.GetBytes(pair))));

    private string WriteHeader(KeyValuePair<string, string> header, CallTarget target)
    {
        var pair = PlainBasic(header) ?? Decoded(header);
        if (pair is not null)
        {
            var written = Write(SecretPlace.Text, pair);
            _echoes.AddBasic(NameIn(pair), written);
            return Basic + Convert.ToBase64String(Encoding.UTF8.GetBytes(written));
        }

        // Characters that would end the header, or begin another, are the value's own fault.
        var value = Write(SecretPlace.Text, header.Value);
        return ReferenceEquals(value, header.Value) || RequestRules.IsValue(value) ? value : throw EgressRefusals.SecretUnfit(target.Name, NameIn(header.Value));
    }

    /// <summary>The user and password of a Basic header that was written without its encoding.</summary>
    private string? PlainBasic(KeyValuePair<string, string> header) => IsBasic(header) && IsIn(Encoding.UTF8.GetBytes(header.Value)) ? header.Value[Basic.Length..].Trim() : null;

    /// <summary>The same, where the plug-in had encoded the placeholder already.</summary>
    private string? Decoded(KeyValuePair<string, string> header)
    {
        if (!IsBasic(header))
        {
            return null;
        }

        var bytes = new byte[header.Value.Length];
        return Convert.TryFromBase64String(header.Value[Basic.Length..].Trim(), bytes, out var length) && IsIn(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static bool IsBasic(KeyValuePair<string, string> header) =>
        header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && header.Value.StartsWith(Basic, StringComparison.OrdinalIgnoreCase);

    private string Write(SecretPlace place, string text)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        var written = _writers[place].Replace(bytes);
        return written.Equals(bytes) ? text : Encoding.UTF8.GetString(written.Span);
    }

    private string NameIn(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return _secrets.Where((_, at) => _marks[at].IsIn(bytes)).Select(secret => secret.Name).FirstOrDefault() ?? "";
    }
}
