using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Core.Vaults;

namespace Hub.Core.Notices;

/// <summary>What is kept about being told: settings, notices and the state of each channel, by account, in the hub's store.</summary>
public sealed class NoticeBook(IDocumentStore store)
{
    private const string SettingsKind = "notice-settings";
    private const string StateKind = "notice-channel";
    private const string NoticeKind = "notice";

    public async ValueTask<NoticeSettings?> FindSettingsAsync(string account) => Read(await store.FindDocumentAsync(SettingsKind, account), NoticeJson.Default.NoticeSettings);

    public async ValueTask<ChannelState> StateAsync(string account) => Read(await store.FindDocumentAsync(StateKind, account), NoticeJson.Default.ChannelState) ?? new ChannelState();

    /// <summary>Everybody who has a channel.</summary>
    internal async ValueTask<IReadOnlyList<(string Account, NoticeSettings Settings)>> ListSettingsAsync() =>
        [.. (await store.ListDocumentsAsync(SettingsKind)).Select(document => (document.Id, Read(document.Body, NoticeJson.Default.NoticeSettings)!)).Where(item => item.Item2.Channel != ChannelKind.None)];

    internal async ValueTask<IReadOnlyList<Notice>> ListAsync(string? account = null) =>
        [.. (await store.ListDocumentsAsync(NoticeKind)).Where(document => account is null || document.Id.StartsWith(account + "/", StringComparison.Ordinal)).Select(document => Read(document.Body, NoticeJson.Default.Notice)!)];

    internal async ValueTask<Notice?> FindAsync(string id) => Read(await store.FindDocumentAsync(NoticeKind, id), NoticeJson.Default.Notice);

    internal ValueTask SaveSettingsAsync(string account, NoticeSettings settings) => store.PutDocumentAsync(SettingsKind, account, Write(settings, NoticeJson.Default.NoticeSettings));

    internal ValueTask SaveStateAsync(string account, ChannelState state) => store.PutDocumentAsync(StateKind, account, Write(state, NoticeJson.Default.ChannelState));

    /// <summary>False when it is known already.</summary>
    internal ValueTask<bool> TryAddAsync(Notice notice) => store.TryAddDocumentAsync(NoticeKind, notice.Id, Write(notice, NoticeJson.Default.Notice));

    /// <summary>One that was resolved meanwhile stays resolved.</summary>
    internal ValueTask<bool> TryReplaceAsync(Notice notice) => store.TryReplaceDocumentAsync(NoticeKind, notice.Id, Write(notice, NoticeJson.Default.Notice));

    internal ValueTask<bool> ResolveAsync(Notice notice) => store.DeleteDocumentAsync(NoticeKind, notice.Id);

    /// <summary>What waits and what was told goes; the settings stay.</summary>
    internal async ValueTask ClearAsync(string account)
    {
        foreach (var notice in await ListAsync(account))
        {
            await ResolveAsync(notice);
        }

        await store.DeleteDocumentAsync(StateKind, account);
    }

    /// <summary>When the account is closed: whoever has the name next starts anew.</summary>
    public async ValueTask ForgetAsync(string account)
    {
        await store.DeleteDocumentAsync(SettingsKind, account);
        await ClearAsync(account);
    }

    private static T? Read<T>(byte[]? body, JsonTypeInfo<T> type)
        where T : class => body is null ? null : JsonSerializer.Deserialize(body, type);

    private static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
