using System.Text;
using Hub.Core.Accounts;
using Hub.Core.Notices.Channels;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Notices;

/// <summary>How a person wants to be told, as they said it.</summary>
public sealed record NoticeWish
{
    public required ChannelKind Channel { get; init; }

    /// <summary>Null keeps the one that is known: it is never shown whole, so it cannot be sent back.</summary>
    public string? Address { get; init; }

    public int Hour { get; init; } = NoticeSettings.UsualHour;

    public TimeOnly? QuietFrom { get; init; }

    public TimeOnly? QuietTo { get; init; }

    public bool QuestionsAnyTime { get; init; }

    public bool NameSource { get; init; }

    /// <summary>For an account that follows the browser's.</summary>
    public required string Language { get; init; }
}

/// <summary>Field and sentence; nothing was changed.</summary>
public sealed record NoticeFault(string Field, Text Message);

/// <summary>Sets up how a person is told.</summary>
public sealed class ChannelBook(NoticeBook book, IEnumerable<INoticeChannel> channels, ISealer sealer, VaultPool vaults, TimeProvider clock)
{
    private const int HoursADay = 24;
    private static readonly Text NoAddress = new("Give the address to write to.", "Donnez l'adresse à laquelle écrire.");
    private static readonly Text NoHour = new("Give an hour from 0 to 23.", "Donnez une heure de 0 à 23.");
    private static readonly Text HalfQuiet = new("Give both ends of the quiet hours, or neither.", "Donnez le début et la fin des heures calmes, ou aucun des deux.");

    /// <returns>What is wrong, or null when it was saved.</returns>
    public async Task<NoticeFault?> SaveAsync(Account account, NoticeWish wish)
    {
        var before = await book.FindSettingsAsync(account.Id) ?? new NoticeSettings();
        if (wish.Hour is < 0 or >= HoursADay)
        {
            return new("hour", NoHour);
        }

        if (wish.QuietFrom is null != wish.QuietTo is null)
        {
            return new(wish.QuietFrom is null ? "quietFrom" : "quietTo", HalfQuiet);
        }

        var settings = before with
        {
            Channel = wish.Channel,
            Hour = wish.Hour,
            QuietFrom = wish.QuietFrom,
            QuietTo = wish.QuietTo,
            QuestionsAnyTime = wish.QuestionsAnyTime,
            NameSource = wish.NameSource,
            Language = wish.Language,
            Zone = await ZoneAsync(account),
        };
        if (wish.Channel == ChannelKind.None)
        {
            await book.SaveSettingsAsync(account.Id, settings with { Address = null, Shown = null });
            await book.ClearAsync(account.Id);
            return null;
        }

        if (string.IsNullOrWhiteSpace(wish.Address))
        {
            if (before.Address is null || before.Channel != wish.Channel)
            {
                return new("address", NoAddress);
            }

            await book.SaveSettingsAsync(account.Id, settings);
            return null;
        }

        var read = channels.First(channel => channel.Kind == wish.Channel).Read(wish.Address.Trim());
        if (read.Wrong is { } wrong)
        {
            return new("address", wrong);
        }

        await book.SaveSettingsAsync(account.Id, settings with { Address = sealer.Seal(Encoding.UTF8.GetBytes(read.Address!), Purpose(account.Id)), Shown = read.Shown, Since = clock.GetUtcNow() });
        return null;
    }

    /// <summary>When the person's clock is set to another zone, their day is told by it.</summary>
    public async Task FollowZoneAsync(Account account)
    {
        if (await book.FindSettingsAsync(account.Id) is { } settings)
        {
            await book.SaveSettingsAsync(account.Id, settings with { Zone = await ZoneAsync(account) });
        }
    }

    internal static string? TryOpen(ISealer sealer, string account, NoticeSettings settings) =>
        settings.Address is { } address && sealer.TryOpen(address, Purpose(account)) is { } opened ? Encoding.UTF8.GetString(opened) : null;

    private static string Purpose(string account) => $"accounts/{account}/notices";

    private async ValueTask<string> ZoneAsync(Account account)
    {
        await using var vault = await vaults.OpenAsync(account.Vaults[0], create: true);
        return (await VaultSettings.ReadAsync(vault.Store)).Zone;
    }
}
