using System.Text.Json;
using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Reading;

/// <summary>What the first pass over the file learns, so that the second can resolve references in whatever order they come.</summary>
internal sealed class FileIndex
{
    /// <summary>Beyond this many names a reference stays a reference: memory is bounded whatever the file's size.</summary>
    private const int MaxNames = 200_000;

    private readonly Dictionary<string, Named> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _coveredClaims = new(StringComparer.Ordinal);
    private readonly HashSet<string> _patients = new(StringComparer.Ordinal);

    /// <summary>How many resources there are, errors of the holder not counted.</summary>
    public int Resources { get; private set; }

    /// <summary>Whether any value of the file is FHIR.</summary>
    public bool IsFhir { get; private set; }

    /// <summary>The server that gave the file, where a bundle says so.</summary>
    public string? Holder { get; private set; }

    /// <summary>Whether a bundle announces a next page.</summary>
    public bool HasNextPage { get; private set; }

    /// <summary>Whether the file is about several people.</summary>
    public bool IsAboutSeveral => _patients.Count > 1;

    public void AddBundle(JsonElement bundle)
    {
        IsFhir = true;
        foreach (var link in bundle.Find("link"))
        {
            Holder ??= References.Host(link.FindText("url"));
            HasNextPage |= link.FindText("relation") == "next";
        }
    }

    public void Add(JsonElement resource, string? fullUrl)
    {
        var type = resource.FindText("resourceType");
        IsFhir |= type is not null;
        Resources += type is null or "OperationOutcome" ? 0 : 1;
        Holder ??= References.Host(fullUrl);
        var id = resource.FindText("id");
        if (Account(resource) is { } account)
        {
            _patients.Add(account);
        }

        if (type == "ExplanationOfBenefit" && resource.FindText("claim.reference") is { } claim)
        {
            _coveredClaims.Add(References.Id(claim));
        }

        if (_names.Count < MaxNames && Naming.Of(resource) is { } named)
        {
            Name(fullUrl is null ? null : References.Key(fullUrl), named);
            Name(id is null ? null : $"{type}/{id}", named);
        }
    }

    /// <summary>The name of what a reference points to in this file, or null.</summary>
    public Named? Find(string reference) => _names.GetValueOrDefault(References.Key(reference));

    /// <summary>Whether an ExplanationOfBenefit of the file tells this claim with what was paid for it.</summary>
    public bool IsCovered(string claimId) => _coveredClaims.Contains(claimId);

    /// <summary>Whom a resource is about: the patient's id at the holder.</summary>
    public static string? Account(JsonElement resource) => resource.FindText("resourceType") == "Patient"
        ? resource.FindText("id")
        : resource.FindText("subject.reference|patient.reference|beneficiary.reference|for.reference") is { } patient && !patient.Contains("Group/", StringComparison.Ordinal)
            ? References.Id(patient)
            : resource.FindText("subject.identifier.value|patient.identifier.value|beneficiary.identifier.value");

    private void Name(string? key, Named named)
    {
        if (key is not null)
        {
            _names.TryAdd(key, named);
        }
    }
}
