using System.Globalization;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Medicines: taken, prescribed, given or handed out.</summary>
internal static class Medications
{
    public static void Map(XElement statement, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(statement);
        var material = statement.Find("consumable/manufacturedProduct/manufacturedMaterial") ?? statement.Find("product/manufacturedProduct/manufacturedMaterial");
        draft.Set("kind", Kind(statement, scope));
        Concepts.Set(draft, material.Find("code"), section, material.Find("name") ?? statement.Find("text"));
        draft.SetText("display", Actors.Name(material.Find("name")));
        var period = Times.Of(statement, scope.Zone);
        var authored = Times.Find(statement.Find("author/time"), scope.Zone);
        draft.SetText("status", statement.IsNegated() ? "not-taken" : statement.Find("statusCode").Say("code"));
        draft.SetText("dosage", statement.Related().Where(other => other.Name == "substanceAdministration").Select(other => Concepts.Said(other.Find("text"), section)).FirstOrDefault(text => text is not null));
        draft.SetText("dose", Dose(statement, scope));
        draft.SetText("frequency", Frequency(statement));
        draft.SetText("route", Concepts.Name(statement.Find("routeCode"), section));
        draft.SetText("reason", Common.Reason(statement, scope));
        draft.SetText("date", period.Start ?? authored);
        draft.SetText("authoredOn", authored);
        draft.SetText("start", period.Start);
        draft.SetText("end", period.End);
        SetSupply(draft, statement, scope);
        Common.Finish(draft, statement, scope);
        harvest.Take("health.medication", draft, "display", material.Find("code").NullFlavor());
    }

    private static string Kind(XElement statement, Scope scope) => statement.Name.LocalName == "supply" ? "dispense"
        : statement.Say("moodCode") is not "EVN" and not null ? "request"
        : scope.Topic == Topic.Administered ? "administration" : "statement";

    private static string? Dose(XElement statement, Scope scope)
    {
        var dose = statement.Find("doseQuantity");
        var text = dose is null ? null : Values.Interval(dose, scope.Section);
        return text is not null && dose.Say("unit") is null or "1" ? Values.Join(" ", text, Concepts.Name(statement.Find("administrationUnitCode"), scope.Section)) : text;
    }

    /// <summary>For instance <c>1 / 6 h</c>: once every six hours, in UCUM's letters.</summary>
    private static string? Frequency(XElement statement) => Values.Join(", ", statement.All("effectiveTime").Select(time =>
        time.Find("period") is { } period && period.Say("value") is { } value ? $"1 / {value} {period.Say("unit")}".TrimEnd() : time.Find("event").Say("code")));

    /// <summary>What was prescribed to be handed out, and what last was.</summary>
    private static void SetSupply(System.Text.Json.Nodes.JsonObject draft, XElement statement, Scope scope)
    {
        var supplies = statement.Related().Where(other => other.Name == "supply").ToList();
        var order = statement.Name == "supply" ? statement : supplies.Find(supply => supply.Say("moodCode") != "EVN");
        var fills = supplies.Where(supply => supply.Say("moodCode") == "EVN").ToList();
        if (statement.Name == "supply" && statement.Say("moodCode") == "EVN")
        {
            fills.Add(statement);
        }

        var quantity = order.Find("quantity") ?? fills.Select(fill => fill.Find("quantity")).FirstOrDefault();
        draft.Set("quantity", Values.Number(quantity.Say("value")));
        if (draft.ContainsKey("quantity"))
        {
            draft.SetText("quantityUnit", quantity.Say("unit") is { } unit && unit != "1" ? unit : null);
        }

        draft.Set("refillsRemaining", Values.Number(order.Find("repeatNumber").Say("value")));
        draft.SetText("lastFilled", fills.Select(fill => Times.Of(fill, scope.Zone).Start).OfType<string>().OrderBy(Instant).LastOrDefault());
        draft.SetText("pharmacy", fills.Select(fill => Actors.Organization(fill.Find("performer/assignedEntity")) ?? Actors.Of(fill.Find("performer/assignedEntity"))).FirstOrDefault(name => name is not null));
    }

    private static DateTimeOffset Instant(string time) =>
        DateTimeOffset.TryParse(time.Length == 4 ? time + "-01-01" : time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : default;
}
