using System.Text.Json.Nodes;
using Hub.Sdk;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>What came out of one entry.</summary>
internal sealed class Harvest
{
    public List<(string Type, JsonObject Draft)> Records { get; } = [];

    public List<(string Type, Text Reason)> Faults { get; } = [];

    /// <summary>Statements and values that say of themselves that they say nothing, with HL7's word for why.</summary>
    public List<string> Dropped { get; } = [];

    /// <summary>Takes a record that has its name.</summary>
    /// <param name="name">The field without which a record of the type says nothing.</param>
    /// <param name="nullFlavor">Why there is none.</param>
    public void Take(string type, JsonObject draft, string name, string? nullFlavor)
    {
        if (draft.ContainsKey(name))
        {
            Records.Add((type, draft));
        }
        else
        {
            Faults.Add((type, Says.NoName(nullFlavor)));
        }
    }
}
