using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>One compiled schema. Thread-safe: what a validation needs lies in a scratch.</summary>
public sealed class SchemaValidator
{
    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly SchemaNode _root;

    internal SchemaValidator(SchemaNode root) => _root = root;

    internal SchemaNode Root => _root;

    /// <summary>Throws <see cref="UnsupportedKeywordException"/> when the schema uses a keyword that is not honoured, <see cref="SchemaException"/> when it is wrong otherwise.</summary>
    public static SchemaValidator Compile(ReadOnlyMemory<byte> schema) => new(SchemaCompiler.Compile(schema));

    /// <summary>Whether a JSON text of any kind follows the schema; the reasons go into <paramref name="errors"/> when not.</summary>
    public bool Validate(ReadOnlySpan<byte> json, RecordErrors errors)
    {
        _scratch ??= new();
        return _scratch.Read(json, errors) is { } tape && Validate(tape, errors, _scratch);
    }

    /// <summary>Leaves in the scratch which token each of the root's properties has (0 when absent).</summary>
    /// <param name="isPart">Of the root's members some may be missing: what is there counts.</param>
    internal bool Validate(Tape tape, RecordErrors errors, Scratch scratch, bool isPart = false)
    {
        var before = errors.Count;
        scratch.ClearRootMembers(_root.Properties.Length);
        new Pass(_root, tape, errors, scratch, isPart).Check(_root, 0);
        return errors.Count == before && !errors.IsFull;
    }

    private readonly struct Pass(SchemaNode root, Tape tape, RecordErrors errors, Scratch scratch, bool isPart)
    {
        public void Check(SchemaNode node, int token)
        {
            if (errors.IsFull)
                return;
            if (node.IsNever)
            {
                Add(token, RecordMessages.NothingAllowed);
                return;
            }

            if (node.Reference is not null)
                Check(node.Reference, token);
            var kind = tape.Tokens[token].Kind;
            if (node.Types != SchemaTypes.All && !HasType(node.Types, kind, token))
            {
                Add(token, RecordMessages.Type(node.Types));
                return;
            }

            if (node.Values is not null && !node.Values.Contain(tape, token))
                Add(token, node.Values.Message);
            switch (kind)
            {
                case JsonKind.String:
                    CheckString(node, token);
                    break;
                case JsonKind.Number when node.HasNumberLimits:
                    CheckNumber(node, token);
                    break;
                case JsonKind.Array:
                    CheckArray(node, token);
                    break;
                case JsonKind.Object when node.HasObjectRules:
                    CheckObject(node, token);
                    break;
            }
        }

        private bool HasType(SchemaTypes types, JsonKind kind, int token) =>
            types.HasFlag(TypeOf(kind)) || (kind == JsonKind.Number && types.HasFlag(SchemaTypes.Integer) && IsInteger(tape.Value(token)));

        private static SchemaTypes TypeOf(JsonKind kind) => kind switch
        {
            JsonKind.Null => SchemaTypes.Null,
            JsonKind.True or JsonKind.False => SchemaTypes.Boolean,
            JsonKind.String => SchemaTypes.String,
            JsonKind.Array => SchemaTypes.Array,
            JsonKind.Object => SchemaTypes.Object,
            _ => SchemaTypes.Number,
        };

        private static bool IsInteger(ReadOnlySpan<byte> text) =>
            text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || (ExactNumber.TryParse(text, out var number) && number.IsInteger);

        private void CheckString(SchemaNode node, int token)
        {
            var text = tape.Value(token);
            // A text has at most as many characters as bytes, and at least a quarter: counting is rarely needed.
            if (text.Length > node.MaxLength && CharacterCount(text) > node.MaxLength)
                Add(token, RecordMessages.TooLong(node.MaxLength));
            if (text.Length < node.MinLength * 4L && CharacterCount(text) < node.MinLength)
                Add(token, RecordMessages.TooShort(node.MinLength));
            if (node.Format != SchemaFormat.None && !HasFormat(node.Format, text))
                Add(token, RecordMessages.Format(node.Format));
            if (node.Pattern is not null && !node.Pattern.IsMatch(text, scratch))
                Add(token, RecordMessages.Pattern);
        }

        private static int CharacterCount(ReadOnlySpan<byte> text)
        {
            var count = 0;
            foreach (var value in text)
                count += (value & 0xC0) != 0x80 ? 1 : 0;
            return count;
        }

        private static bool HasFormat(SchemaFormat format, ReadOnlySpan<byte> text) => format switch
        {
            SchemaFormat.Date => TimeText.TryDate(text, out _),
            SchemaFormat.DateTime => TimeText.TryInstant(text, out _),
            SchemaFormat.PartialDate => TimeText.TryPartialDate(text, out _, out _),
            SchemaFormat.PartialDateTime => TimeText.TryPartialDate(text, out _, out _) || TimeText.TryInstant(text, out _),
            _ => UriText.IsUri(text),
        };

        private void CheckNumber(SchemaNode node, int token)
        {
            _ = ExactNumber.TryParse(tape.Value(token), out var number);
            if (node.Minimum is not null && number.CompareTo(node.Minimum.Value) < 0)
                Add(token, RecordMessages.AtLeast(node.Minimum.Text));
            if (node.Maximum is not null && number.CompareTo(node.Maximum.Value) > 0)
                Add(token, RecordMessages.AtMost(node.Maximum.Text));
            if (node.Above is not null && number.CompareTo(node.Above.Value) <= 0)
                Add(token, RecordMessages.Above(node.Above.Text));
            if (node.Below is not null && number.CompareTo(node.Below.Value) >= 0)
                Add(token, RecordMessages.Below(node.Below.Text));
        }

        private void CheckArray(SchemaNode node, int token)
        {
            var end = tape.Tokens[token].Next;
            var count = 0;
            for (var item = token + 1; item < end; item = tape.Tokens[item].Next)
            {
                count++;
                if (node.Items is not null)
                    Check(node.Items, item);
            }

            if (count < node.MinItems)
                Add(token, RecordMessages.TooFewItems(node.MinItems));
            if (count > node.MaxItems)
                Add(token, RecordMessages.TooManyItems(node.MaxItems));
        }

        private void CheckObject(SchemaNode node, int token)
        {
            var properties = node.Properties;
            var end = tape.Tokens[token].Next;
            var next = 0;
            var count = 0;
            for (var name = token + 1; name < end; name = tape.Tokens[name + 1].Next)
            {
                count++;
                var order = 1;
                while (next < properties.Length && (order = tape.Value(name).SequenceCompareTo(properties[next].Name)) > 0)
                    Missed(properties[next++], token);
                SchemaNode? schema = null;
                if (next < properties.Length && order == 0)
                {
                    schema = properties[next].Schema;
                    if (token == 0 && node == root)
                        scratch.RootMembers[next] = name + 1;
                    next++;
                }

                schema ??= node.Additional;
                if (schema is { IsNever: true } && schema == node.Additional)
                    Add(name, RecordMessages.Unknown);
                else if (schema is not null)
                    Check(schema, name + 1);
            }

            while (next < properties.Length)
                Missed(properties[next++], token);
            if (count < node.MinProperties && !MayLack(token))
                Add(token, RecordMessages.TooFewMembers(node.MinProperties));
            if (count > node.MaxProperties)
                Add(token, RecordMessages.TooManyMembers(node.MaxProperties));
        }

        private void Missed(SchemaProperty property, int token)
        {
            if (property.IsRequired && !errors.IsFull && !MayLack(token))
                errors.Add($"{tape.PathOf(token)}/{Tape.Pointer(property.Name)}", RecordMessages.Missing);
        }

        private bool MayLack(int token) => isPart && token == 0;

        private void Add(int token, Text message)
        {
            if (!errors.IsFull)
                errors.Add(tape.PathOf(token), message);
        }
    }
}
