using System.Text.Json.Nodes;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>How one kind of resource becomes one kind of record. To read another resource, add one to a table in <c>Maps/</c>.</summary>
/// <param name="Type">The record type.</param>
/// <param name="Fields">The mapping table.</param>
/// <param name="More">What no table can say.</param>
/// <param name="SaidBy">Where the resource says who stated it, if it may be the person.</param>
internal sealed record ResourceMap(string Type, Field[] Fields, Action<JsonObject, Item>? More = null, string? SaidBy = null)
{
    public JsonObject Apply(Item item)
    {
        var draft = new JsonObject();
        draft.SetText("reference", item.Id);
        draft.SetText("account", item.Account);
        draft.SetText("holder", item.Holder);
        draft["source"] = SaidBy is not null && item.Resource.Find(SaidBy).Any(one => one.FindText("reference")?.StartsWith("Patient/", StringComparison.Ordinal) == true) ? "self" : "holder";
        draft.SetAll(item, item.Resource, Fields);
        More?.Invoke(draft, item);
        return draft;
    }
}
