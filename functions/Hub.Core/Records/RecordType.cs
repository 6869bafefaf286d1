using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Records.Casts;
using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>One record type: its schema compiled, its annotations read. Thread-safe.</summary>
public sealed class RecordType
{
    private readonly SchemaValidator _validator;
    private readonly RecordIdentity _identity;
    private readonly int _timeProperty;

    internal RecordType(string name, ReadOnlyMemory<byte> schema, SchemaValidator validator, TimeRule? time, IdentityRule identity)
    {
        Name = name;
        Schema = schema;
        Time = time;
        Identity = identity;
        _validator = validator;
        _identity = new(name, identity, validator.Root, time);
        _timeProperty = time is null ? -1 : RecordIdentity.PropertyIndex(validator.Root, time.Field);
    }

    public string Name { get; }

    public required string Version { get; init; }

    /// <summary>The first number of its version: records of another are written otherwise.</summary>
    public int Major => MajorOf(Version);

    /// <summary>The schema as its file has it.</summary>
    public ReadOnlyMemory<byte> Schema { get; }

    public required Text Label { get; init; }

    public required Text Help { get; init; }

    public required string Domain { get; init; }

    public required string Family { get; init; }

    public required string Sensitivity { get; init; }

    public required string Origin { get; init; }

    public string? Health { get; init; }

    public string? TitleField { get; init; }

    /// <summary>Top-level fields: the annotated columns in their order, then the rest.</summary>
    public required IReadOnlyList<RecordField> Fields { get; init; }

    /// <summary>The annotated columns: the first of <see cref="Fields"/>.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>JSON pointers of the decimal fields, with <c>*</c> for the items of a list.</summary>
    public IReadOnlyList<string> Decimals => field ??= DecimalFields.Of(_validator.Root);

    public TimeRule? Time { get; }

    public IdentityRule Identity { get; }

    public ChartRule? Chart { get; init; }

    public SeriesRule? Series { get; init; }

    public string? DirectionField { get; init; }

    /// <summary>How records of earlier versions become today's.</summary>
    internal TypeCasts Casts { get; init; } = TypeCasts.None;

    /// <summary>Of a version such as 2.1.0.</summary>
    public static int MajorOf(string? version) => System.Version.TryParse(version, out var parts) ? Math.Max(1, parts.Major) : 1;

    /// <summary>Whether records of that version are written otherwise today.</summary>
    public bool Upgrades(int from) => Casts.Changes(from);

    /// <summary>Data as an earlier version of the type has it, as today's does. What cannot be read is left to <see cref="Prepare"/>, which says why.</summary>
    public ReadOnlyMemory<byte> Today(ReadOnlyMemory<byte> data, int version, Scratch scratch) =>
        Casts.Changes(version) && ReadObject(data.Span, new RecordErrors(), scratch) is { } tape ? Casts.Apply(tape.Written, version, Major) : data;

    /// <summary>
    /// Makes raw JSON a record: validated, canonical, with its id, time and hash. Null, with the reasons, when it has to be set aside. The explicit time counts where the data has none.
    /// </summary>
    public PreparedRecord? Prepare(ReadOnlySpan<byte> data, ReadOnlySpan<byte> explicitTime, string subject, RecordErrors errors, Scratch scratch)
    {
        if (ReadObject(data, errors, scratch) is not { } tape)
            return null;
        if (!_validator.Validate(tape, errors, scratch) || !TryTime(tape, explicitTime, errors, scratch, out var time))
            return null;
        return Keep(tape, _identity.Derive(tape, scratch, subject, time), time, subject, scratch);
    }

    private static PreparedRecord Keep(Tape tape, RecordId id, RecordTime time, string subject, Scratch scratch)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        scratch.Hash(tape.Written, hash);
        return new(id, time, scratch.Keep(tape.Written), Hash128.FromBytes(hash), subject);
    }

    /// <summary>A stored record of an earlier version as a later one has it; null when that would be no record of the type, or another one. Of a version before today's only the way there is known.</summary>
    public PreparedRecord? BringUp(ReadOnlySpan<byte> data, int from, int to, RecordId id, RecordTime time, string subject, Scratch scratch)
    {
        var (cast, errors) = (Casts.Apply(data, from, to), new RecordErrors());
        if (to == Major)
            return Prepare(cast, Encoding.ASCII.GetBytes(time.ToString()), subject, errors, scratch) is { } record && record.Id == id && record.Time == time ? record : null;
        return scratch.Read(cast, errors) is { } tape ? Keep(tape, id, time, subject, scratch) : null;
    }

    /// <summary>The id of the record that these fields tell from all others. Null, with the reasons, when they do not.</summary>
    public RecordId? Identify(ReadOnlySpan<byte> fields, string subject, RecordErrors errors, Scratch scratch)
    {
        if (ReadObject(fields, errors, scratch) is not { } tape)
            return null;
        return _validator.Validate(tape, errors, scratch, isPart: true) && _identity.Tells(tape, scratch, _validator.Root, errors) && TryTime(tape, default, errors, scratch, out var time)
            ? _identity.Derive(tape, scratch, subject, time)
            : null;
    }

    /// <summary>A field by JSON pointer: "/energy", or "/items/*/amount" (an index or a star) inside a list. Null when the type has no such field.</summary>
    public RecordField? FindField(string pointer)
    {
        if (!pointer.StartsWith('/'))
            return null;
        RecordField? field = null;
        foreach (var part in pointer[1..].Split('/'))
        {
            if (field?.Item is not null && (part == "*" || int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                field = field.Item;
                continue;
            }

            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            field = (field is null ? Fields : field.Item is null ? field.Children : []).FirstOrDefault(child => child.Name == name);
            if (field is null)
                return null;
        }

        return field;
    }

    private static Tape? ReadObject(ReadOnlySpan<byte> data, RecordErrors errors, Scratch scratch)
    {
        if (scratch.Read(data, errors) is not { } tape)
            return null;
        if (tape.Tokens[0].Kind == JsonKind.Object)
            return tape;
        errors.Add("", RecordMessages.NotAnObject);
        return null;
    }

    private bool TryTime(Tape tape, ReadOnlySpan<byte> explicitTime, RecordErrors errors, Scratch scratch, out RecordTime time)
    {
        time = RecordTime.None;
        var token = _timeProperty < 0 ? 0 : scratch.RootMembers[_timeProperty];
        if (token != 0 && tape.Tokens[token].Kind != JsonKind.Null)
        {
            if (tape.Tokens[token].Kind == JsonKind.String && RecordTime.TryParse(tape.Value(token), out time))
                return true;
            errors.Add(tape.PathOf(token), RecordMessages.Time);
            return false;
        }

        if (explicitTime.IsEmpty || RecordTime.TryParse(explicitTime, out time))
            return true;
        errors.Add("/time", RecordMessages.Time);
        return false;
    }
}
