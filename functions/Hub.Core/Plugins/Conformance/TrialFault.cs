using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Core.Plugins.Conformance;

/// <summary>One thing that goes wrong at every holder sooner or later, and what a plug-in may say then.</summary>
/// <param name="Reply">What the holder answers; null when it does not answer.</param>
/// <param name="Typed">The outcomes that tell the person the truth.</param>
internal sealed record TrialFault(string Name, RecordedReply? Reply, IReadOnlyList<Outcome> Typed)
{
    public static IReadOnlyList<TrialFault> All { get; } =
    [
        new("401", Status(401), [Outcome.CredentialsRefused, Outcome.CodeNeeded, Outcome.ConsentExpired, Outcome.ActionNeededAtHolder]),
        new("429", Status(429), [Outcome.RateLimited, Outcome.HolderUnavailable]),
        new("503", Status(503), [Outcome.HolderUnavailable, Outcome.RateLimited]),
        new("no answer", null, [Outcome.HolderUnavailable]),
        new("another page than expected", new RecordedReply(200, Html, Text: "<html><body>Back soon</body></html>"), [Outcome.FormatChanged, Outcome.HolderUnavailable, Outcome.ActionNeededAtHolder, Outcome.CredentialsRefused]),
    ];

    public static RunException NoAnswer => new(Outcome.HolderUnavailable, new("The holder does not answer.", "Le détenteur ne répond pas."));

    private static Dictionary<string, string> Html => new(StringComparer.Ordinal) { ["content-type"] = "text/html" };

    private static RecordedReply Status(int status) => new(status, Html, Text: "");
}
