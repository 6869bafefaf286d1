using Hub.Core.Accesses;
using Hub.Sdk;
using Hub.Vaults;

namespace Hub.Web;

/// <summary>For whom a page is made: language, zone, account, and what a form needs to be believed.</summary>
public sealed class PageContext(string language, TimeZoneInfo zone)
{
    public string Language { get; } = language.StartsWith("fr", StringComparison.Ordinal) ? "fr" : "en";

    public Formats Format { get; } = new(language, zone);

    /// <summary>The name of who is signed in, or null.</summary>
    public string? Account { get; init; }

    /// <summary>Whether they run the hub.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Whose vault it is.</summary>
    public string? Vault { get; init; }

    /// <summary>Which vault is in view and what may be done there; null where no vault is.</summary>
    public VaultVisit? InView { get; init; }

    /// <summary>Whether forms that change the vault are shown.</summary>
    public bool MayChange => InView is null or { Role: not VaultRole.Reader };

    /// <summary>Whether everything in it is made up.</summary>
    public bool MadeUp { get; init; }

    /// <summary>Where the page lies, for links that come back to it.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Whether it answers a form: what it shows may be shown once, and going to its address again would lose it.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>What was looked for, where the page answers that.</summary>
    public string? Search { get; set; }

    public required DateTimeOffset Now { get; init; }

    public string AntiforgeryField { get; init; } = "__RequestVerificationToken";

    public string? AntiforgeryToken { get; init; }

    public DateOnly Today => DateOnly.FromDateTime(Format.Local(Now));

    public string L(string en, string fr) => Language == "fr" ? Typography.French(fr) : en;

    public string L(Text text) => L(text.En, text.Fr);
}
