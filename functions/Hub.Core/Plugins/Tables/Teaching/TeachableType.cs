using Hub.Core.Records;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>A record type as a table can fill it: by one value a field.</summary>
public sealed class TeachableType
{
    public const string Debit = ":debit", Credit = ":credit", Sign = ":sign", Time = ":time";

    private const string Rank = "occurrence";

    private TeachableType(RecordType type)
    {
        Type = type;
        Fields = [.. type.Fields.Where(field => field is { Children.Count: 0, Item: null, JsonType: "string" or "number" or "integer" } && field.Name != Rank)];
        Targets = [.. Fields.SelectMany(PartsOf)];
    }

    public RecordType Type { get; }

    /// <summary>Those that a cell can say.</summary>
    public IReadOnlyList<RecordField> Fields { get; }

    /// <summary>What a column may become: a field, or a part of one.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Null where a table cannot say what the type needs, or the type is not for people to fill.</summary>
    public static TeachableType? Of(RecordType type)
    {
        var teachable = new TeachableType(type);
        return type.Name != "document.file" && type.Fields.All(field => !field.Required || teachable.Fields.Contains(field)) ? teachable : null;
    }

    public static IReadOnlyList<TeachableType> All(RecordTypes types) => [.. types.All.Select(Of).OfType<TeachableType>()];

    public RecordField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    public bool IsDay(RecordField field) => field.Format == "date" || IsOpen(field);

    public bool IsMoment(RecordField field) => field.Format == "date-time";

    /// <summary>It takes a day as well as a moment.</summary>
    public bool IsOpen(RecordField field) => field.JsonType == "string" && (field.Format is "partial-date" or "partial-date-time" || (field.Format is null && field.Name == Type.Time?.Field));

    public static bool IsNumber(RecordField field) => field.JsonType is "number" or "integer";

    /// <summary>A word of the person's own, which can be asked for each file where no column says it.</summary>
    public bool CanBeAsked(RecordField field) => field.JsonType == "string" && field.ValueLabels.Count == 0 && !IsDay(field) && !IsMoment(field) && field.CurrencyField is null;

    /// <summary>Needed, or of much use, and told for the whole table where no column says it.</summary>
    public IEnumerable<RecordField> MayBeConstant(TableLesson lesson) => Fields.Where(field => !lesson.Fills(field.Name)
        && (field.Required || field.Name is "holder" || IsCurrencyOfFilled(field, lesson) || (field.Name == "unit" && lesson.Fills("value")))
        && !IsDay(field) && !IsMoment(field) && (!IsNumber(field) || field.Name == Type.Series?.Step));

    /// <summary>Fields of the last way in which the type tells its records apart, where that counts equal ones.</summary>
    public IReadOnlyList<string> Counted => Type.Identity.Alternatives[^1].Select(part => part.Name).ToList() is var names && names.Contains(Rank) ? [.. names.Where(name => name != Rank)] : [];

    private bool IsCurrencyOfFilled(RecordField field, TableLesson lesson) => Fields.Any(amount => amount.CurrencyField?.TrimStart('/') == field.Name && lesson.Fills(amount.Name));

    private IEnumerable<string> PartsOf(RecordField field) =>
        field.CurrencyField is not null && field.Required ? [field.Name, field.Name + Debit, field.Name + Credit, field.Name + Sign]
        : IsMoment(field) || (IsOpen(field) && field.Format != "partial-date") ? [field.Name, field.Name + Time]
        : [field.Name];
}
