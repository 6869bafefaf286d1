using System.Collections.Frozen;
using System.Globalization;
using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>What an answer means that holds an error instead of readings.</summary>
internal static class AnswerFailure
{
    private static readonly string[] Signs = ["error", "error_code", "errorCode", "error_description", "fault", "errors", "exception", "detail", "information"];
    private static readonly string[] Codes = ["statusCode", "status_code", "status", "code", "http_status", "error", "error_code", "errorCode"];

    private static readonly FrozenDictionary<string, Outcome> Outcomes = new Dictionary<string, Outcome>
    {
        ["429"] = Outcome.RateLimited,
        ["900804"] = Outcome.RateLimited,
        ["500"] = Outcome.HolderUnavailable,
        ["502"] = Outcome.HolderUnavailable,
        ["503"] = Outcome.HolderUnavailable,
        ["504"] = Outcome.HolderUnavailable,
        ["temporarily_unavailable"] = Outcome.HolderUnavailable,
        ["server_error"] = Outcome.HolderUnavailable,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<Outcome, Text> Sentences = new Dictionary<Outcome, Text>
    {
        [Outcome.RateLimited] = new(
            "The file holds a refusal instead of readings: the day's number of calls was used up. Ask again tomorrow and import the new file.",
            "Le fichier contient un refus à la place des relevés\u00a0: le nombre d'appels de la journée était épuisé. Redemandez demain et importez le nouveau fichier."),
        [Outcome.ConsentExpired] = new(
            "The file holds a refusal instead of readings: the consent given to Enedis has run out. Renew it in your Enedis account, then fetch the file again.",
            "Le fichier contient un refus à la place des relevés\u00a0: l'autorisation donnée à Enedis a expiré. Renouvelez-la dans votre compte Enedis, puis récupérez de nouveau le fichier."),
        [Outcome.HolderUnavailable] = new(
            "The file holds an error instead of readings: Enedis's service was out of order. Ask again later and import the new file.",
            "Le fichier contient une erreur à la place des relevés\u00a0: le service d'Enedis était en panne. Redemandez plus tard et importez le nouveau fichier."),
        [Outcome.ActionNeededAtHolder] = new(
            "The file holds an error of Enedis's service instead of readings. Check in your Enedis account that the meter and the consent are in order, then fetch the file again.",
            "Le fichier contient une erreur du service d'Enedis à la place des relevés. Vérifiez dans votre compte Enedis que le compteur et l'autorisation sont en règle, puis récupérez de nouveau le fichier."),
    }.ToFrozenDictionary();

    /// <summary>The exception for an answer without readings, or null when it tells no error.</summary>
    public static RunException? Find(IReadOnlyDictionary<string, string> top, DateTimeOffset now)
    {
        var refused = top.GetValueOrDefault("valid") == "false";
        var status = Codes.Select(code => top.GetValueOrDefault(code)).FirstOrDefault(code => int.TryParse(code, out var number) && number is >= 400 and < 600);
        if (!refused && status is null && !Signs.Any(top.ContainsKey))
        {
            return null;
        }

        var outcome = top.GetValueOrDefault("quota_reached") == "true" ? Outcome.RateLimited
            : refused && Expired(top, now) ? Outcome.ConsentExpired
            : Codes.Select(code => top.GetValueOrDefault(code)).Where(code => code is not null && Outcomes.ContainsKey(code)).Select(code => Outcomes[code!]).FirstOrDefault(Outcome.ActionNeededAtHolder);
        return new RunException(outcome, Sentences[outcome]);
    }

    private static bool Expired(IReadOnlyDictionary<string, string> top, DateTimeOffset now) =>
        DateTime.TryParse(top.GetValueOrDefault("consent_expiration_date"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) && ParisTime.FromLocal(DateTime.SpecifyKind(until, DateTimeKind.Unspecified)) < now;
}
