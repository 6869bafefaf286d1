using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>What every kind of statement says in the same places.</summary>
internal static class Common
{
    /// <summary>The number of a thing, as its root and extension; null when the document gives none.</summary>
    public static string? Id(XElement? around) =>
        around.All("id").Where(id => id.NullFlavor() is null && id.Say("root") is not null).Select(id => id.Say("extension") is { } extension ? $"{id.Say("root")}|{extension}" : id.Say("root")!)
            .FirstOrDefault(id => id.Length <= 256);

    public static JsonObject Draft(XElement statement)
    {
        var draft = new JsonObject();
        draft.SetText("reference", Id(statement));
        return draft;
    }

    /// <summary>Who, during which encounter, and what was written beside it.</summary>
    public static void Finish(JsonObject draft, XElement statement, Scope scope)
    {
        draft.SetText("performer", Actors.Performer(statement));
        draft.SetText("encounter", scope.Encounter.Name);
        draft.SetText("encounterId", scope.Encounter.Id);
        Words(draft, statement, scope);
    }

    /// <summary>The text for people that the statement points to, unless it only repeats the name, and comments.</summary>
    public static void Words(JsonObject draft, XElement statement, Scope scope)
    {
        if (Concepts.Said(statement.Find("text"), scope.Section) is { } text && text != draft["display"]?.ToString())
        {
            draft.Note(text);
        }

        foreach (var comment in statement.Related().Where(other => other.Find("code").Say("code") == "48767-8"))
        {
            draft.Note(Concepts.Said(comment.Find("text"), scope.Section));
        }
    }

    /// <summary>Whether a concern is still one.</summary>
    public static string? ConcernStatus(Scope scope) => scope.Concern.Find("statusCode").Say("code") switch { null => null, "active" => "active", _ => "inactive" };

    /// <summary>What the statement was done for.</summary>
    public static string? Reason(XElement statement, Scope scope) => Values.Join(", ",
        [.. statement.Related("RSON").Select(reason => Concepts.Name(reason.Find("value"), scope.Section, reason.Find("text")) ?? Concepts.Name(reason.Find("code"), scope.Section)),
         .. statement.All("precondition/criterion").Select(criterion => Concepts.Said(criterion.Find("text"), scope.Section) ?? Concepts.Name(criterion.Find("value"), scope.Section))]);
}
