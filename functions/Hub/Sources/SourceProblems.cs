using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Front;
using Hub.Sdk;

namespace Hub.Sources;

/// <summary>Why a source could not be set up or changed, as the API and the pages tell it.</summary>
internal static class SourceProblems
{
    private static readonly Text FromFiles = new(
        "There is no connector of that id that fetches by itself. GET /api/plugins says which there are.",
        "Il n'y a pas de connecteur de ce nom qui récupère tout seul. GET /api/plugins dit lesquels existent.");

    public static Problem NoConnector { get; } = Problems.BadValue("plugin", FromFiles);

    public static Problem Over { get; } = new(409, "allowance-over", new("Its time is over", "Son temps est écoulé"), new(
        "The time that you gave this source is over. Change allow.expires, then repeat it.", "Le temps que vous aviez donné à cette source est écoulé. Changez allow.expires, puis recommencez."), "allow");

    public static Problem Of(SourceRefusal refusal) => refusal.Kind switch
    {
        SourceRefusalKind.BadSettings => new Problem(422, "bad-settings", new("Some settings are not right", "Certains réglages ne conviennent pas"), new(
            "Correct the fields named in errors, then send it again.", "Corrigez les champs nommés dans errors, puis renvoyez."), "settings")
        { Errors = [.. refusal.Errors!.Select(error => (error.Path, error.Message))] },
        SourceRefusalKind.BadAllowance => new Problem(422, "bad-allow", new("What you allow is not right", "Ce que vous autorisez ne convient pas"), new(
            "Correct the fields named in errors, then send it again.", "Corrigez les champs nommés dans errors, puis renvoyez."), "allow")
        { Errors = [.. refusal.Errors!.Select(error => (error.Path, error.Message))] },
        SourceRefusalKind.BadLabel => Problems.BadValue("label", new("Give a name of at most 100 characters, on one line.", "Donnez un nom d'au plus 100 caractères, sur une ligne.")),
        SourceRefusalKind.BadSchedule => Problems.BadValue("schedule", new(
            "Give an ISO 8601 duration from PT15M to P366D, for instance P1D.", "Donnez une durée ISO 8601 de PT15M à P366D, par exemple P1D.")),
        SourceRefusalKind.ProbeFailed => ProbeFailed(refusal.Probe!),
        SourceRefusalKind.SameAccount => Problems.Taken("settings", SameAccount(refusal.Existing!)),
        SourceRefusalKind.OtherAccount => Problems.Taken("settings", new(
            "These settings open another account than the one that this source fetches from. Set it up as a source of its own.",
            "Ces réglages ouvrent un autre compte que celui de cette source. Créez une nouvelle source pour lui.")),
        _ => Problems.Conflict,
    };

    private static Problem ProbeFailed(ProbeResult probe) =>
        new(422, "probe-failed", new("The settings did not work", "Les réglages n'ont pas fonctionné"), Outcomes.ToldOfTrial(probe.Outcome, probe.Detail), "settings")
        { Outcome = probe.Outcome.ToString() };

    private static Text SameAccount(Source existing)
    {
        var name = existing.Label ?? existing.Account?.Label ?? existing.Id;
        return new Text($"This account is set up already: {name} ({existing.Id}).", $"Ce compte est déjà configuré : {name} ({existing.Id}).");
    }
}
