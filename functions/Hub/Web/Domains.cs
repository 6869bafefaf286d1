using Hub.Sdk;

namespace Hub.Web;

/// <summary>The domains that record types and holders belong to, in the order in which pages show them.</summary>
public static class Domains
{
    public static readonly IReadOnlyList<(string Id, Text Label)> All =
    [
        ("energy", new("Energy", "Énergie")),
        ("water", new("Water", "Eau")),
        ("bank", new("Bank", "Banque")),
        ("health", new("Health", "Santé")),
        ("insurance", new("Insurance", "Assurance")),
        ("telecom", new("Telephone", "Téléphone")),
        ("mobility", new("Trips", "Déplacements")),
        ("purchase", new("Purchases", "Achats")),
        ("contacts", new("Contacts and appointments", "Contacts et rendez-vous")),
        ("media", new("Films and music", "Films et musique")),
        ("identity", new("About you", "À propos de vous")),
        ("documents", new("Documents", "Documents")),
    ];

    public static Text Label(string id) => All.FirstOrDefault(domain => domain.Id == id).Label ?? new Text(id, id);
}
