using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>Makes of a live source what lists show: its health, who must act, and the one thing to do.</summary>
public static class SourceItems
{
    public static SourceItem Of(Source source, Run? last, Plugin? plugin, PageContext page)
    {
        var health = SourceHealth.Of(source, last, plugin?.Manifest, page.Now);
        var (kind, word) = Say(health.State);
        return new SourceItem
        {
            Id = source.Id,
            Icon = plugin is null ? "plug" : PluginWords.IconOf(plugin.Manifest),
            Name = NameOf(source, plugin, page),
            Account = source.Account?.Label,
            Kind = kind,
            Word = page.L(word),
            Sentence = page.L(health.Message),
            Who = health.WhoActs == Actor.Nobody || health.State is HealthState.Waiting or HealthState.Paused ? null : page.L(Kinds.Who(health.WhoActs)),
            Last = last is null ? null : page.Format.Ago(last.Ended ?? last.Created, page.Now),
            LastRun = last?.Id,
            IsMoving = last?.IsMoving ?? false,
            Next = source.IsOver(page.Now) || SourceTimes.Next(source, last, plugin?.Manifest) is not { } next ? null : next <= page.Now ? page.L("in a moment", "dans un instant") : page.Format.Moment(next),
            Act = Act(source, last, plugin, health, page),
        };
    }

    public static string NameOf(Source source, Plugin? plugin, PageContext page) => source.Label ?? plugin?.Manifest.Name.In(page.Language) ?? source.Plugin;

    /// <summary>Somebody has to look at it: home says so first.</summary>
    public static bool IsConcern(this SourceHealth health) => health.State is HealthState.Attention or HealthState.Failing;

    public static (string Kind, Text Word) Say(HealthState state) => state switch
    {
        HealthState.Ok => ("good", new("Works", "Fonctionne")),
        HealthState.New => ("plain", new("New", "Nouvelle")),
        HealthState.Waiting => ("attention", new("Waits for your answer", "Attend votre réponse")),
        HealthState.Paused => ("plain", new("Paused", "En pause")),
        HealthState.Attention => ("wrong", new("Stopped", "Arrêtée")),
        _ => ("wrong", new("Does not work at the moment", "Ne fonctionne pas pour le moment")),
    };

    private static SourceAct Act(Source source, Run? last, Plugin? plugin, SourceHealth health, PageContext page)
    {
        var address = "/sources/" + source.Id;
        if (plugin is null)
        {
            return new(page.L("See", "Voir"), address, IsPost: false, IsUrgent: false);
        }

        if (source.IsOver(page.Now))
        {
            return new(page.L("Give it more time", "Lui donner plus de temps"), address + "/allow", IsPost: false, IsUrgent: true);
        }

        if (health.State == HealthState.Waiting)
        {
            return new(page.L("Answer", "Répondre"), address, IsPost: false, IsUrgent: true);
        }

        if (last is { IsOver: false })
        {
            return new(page.L("See how it goes", "Voir où elle en est"), address, IsPost: false, IsUrgent: false);
        }

        return health.State switch
        {
            HealthState.Paused => new(page.L("Resume", "Reprendre"), address + "/resume", IsPost: true, IsUrgent: true),
            HealthState.Attention when last?.Outcome == Outcome.CredentialsRefused => new(page.L("Sign in anew", "Saisir à nouveau"), address + "/settings", IsPost: false, IsUrgent: true),
            HealthState.Attention => new(page.L("Try again now", "Réessayer maintenant"), address + "/run", IsPost: true, IsUrgent: health.WhoActs == Actor.Person),
            HealthState.Failing => new(page.L("Try again now", "Réessayer maintenant"), address + "/run", IsPost: true, IsUrgent: false),
            _ => new(page.L("Fetch now", "Récupérer maintenant"), address + "/run", IsPost: true, IsUrgent: false),
        };
    }
}
