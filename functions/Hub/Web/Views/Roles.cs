using Hub.Core.Accesses;
using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>The words for what an account may do in a vault.</summary>
public static class Roles
{
    public static Text Word(VaultRole role) => role switch
    {
        VaultRole.Reader => new("reader", "lecteur"),
        VaultRole.Keeper => new("keeper", "gardien"),
        _ => new("owner", "titulaire"),
    };

    /// <summary>Said to the person whose role it is.</summary>
    public static Text Sentence(VaultRole role) => role == VaultRole.Reader
        ? new("You open it as reader: you look, search and download what is shown, and change nothing.", "Vous l'ouvrez en tant que lecteur : vous consultez, cherchez et téléchargez ce qui est affiché, sans rien modifier.")
        : new("You open it as keeper: you do everything here but erase it and let others in.", "Vous l'ouvrez en tant que gardien : vous y faites tout, sauf l'effacer et y laisser entrer d'autres personnes.");
}
