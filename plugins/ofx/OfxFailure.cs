using System.Collections.Frozen;
using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>What a bank's status of severity ERROR means for the person.</summary>
internal static class OfxFailure
{
    private static readonly Text Unknown = new("the bank does not say why in a way that is known here", "la banque n'en dit pas la raison d'une façon connue ici");

    private static readonly FrozenDictionary<string, Text> Reasons = new Dictionary<string, Text>
    {
        ["2000"] = new("a general failure at the bank", "une panne générale à la banque"),
        ["2001"] = new("the account is not valid", "le compte n'est pas valable"),
        ["2002"] = new("a failure with this account", "un incident sur ce compte"),
        ["2003"] = new("the account was not found", "le compte n'a pas été trouvé"),
        ["2004"] = new("the account is closed", "le compte est clos"),
        ["2005"] = new("the account is not yours to read", "vous n'avez pas accès à ce compte"),
        ["3000"] = new("the bank wants a further proof of identity", "la banque demande une preuve d'identité supplémentaire"),
        ["15000"] = new("the bank wants the password changed", "la banque demande de changer le mot de passe"),
        ["15500"] = new("the sign-in was refused: wrong name or password", "l'identification a été refusée\u00a0: identifiant ou mot de passe incorrect"),
        ["15501"] = new("the account is in use elsewhere", "le compte est utilisé ailleurs au même moment"),
        ["15502"] = new("the bank has locked the access", "la banque a bloqué l'accès"),
        ["15503"] = new("the sign-in was not accepted", "l'identification n'a pas été acceptée"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The exception for a status that is an error, or null.</summary>
    public static RunException? Find(OfxBlock status)
    {
        if (!"ERROR".Equals(status["SEVERITY"], StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var code = status["CODE"] is { Length: <= 6 } digits && digits.All(char.IsAsciiDigit) ? digits : "?";
        var reason = Reasons.GetValueOrDefault(code, Unknown);
        return new RunException(Outcome.ActionNeededAtHolder, new Text(
            $"The file holds your bank's error message instead of all the operations (code {code}): {reason.En}. Sign in at your bank's site and download the statement again.",
            $"Le fichier contient le message d'erreur de votre banque à la place des opérations (code {code})\u00a0: {reason.Fr}. Connectez-vous au site de votre banque et téléchargez de nouveau le relevé."));
    }
}
