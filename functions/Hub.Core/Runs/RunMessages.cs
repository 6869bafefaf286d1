using System.Buffers.Text;
using Hub.Core.Sources;

namespace Hub.Core.Runs;

/// <summary>
/// Calls as sealed messages of a queue. Whoever can post to the hub can post a message too, so it is the seal that says that it is the hub's own; an old one that comes again says
/// nothing that is not looked up anew.
/// </summary>
public sealed class RunMessages(IMessageQueue queue, ISealer sealer, TimeProvider clock) : IRunWaker
{
    private const string Purpose = "run-message";

    private readonly AsyncLocal<RunCalls?> _here = new();

    public async ValueTask WakeAsync(RunCall call, TimeSpan delay = default)
    {
        if (delay > TimeSpan.Zero || _here.Value?.TryAdd(call) != true)
        {
            await SendAsync(call, delay);
        }
    }

    /// <summary>Until it is disposed, what is woken at once within this flow of calls stays here: who is at work anyway carries it out without a message.</summary>
    public RunCalls Gather() => _here.Value = new RunCalls();

    public ValueTask SendAsync(RunCall call, TimeSpan delay)
    {
        // Held back as long as it goes; who takes it then sees by its time that it is still too early.
        var held = delay < TimeSpan.Zero ? TimeSpan.Zero : delay > queue.LongestDelay ? queue.LongestDelay : delay;
        return queue.SendAsync(Base64Url.EncodeToString(sealer.Seal(call.Write(), Purpose)), held);
    }

    /// <summary>Null for what this hub did not seal.</summary>
    public RunCall? TryOpen(string message) =>
        Base64Url.IsValid(message) && sealer.TryOpen(Base64Url.DecodeFromChars(message), Purpose) is { } written ? RunCall.Read(written) : null;

    public async ValueTask<IReadOnlyList<RunCall>> TakeSetAsideAsync() => [.. (await queue.TakeSetAsideAsync()).Select(TryOpen).OfType<RunCall>()];

    /// <summary>How long until then.</summary>
    internal TimeSpan Until(DateTimeOffset at) => at - clock.GetUtcNow();
}

/// <summary>Calls that wait for one worker.</summary>
public sealed class RunCalls
{
    private readonly Queue<RunCall> _calls = new();
    private bool _closed;

    public bool TryAdd(RunCall call)
    {
        lock (_calls)
        {
            if (_closed)
            {
                return false;
            }

            if (!_calls.Contains(call))
            {
                _calls.Enqueue(call);
            }

            return true;
        }
    }

    public RunCall? Take()
    {
        lock (_calls)
        {
            return _calls.TryDequeue(out var call) ? call : null;
        }
    }

    /// <summary>Takes nothing more, and gives what is left.</summary>
    public IReadOnlyList<RunCall> Close()
    {
        lock (_calls)
        {
            _closed = true;
            var left = _calls.ToList();
            _calls.Clear();
            return left;
        }
    }
}
