using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>What was typed into a form and what is wrong with it. What was typed is never lost, passphrases excepted.</summary>
public sealed class FormModel
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public List<FormError> Errors { get; } = [];

    public string? this[string field]
    {
        get => _values.GetValueOrDefault(field);
        set => _values[field] = value ?? "";
    }

    public FormError? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field);

    public FormModel Fail(string field, Text message)
    {
        Errors.Add(new FormError(field, message));
        return this;
    }
}

public sealed record FormError(string Field, Text Message);

/// <summary>One choice of a list.</summary>
public sealed record ChoiceModel(string Value, string Label);
