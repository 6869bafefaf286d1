using Hub.Core.Accesses;
using Hub.Vaults;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

/// <summary>A family that opens each other's vaults.</summary>
internal static class SampleFamily
{
    private static readonly OpenedVault[] Others =
    [
        new("lou-1", "Lou", VaultRole.Keeper, null),
        new("odile-1", "Odile Grandmère-Montgolfier", VaultRole.Reader, SamplePerson.Now.AddDays(8)),
    ];

    public static VaultVisit Keeper { get; } = new("lou-1", VaultRole.Keeper, "Lou", null, Others);

    public static VaultVisit Reader { get; } = new("odile-1", VaultRole.Reader, "Odile Grandmère-Montgolfier", SamplePerson.Now.AddDays(8), Others);

    /// <summary>The same person, looking at another's vault.</summary>
    public static PageContext In(VaultVisit vault, PageContext page) => new(page.Language, page.Format.Zone)
    {
        Now = page.Now,
        Account = page.Account,
        Vault = vault.Whose,
        InView = vault,
        AntiforgeryToken = page.AntiforgeryToken,
        AntiforgeryField = page.AntiforgeryField,
        Path = page.Path,
    };

    public static AccessesModel Full(PageContext page) => new()
    {
        Given = [new("bruno", page.L("reader · until 1 December 2026 at 00:00", "lecteur · jusqu'au 1er décembre 2026 à 00:00")), new("odile", page.L("keeper · until it is ended", "gardien · jusqu'à ce qu'on y mette fin"))],
        Opened = [new("lou-1", "Lou", page.L("keeper · until it is ended", "gardien · jusqu'à ce qu'on y mette fin")), new("odile-1", "Odile Grandmère-Montgolfier", page.L("reader · until 30 November 2026 at 10:00", "lecteur · jusqu'au 30 novembre 2026 à 10:00"))],
        Children = [new("Lou", page.L("Kept by camille, bruno", "Tenu par camille, bruno"))],
        Said = page.L("Access given. It stands in your vault's journal.", "Accès donné. C'est inscrit dans le journal d'accès de votre coffre."),
    };

    public static AccessesModel Empty() => new() { Given = [], Opened = [] };

    public static AccessesModel Wrong() => new()
    {
        Given = [],
        Opened = [],
        Form = new FormModel { ["account"] = "brunno", ["role"] = "keeper", ["until"] = "2026-12-24" }.Fail("account", new("There is no account of that name in this hub. Its administrator can add one.", "Il n'y a pas de compte de ce nom dans ce hub. Son administrateur peut en ajouter un.")),
    };
}
