using Hub.Core.Accounts;
using Hub.Front;
using Hub.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Accounts;

/// <summary>Six digits are few: codes are looked at one after another, by a clock that only this test moves.</summary>
public sealed class GuessedCodesTests : IAsyncLifetime
{
    private const string Name = "ada";

    private readonly string _data = Directory.CreateTempSubdirectory("hub-test-").FullName;
    private readonly HandClock _clock = new();
    private WebApplication _app = null!;

    private SignIn SignIn => _app.Services.GetRequiredService<SignIn>();

    public async ValueTask InitializeAsync()
    {
        _app = HubServer.Build(new HubOptions { Data = _data, Storage = null, Urls = "http://127.0.0.1:0", PublicUrl = null, Clock = _clock, WarmRunner = false });
        await _app.Services.GetRequiredService<AccountBook>().AddAsync(Name, admin: true);
        await SignIn.SetPassphraseAsync(Name, Person.Passphrase);
        var step = _app.Services.GetRequiredService<SecondStep>();
        var secret = (await step.BeginAsync(Name))!;
        Assert.True(await step.ConfirmAsync(Name, Totp.CodeOf(secret, Totp.StepOf(_clock.Now))));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Guesses_at_one_account_from_many_addresses_take_their_turn()
    {
        for (var guess = 0; guess < 3; guess++)
        {
            Assert.Equal(SignInOutcome.CodeRefused, await GuessAsync(guess));
        }

        var pending = Enumerable.Range(3, 6).Select(GuessAsync).ToList();
        await _clock.Waiting(6);
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await RefusedAsync(pending);

        // One is looked at, those that found the queue full are sent away, and the next one waits for the clock: longer each time.
        var looked = 0;
        while (pending.Count > 0)
        {
            var held = _clock.Waiting(1);
            await Task.WhenAny(held, Task.WhenAll(pending));
            if (!held.IsCompleted)
            {
                Assert.All(await Task.WhenAll(pending), outcome => Assert.Equal(SignInOutcome.SlowDown, outcome));
                break;
            }

            _clock.Advance(TimeSpan.FromMilliseconds(500 << looked));
            await RefusedAsync(pending);
            looked++;
        }

        Assert.InRange(looked, 3, 5);
    }

    [Fact]
    public async Task After_ten_wrong_ones_in_an_hour_each_waits_half_a_minute_also_with_a_right_passphrase()
    {
        for (var guess = 0; guess < 10; guess++)
        {
            var pending = GuessAsync(guess);
            while (!pending.IsCompleted)
            {
                if (await Task.WhenAny(pending, _clock.Waiting(1)) != pending)
                {
                    _clock.Advance(TimeSpan.FromSeconds(4));
                }
            }
        }

        // The account's own wait first, which is four seconds.
        var late = GuessAsync(11);
        await _clock.Waiting(1);
        _clock.Advance(TimeSpan.FromSeconds(4));
        await Task.WhenAny(late, _clock.Waiting(1));
        Assert.False(late.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(25));
        Assert.False(late.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(SignInOutcome.CodeRefused, await late);
    }

    /// <summary>Waits for one that was looked at, and puts those aside that were not.</summary>
    private static async Task RefusedAsync(List<Task<SignInOutcome>> pending)
    {
        SignInOutcome outcome;
        do
        {
            var done = await Task.WhenAny(pending);
            pending.Remove(done);
            outcome = await done;
        }
        while (outcome != SignInOutcome.CodeRefused);
    }

    /// <summary>A wrong code after the right passphrase, each time from another network.</summary>
    private async Task<SignInOutcome> GuessAsync(int from) => (await SignIn.WithPassphraseAsync(Name, Person.Passphrase, "000000", $"2001:db8:0:{from:x}::1", CancellationToken.None)).Outcome;
}
