using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>What a type's chart measures, and how its figures are written.</summary>
public sealed class Measure(RecordType type, PageContext page, string? unit = null)
{
    private readonly RecordField? _value = type.Chart?.Value is { } name ? type.Field(name) : null;

    public string Function { get; } = type.Chart is { Fn: { } function } ? function : "count";

    public bool IsMoney => _value?.CurrencyField is not null && Function != "count";

    private string? Unit => unit ?? _value?.Unit;

    public string Say(decimal value, string? currency)
    {
        if (Function == "count")
        {
            return page.Format.Number(value, 0);
        }

        return IsMoney && currency is not null ? page.Format.Money(Math.Round(value, 2, MidpointRounding.AwayFromZero), currency) : page.Format.Quantity(value, Unit);
    }

    public string Axis(string? currency) => Function == "count" ? "" : IsMoney ? Currencies.Symbol(currency ?? "") : Units.Shown(Unit ?? "", page.Language == "fr");

    public string Name => Function == "count" || _value is null ? page.L("Number", "Nombre") : page.L(_value.Label);

    /// <summary>What a line is called: "Electricity", or the type where nothing tells lines apart.</summary>
    public string LineName(string? group, string? direction)
    {
        var name = group is null || type.ChartGroup() is not { } field ? page.L(type.Label) : field.Choice(group, page);
        return direction is null || IsUsualDirection(direction) || type.Field(type.DirectionField) is not { } way ? name : $"{name} ({way.Choice(direction, page).ToLowerInvariant()})";
    }

    /// <summary>The first value of a direction is the one people mean when they do not say it.</summary>
    private bool IsUsualDirection(string direction) => type.Field(type.DirectionField)?.ValueLabels.Keys.FirstOrDefault() == direction;
}
