using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>The runner's end of the pipes. Output gathers until it is worth a write, a reply is awaited, or <see cref="FlushAfter"/> has passed.</summary>
internal sealed class HubLink : IDisposable
{
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly FrameBuffer _frames = new();
    private readonly AutoResetEvent _waiting = new(initialState: false);
    private readonly ReplyReader _replies;
    private readonly Stream _output;
    private (long Done, long? Total)? _progress;
    private bool _recorded;
    private bool _writing;
    private bool _finished;
    private bool _asked;
    private volatile bool _over;

    /// <param name="input">What the hub says.</param>
    /// <param name="output">What it hears.</param>
    /// <param name="gone">Done when the hub's end closes.</param>
    public HubLink(Stream input, Stream output, Action gone)
    {
        _output = output;
        _replies = new ReplyReader(input, gone);
    }

    /// <summary>Says hello, takes the hub's start, and listens from then on. Null when the hub had no use for this process.</summary>
    public StartMessage? Begin()
    {
        Send(FrameKind.Hello, static (frames, version) => frames.Write(version), Protocol.Version);
        if (_replies.ReadStart() is not { } start)
        {
            return null;
        }

        new Thread(_replies.Run) { IsBackground = true, Name = "replies" }.Start();
        new Thread(FlushNowAndThen) { IsBackground = true, Name = "flush" }.Start();
        return start;
    }

    /// <summary>Writes one frame. When <paramref name="write"/> throws, the frame has never been.</summary>
    public void Send<T>(FrameKind kind, Action<FrameBuffer, T> write, T state)
    {
        lock (_lock)
        {
            if (_finished)
            {
                throw new InvalidOperationException("The run is over: await what you started before you return.");
            }

            var first = _frames.Length == 0;
            Write(kind, write, state);
            if (!_recorded || _frames.Length >= Protocol.FlushSize)
            {
                // The first record goes at once, so that the hub gets to work.
                WriteOut();
                _recorded = kind is FrameKind.Record or FrameKind.Reject or FrameKind.Withdraw;
            }
            else if (first)
            {
                _waiting.Set();
            }
        }
    }

    /// <summary>Only the last one counts, so it goes with the next flush.</summary>
    public void Progress(long done, long? total)
    {
        lock (_lock)
        {
            if (_progress is null)
            {
                _waiting.Set();
            }

            _progress = (done, total);
        }
    }

    /// <summary>Sends a request; the reply is taken by <see cref="Reply.Wait"/>.</summary>
    public Reply Ask<T>(FrameKind kind, Action<FrameBuffer, T> write, T state, byte[]? buffer = null)
    {
        var reply = _replies.Expect(buffer);
        lock (_lock)
        {
            Send(kind, static (frames, it) =>
            {
                frames.Write(it.Id);
                it.Write(frames, it.State);
            }, (reply.Id, Write: write, State: state));
            WriteOut();
        }

        return reply;
    }

    /// <summary>Sends a question. The first one stays, even when the plug-in swallows the exception that should end it.</summary>
    public void Question(QuestionException question)
    {
        lock (_lock)
        {
            if (_asked)
            {
                return;
            }

            _asked = true;
            Send(FrameKind.Question, static (frames, it) =>
            {
                frames.Write(it.Key);
                frames.Write(it.Detail.En);
                frames.Write(it.Detail.Fr);
                frames.Write(it.Choices.Count);
                foreach (var choice in it.Choices)
                {
                    frames.Write(choice.Value);
                    frames.Write(choice.Label.En);
                    frames.Write(choice.Label.Fr);
                }
            }, question);
        }
    }

    /// <summary>Sends the end of the run; what comes later, from threads that a plug-in left behind, does not count.</summary>
    public void Finish(DoneMessage done)
    {
        lock (_lock)
        {
            if (_finished)
            {
                return;
            }

            _finished = true;
            WriteProgress(); // nothing counts after Done
            done.WriteTo(_frames);
            WriteOut();
        }
    }

    public void Flush()
    {
        lock (_lock)
        {
            if (!_writing)
            {
                WriteOut();
            }
        }
    }

    public void Dispose()
    {
        _over = true;
        _waiting.Set();
    }

    private void Write<T>(FrameKind kind, Action<FrameBuffer, T> write, T state)
    {
        if (_writing)
        {
            throw new InvalidOperationException("A record is being written: read on and save only after it.");
        }

        _writing = true;
        _frames.Begin(kind);
        try
        {
            write(_frames, state);
            _frames.End();
        }
        catch
        {
            _frames.Undo();
            throw;
        }
        finally
        {
            _writing = false;
        }
    }

    private void WriteOut()
    {
        WriteProgress();
        _output.Write(_frames.Written.Span);
        _frames.Clear();
    }

    private void WriteProgress()
    {
        if (_progress is { } progress)
        {
            _progress = null;
            Write(FrameKind.Progress, static (frames, it) =>
            {
                frames.Write(it.Done);
                frames.Write(it.Total ?? -1);
            }, progress);
        }
    }

    private void FlushNowAndThen()
    {
        using (_waiting)
        {
            while (_waiting.WaitOne() && !_over)
            {
                Thread.Sleep(FlushAfter);
                Flush();
            }
        }
    }
}
