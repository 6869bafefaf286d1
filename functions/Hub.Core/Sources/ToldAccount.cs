using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>An account as a connector told it: a stranger's words, which pages show and archives carry.</summary>
internal static class ToldAccount
{
    private const int Longest = 200;

    /// <summary>Without what no name has; null where nothing is left to know it by.</summary>
    public static HolderAccount? Clean(HolderAccount told) => (Clean(told.Id), Clean(told.Label)) is ({ Length: > 0 } id, var label) ? new HolderAccount(id, label.Length > 0 ? label : id) : null;

    private static string Clean(string text) => new string([.. text.Where(letter => !char.IsControl(letter)).Take(Longest)]).Trim();
}
