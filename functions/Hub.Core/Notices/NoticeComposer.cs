using Hub.Core.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Notices;

/// <summary>Puts notices into words, in the person's language, with links into the hub.</summary>
public sealed class NoticeComposer(PluginCatalogue plugins, Func<string> hubAddress)
{
    private const int LongestName = 60;

    internal async ValueTask<NoticeItem> ItemAsync(Notice notice, NoticeSettings settings, Account account, IVaultStore store)
    {
        var language = LanguageOf(settings, account);
        var name = settings.NameSource && notice.Source is { } source ? Clean(await NameAsync(store, source, language)) : null;
        return new NoticeItem(notice.Kind, In(language, NoticeWords.LineOf(notice.Kind, name)), hubAddress() + PathOf(notice, settings, account), notice.Since, name);
    }

    internal NoticeMessage Message(Outgoing outgoing, IReadOnlyList<NoticeItem> items, NoticeSettings settings, Account account) =>
        Message(outgoing.Id, outgoing.IsUrgent, NoticeWords.TitleOf(outgoing.IsUrgent, items.Count), items, settings, account, outgoing.Made);

    internal NoticeMessage Test(string id, NoticeSettings settings, Account account, DateTimeOffset now) => Message(
        id, false, NoticeWords.TestTitle, [new NoticeItem(null, In(LanguageOf(settings, account), NoticeWords.Test), SettingsLink, now, null)], settings, account, now);

    private string SettingsLink => hubAddress() + "/settings/notices";

    /// <summary>Where the question is answered, or what went wrong is shown. Pages open the person's own vault only; an address that holds a source's id names its connector.</summary>
    private static string PathOf(Notice notice, NoticeSettings settings, Account account) =>
        notice.Vault != account.Vaults[0] || notice.Kind == NoticeKind.BackupFailing ? "/"
        : notice.Kind == NoticeKind.StaleFile ? "/add"
        : settings.NameSource && notice is { Source: { } source, Kind: not NoticeKind.Question } ? $"/sources/{source}"
        : notice.Run is { } run ? $"/runs/{run}"
        : "/sources";

    private static string LanguageOf(NoticeSettings settings, Account account) => account.Language ?? settings.Language;

    private static string In(string language, Text text) => language == "fr" ? text.Fr : text.En;

    /// <summary>Names come from people, plug-ins and holders: one line, and not a long one.</summary>
    private static string? Clean(string? name)
    {
        var line = string.Join(' ', new string([.. (name ?? "").Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line.Length <= LongestName ? line : line[..LongestName] + "…";
    }

    private NoticeMessage Message(string id, bool isUrgent, Text title, IReadOnlyList<NoticeItem> items, NoticeSettings settings, Account account, DateTimeOffset at)
    {
        var language = LanguageOf(settings, account);
        return new NoticeMessage(id, isUrgent, In(language, title), items, items.Count == 1 ? items[0].Link : hubAddress() + "/", In(language, NoticeWords.Footer(SettingsLink)), language, at);
    }

    /// <summary>As the sources page calls it.</summary>
    private async ValueTask<string?> NameAsync(IVaultStore store, string source, string language)
    {
        var live = await store.FindSourceAsync(source);
        return live?.Label ?? live?.Account?.Label ?? plugins.Find(live?.Plugin ?? source)?.Manifest.Name.In(language);
    }
}
