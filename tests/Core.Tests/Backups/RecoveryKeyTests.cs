using Hub.Core.Backups;
using Xunit;

namespace Core.Tests.Backups;

public sealed class RecoveryKeyTests
{
    [Fact]
    public void A_key_is_read_as_people_write_it()
    {
        for (var round = 0; round < 200; round++)
        {
            var key = RecoveryKey.New();
            Assert.Equal(key.ToString(), RecoveryKey.Find(key.ToString().ToLowerInvariant().Replace('-', ' ').Replace('0', 'o').Replace('1', 'l'))?.ToString());
            Assert.Equal(key.ToBackupKey(default).Fingerprint, RecoveryKey.Find(key.ToString())!.ToBackupKey(default).Fingerprint);
        }
    }

    [Fact]
    public void A_wrong_or_missing_character_is_noticed()
    {
        var key = RecoveryKey.New().ToString();
        Assert.Null(RecoveryKey.Find(key[..^1]));
        Assert.Null(RecoveryKey.Find(key + "0"));
        Assert.Null(RecoveryKey.Find(""));
        for (var at = 0; at < key.Length; at++)
        {
            if (key[at] != '-')
            {
                Assert.Null(RecoveryKey.Find($"{key[..at]}{(key[at] == 'Z' ? 'Y' : 'Z')}{key[(at + 1)..]}"));
                Assert.Null(RecoveryKey.Find($"{key[..at]}U{key[(at + 1)..]}"));
            }
        }
    }

    [Theory]
    [InlineData("2026-03-02T01:59:00Z", null, false)]
    [InlineData("2026-03-02T03:00:00Z", null, true)]
    [InlineData("2026-03-05T12:00:00Z", null, true)]
    [InlineData("2026-03-02T03:30:00Z", "2026-03-02T03:00:00Z", false)]
    [InlineData("2026-03-02T04:00:00Z", "2026-03-02T03:00:00Z", true)]
    public void A_backup_is_due_when_the_last_time_of_day_passed_without_one(string now, string? failed, bool due) =>
        Assert.Equal(due, new BackupState(DateTimeOffset.Parse("2026-03-01T03:00:30Z"), failed is null ? null : DateTimeOffset.Parse(failed)).IsDue(DateTimeOffset.Parse(now), new TimeOnly(3, 0), TimeZoneInfo.Utc, TimeSpan.FromHours(1)));

    [Fact]
    public void The_first_backup_is_due_at_once() =>
        Assert.True(new BackupState(Succeeded: null).IsDue(DateTimeOffset.Parse("2026-03-02T01:00:00Z"), new TimeOnly(3, 0), TimeZoneInfo.Utc, TimeSpan.FromHours(1)));
}
