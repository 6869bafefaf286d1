using System.Text.Json;
using Hub.Plugins.Fhir.Reading;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>One resource while it is mapped, with what its references point to.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Index">What the first pass learnt of the file.</param>
/// <param name="Zone">The person's zone, for times without an offset.</param>
/// <param name="Holder">The server that gave it, or null.</param>
internal sealed record Item(JsonElement Resource, FileIndex Index, TimeZoneInfo Zone, string? Holder)
{
    public string Type { get; } = Resource.FindText("resourceType") ?? "";

    public string? Id { get; } = Resource.FindText("id");

    public string? Account { get; } = FileIndex.Account(Resource);

    /// <summary>The name behind a Reference: what its target says, else what the reference itself says.</summary>
    public string? Display(JsonElement reference) => reference.ValueKind != JsonValueKind.Object
        ? Json.Plain(reference)
        : Target(reference)?.Display ?? reference.FindText("display") ?? reference.FindText("identifier.value") ?? Address(reference);

    /// <summary>The reference itself, unless it points inside the resource: <c>#referral</c> says nothing to anybody.</summary>
    private static string? Address(JsonElement reference) => reference.FindText("reference|reference.reference") is { } address && !address.StartsWith('#') ? address : null;

    /// <summary>The target of a Reference, contained in the resource or elsewhere in the file.</summary>
    public Named? Target(JsonElement reference)
    {
        if (reference.FindText("reference|reference.reference") is not { } address)
        {
            return null;
        }

        return address.StartsWith('#')
            ? Resource.Find("contained").Where(one => one.FindText("id") == address[1..]).Select(Naming.Of).FirstOrDefault()
            : Index.Find(address);
    }
}
