using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Records;

/// <summary>
/// Derives a record's id. THIS NEVER CHANGES: every vault's records are found by it, and golden tests hold it.
/// <para>
/// The id is the first 16 bytes of the SHA-256 of: the type's name · the alternative's number (one byte) · the subject (empty for "me") · each identity field. Texts are preceded by their
/// length (4 bytes, big-endian), so that no two lists of fields spell the same bytes. A field is one tag byte and its value: 0 null or absent; 1 false; 2 true; 3 number, as its significant digits,
/// "e" and exponent (1.0 is 1); 4 text, accents composed, or folded where the type says so; 5 instant, as 8 bytes of seconds since year 1 UTC and the fraction's digits without trailing zeros;
/// 6 anything else, as canonical JSON.
/// </para>
/// <para>
/// Where the alternative holds the type's time field, the first 6 bytes are replaced by the milliseconds since the beginning of year 1 UTC (big-endian; from year 8920 on they stay at the largest, where only
/// "no end" dates lie). Ids then grow with time, and so do keys in a clustered index: inserting in order of time is several times faster than at random.
/// </para>
/// </summary>
internal sealed class RecordIdentity
{
    private const int TimeBytes = 6;
    private const long LargestTime = (1L << (TimeBytes * 8)) - 1;
    private const string Owner = "me";

    private readonly Alternative[] _alternatives;

    public RecordIdentity(string typeName, IdentityRule rule, SchemaNode root, TimeRule? time)
    {
        _alternatives = [.. rule.Alternatives.Select((fields, number) => new Alternative(
            Prefix(typeName, number),
            [.. fields.Select(field => ToPart(field, root, time))],
            time is not null && fields.Any(field => field.Name == time.Field)))];
    }

    public RecordId Derive(Tape tape, Scratch scratch, string subject, RecordTime time)
    {
        var alternative = Choose(tape, scratch.RootMembers);
        var to = new IdentityBytes(scratch);
        to.Append(alternative.Prefix);
        to.AppendText(subject == Owner ? "" : subject);
        foreach (var part in alternative.Parts)
            AppendPart(ref to, part, tape, scratch.RootMembers[part.Property]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        scratch.Hash(to.Written, hash);
        if (alternative.HasTime && !time.IsNone)
        {
            Span<byte> milliseconds = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(milliseconds, Math.Clamp(time.MillisecondsSinceYearOne, 0, LargestTime));
            milliseconds[^TimeBytes..].CopyTo(hash);
        }

        return RecordId.FromBytes(hash);
    }

    /// <summary>Whether the members that are there tell one record; says which ones are missing when not.</summary>
    public bool Tells(Tape tape, Scratch scratch, SchemaNode root, RecordErrors errors)
    {
        bool IsThere(Part part) => scratch.RootMembers[part.Property] is not 0 and var token && tape.Tokens[token].Kind != JsonKind.Null;
        var chosen = Choose(tape, scratch.RootMembers);

        // In the last alternative an absent field is a value too, so one that the type demands has to be there, and one at least.
        var missing = chosen.Parts.Any(IsThere) ? chosen.Parts.Where(part => root.Properties[part.Property].IsRequired && !IsThere(part)) : _alternatives[0].Parts;
        foreach (var part in missing)
            errors.Add($"/{Tape.Pointer(root.Properties[part.Property].Name)}", RecordMessages.Missing);
        return !missing.Any();
    }

    public static int PropertyIndex(SchemaNode root, string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        return Array.FindIndex(root.Properties, property => property.Name.AsSpan().SequenceEqual(utf8));
    }

    private Alternative Choose(Tape tape, int[] members)
    {
        for (var index = 0; index < _alternatives.Length - 1; index++)
        {
            var isWhole = true;
            foreach (var part in _alternatives[index].Parts)
                isWhole &= members[part.Property] is not 0 and var token && tape.Tokens[token].Kind != JsonKind.Null;
            if (isWhole)
                return _alternatives[index];
        }

        return _alternatives[^1];
    }

    private static void AppendPart(ref IdentityBytes to, Part part, Tape tape, int token)
    {
        var kind = token == 0 ? JsonKind.Null : tape.Tokens[token].Kind;
        switch (kind)
        {
            case JsonKind.Null:
                to.AppendTag(0);
                break;
            case JsonKind.False:
                to.AppendTag(1);
                break;
            case JsonKind.True:
                to.AppendTag(2);
                break;
            case JsonKind.Number:
                to.AppendTag(3);
                to.AppendNumber(tape.Value(token));
                break;
            case JsonKind.String when part.IsTime && TimeText.TryInstant(tape.Value(token), out var instant):
                to.AppendTag(5);
                to.AppendInstant(instant, tape.Value(token).Slice(instant.FractionStart, instant.FractionLength));
                break;
            case JsonKind.String:
                to.AppendTag(4);
                to.AppendText(tape.Value(token), part.Fold);
                break;
            default:
                to.AppendTag(6);
                to.AppendCounted(tape.Value(token));
                break;
        }
    }

    private static byte[] Prefix(string typeName, int number)
    {
        var name = Encoding.UTF8.GetBytes(typeName);
        var prefix = new byte[sizeof(int) + name.Length + 1];
        BinaryPrimitives.WriteInt32BigEndian(prefix, name.Length);
        name.CopyTo(prefix, sizeof(int));
        prefix[^1] = (byte)number;
        return prefix;
    }

    private static Part ToPart(IdentityField field, SchemaNode root, TimeRule? time)
    {
        var property = PropertyIndex(root, field.Name);
        var isTime = field.Name == time?.Field || HasTimeFormat(root.Properties[property].Schema);
        return new(property, field.Fold, isTime);
    }

    private static bool HasTimeFormat(SchemaNode? schema) =>
        schema is not null && (schema.Format is SchemaFormat.DateTime or SchemaFormat.PartialDateTime || HasTimeFormat(schema.Reference));

    private sealed record Part(int Property, bool Fold, bool IsTime);

    private sealed record Alternative(byte[] Prefix, Part[] Parts, bool HasTime);
}
