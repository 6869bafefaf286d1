using Hub.Plugins.Ccda.Mapping;
using Hub.Plugins.Ccda.Reading;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>What a section is about, which decides what its entries become.</summary>
internal enum Topic
{
    /// <summary>Anything else: each entry says by its own kind what it is.</summary>
    Other,
    Problems,
    Allergies,
    Medications,
    Administered,
    Immunizations,
    Results,
    Vitals,
    Social,
    Functional,
    Procedures,
    Encounters,
    Payers,
    Family,
    Plan,
    Directives,
    Equipment,
}

/// <summary>Which LOINC code of a section means which topic. To read another section, add a line.</summary>
internal static class Topics
{
    private static readonly Dictionary<string, Topic> ByCode = new(StringComparer.Ordinal)
    {
        ["11450-4"] = Topic.Problems, // problem list
        ["11348-0"] = Topic.Problems, // past illness
        ["29308-4"] = Topic.Problems, // diagnosis
        ["46241-6"] = Topic.Problems, // admission diagnosis
        ["42347-5"] = Topic.Problems, // admission diagnosis
        ["11535-2"] = Topic.Problems, // discharge diagnosis
        ["78375-3"] = Topic.Problems, // discharge diagnosis
        ["C-CDAV2-DDN"] = Topic.Problems, // discharge diagnosis, before it had a code
        ["10219-4"] = Topic.Problems, // before an operation
        ["10218-6"] = Topic.Problems, // after an operation
        ["55109-3"] = Topic.Problems, // complications
        ["75310-3"] = Topic.Problems, // health concerns
        ["48765-2"] = Topic.Allergies,
        ["10160-0"] = Topic.Medications,
        ["10183-2"] = Topic.Medications, // at discharge
        ["75311-1"] = Topic.Medications, // at discharge
        ["42346-7"] = Topic.Medications, // at admission
        ["29549-3"] = Topic.Administered,
        ["11369-6"] = Topic.Immunizations,
        ["30954-2"] = Topic.Results,
        ["26436-6"] = Topic.Results, // laboratory studies
        ["8716-3"] = Topic.Vitals,
        ["29762-2"] = Topic.Social,
        ["47420-5"] = Topic.Functional,
        ["10190-7"] = Topic.Functional, // mental status
        ["47519-4"] = Topic.Procedures,
        ["46240-8"] = Topic.Encounters,
        ["48768-6"] = Topic.Payers,
        ["10157-6"] = Topic.Family,
        ["18776-5"] = Topic.Plan,
        ["61146-7"] = Topic.Plan, // goals
        ["62387-6"] = Topic.Plan, // interventions
        ["42348-3"] = Topic.Directives,
        ["46264-8"] = Topic.Equipment,
    };

    private static readonly Dictionary<Topic, string> Categories = new()
    {
        [Topic.Results] = "laboratory",
        [Topic.Vitals] = "vital-signs",
        [Topic.Social] = "social-history",
        [Topic.Functional] = "functional-status",
    };

    public static Topic Of(Section section) => ByCode.GetValueOrDefault(section.Code.Say("code") ?? "");

    /// <summary>FHIR's word for the observations of such a section; else the section's title.</summary>
    public static string? Category(Scope scope) => Categories.GetValueOrDefault(scope.Topic) ?? scope.Section.Title;
}
