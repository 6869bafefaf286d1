using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>Takes what one runner says, frame by frame, counts it, and hands it to the handler.</summary>
internal sealed class FrameLoop(RunnerChild child, IRunHandler handler, RunnerLimits limits, TimeProvider clock) : IDisposable
{
    private const int TextLength = 2000;
    private readonly FrameReader _frames = child.Output;
    private readonly FrameBuffer _replies = new();
    private readonly OpenFiles _files = new(handler.OpenFile);
    private readonly OpenReplies _httpReplies = new();
    private readonly List<string> _types = [];
    private bool _greeted = child.HasGreeted;
    private bool _idle = true;
    private long _records;
    private long _bytes;
    private int _logLines;

    /// <summary>The runner's last word, or null when it has not come.</summary>
    public DoneMessage? Done { get; private set; }

    public bool Asked { get; private set; }

    /// <summary>Whether the runner said anything about its run.</summary>
    public bool Heard { get; private set; }

    public void Dispose() => _files.Dispose();

    public async Task StartAsync(StartMessage start)
    {
        foreach (var (kind, bytes) in start.Pieces())
        {
            _replies.Begin(kind);
            Append(bytes.Span);
            _replies.End();
            if (_replies.Length > Protocol.ChunkSize)
            {
                await SendAsync();
            }
        }

        start.WriteTo(_replies);
        await SendAsync();
    }

    /// <summary>Until the runner is done or its pipe ends.</summary>
    /// <exception cref="RunnerFaultException">The runner broke a rule.</exception>
    public async Task RunAsync()
    {
        do
        {
            while (_frames.TryNext())
            {
                await TakeAsync(_frames.Kind, _frames.Payload);
                if (Done is not null)
                {
                    return;
                }
            }
        }
        while (await FillAsync());
    }

    private async ValueTask<bool> FillAsync()
    {
        var filled = _frames.FillAsync();
        if (_idle || filled.IsCompleted)
        {
            return await filled;
        }

        var waiting = filled.AsTask();
        using var stop = new CancellationTokenSource();
        if (await Task.WhenAny(waiting, Task.Delay(handler.IdleAfter, clock, stop.Token)) != waiting)
        {
            _idle = true;
            await handler.IdleAsync();
        }

        await stop.CancelAsync();
        return await waiting;
    }

    private ValueTask TakeAsync(FrameKind kind, ReadOnlyMemory<byte> payload)
    {
        _idle = false;
        Count(payload.Length);
        var reader = new PayloadReader(payload);
        if (!_greeted)
        {
            Greet(kind, ref reader);
            return default;
        }

        Heard = true;
        switch (kind)
        {
            case FrameKind.Record:
                CountRecord();
                var (type, at, subject) = (Type(reader.ReadInt()), ShortOptional(ref reader), ShortOptional(ref reader));
                return handler.RecordAsync(type, reader.Rest, at, subject);
            case FrameKind.Withdraw:
                CountRecord();
                (type, at, subject) = (Type(reader.ReadInt()), ShortOptional(ref reader), ShortOptional(ref reader));
                return handler.WithdrawAsync(type, reader.Rest, at, subject);
            case FrameKind.Reject:
                CountRecord();
                (type, at, subject) = (Type(reader.ReadInt()), ShortOptional(ref reader), ShortOptional(ref reader));
                return handler.RejectAsync(type, ReadText(ref reader), at, subject);
            case FrameKind.Type:
                Add(reader.ReadString());
                return default;
            case FrameKind.Cursor:
                return handler.CursorAsync(Bounded(reader.ReadString(), Protocol.MaxCursor)!);
            case FrameKind.Produced:
                return handler.ProducedAsync(Short(reader.ReadString()));
            case FrameKind.Progress:
                var (done, total) = (reader.ReadLong(), reader.ReadLong());
                return handler.ProgressAsync(done, total < 0 ? null : total);
            case FrameKind.Log:
                return _logLines++ < limits.MaxLogLines ? handler.LogAsync(Short(reader.ReadString())) : default;
            case FrameKind.Question:
                return AskAsync(Short(reader.ReadString()), ReadText(ref reader), ReadChoices(ref reader));
            case FrameKind.Session:
                return handler.SessionAsync(Bounded(reader.ReadOptional(), Protocol.MaxSession));
            case FrameKind.Account:
                return handler.AccountAsync(new HolderAccount(Short(reader.ReadString()), Short(reader.ReadString())));
            case FrameKind.Insight:
                return handler.InsightAsync(reader.ReadBytes());
            case FrameKind.Retain:
                return handler.RetainAsync(reader.ReadString(), Limited(reader.ReadBytes()));
            case FrameKind.Sample:
                return handler.SampleAsync(reader.ReadBytes());
            case FrameKind.Members:
                return Archive.MembersAsync(Fault(ref reader), reader.ReadInt());
            case FrameKind.Member:
                return Archive.BeginAsync(Short(reader.ReadString()), reader.ReadLong());
            case FrameKind.Content:
                return Archive.ContentAsync(reader.ReadBytes());
            case FrameKind.MemberEnd:
                return Archive.EndAsync(Fault(ref reader));
            case FrameKind.Done:
                Done = ReadDone(payload);
                return default;
            default:
                return AnswerAsync(kind, payload);
        }
    }

    private IArchiveTaker Archive => handler.Archive ?? throw new WireException("No archive is to be unpacked.");

    private static ArchiveFault Fault(ref PayloadReader reader) => (ArchiveFault)reader.ReadInt() is var fault && Enum.IsDefined(fault) ? fault : throw new WireException("A fault is unknown.");

    private static ReadOnlyMemory<byte> Limited(ReadOnlyMemory<byte> retained) => retained.Length <= Protocol.MaxRetained ? retained : throw new RunException(Outcome.LimitExceeded, new(
        $"The service leaves more than {Protocol.MaxRetained / 1024 / 1024} MB for its next run.", $"Le service laisse plus de {Protocol.MaxRetained / 1024 / 1024}\u00a0Mo pour son prochain calcul."));

    /// <summary>One that cannot be read was never asked: nobody could answer it.</summary>
    private ValueTask AskAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        Asked = true;
        return handler.QuestionAsync(key, question, choices);
    }

    private async ValueTask AnswerAsync(FrameKind kind, ReadOnlyMemory<byte> payload)
    {
        var reader = new PayloadReader(payload);
        switch (kind)
        {
            case FrameKind.Open:
                _files.Open(reader.ReadInt());
                break;
            case FrameKind.Close:
                _files.Close(reader.ReadInt());
                break;
            case FrameKind.Read:
                await ReplyAsync(reader.ReadInt(), _files.ReadAsync(reader.ReadInt()));
                break;
            case FrameKind.ReadAt:
                await ReplyAsync(reader.ReadInt(), Archive.ReadAsync(reader.ReadLong()));
                break;
            case FrameKind.ReadRecords:
                await ReplyAsync(reader.ReadInt(), handler.ReadRecordsAsync(reader.ReadString(), reader.ReadOptional(), reader.ReadOptional(), reader.ReadOptional()));
                break;
            case FrameKind.Held:
                await ReplyAsync(reader.ReadInt(), handler.HeldAsync(Short(reader.ReadString()), reader.ReadOptional()));
                break;
            case FrameKind.Aggregate:
                await ReplyAsync(reader.ReadInt(), handler.AggregateAsync(reader.ReadString(), reader.ReadBytes()));
                break;
            case FrameKind.Recall:
                await ReplyAsync(reader.ReadInt(), handler.RecallAsync(reader.ReadString()));
                break;
            case FrameKind.Http:
                await CallAsync(reader.ReadInt(), reader.ReadInt(), HttpCall.Read(ref reader));
                break;
            case FrameKind.Body:
                await ReplyAsync(reader.ReadInt(), ValueTask.FromResult(_httpReplies.Read(reader.ReadInt())));
                break;
            case FrameKind.Keep:
                await KeepAsync(reader.ReadInt(), reader.ReadInt(), Short(reader.ReadString()));
                break;
            default:
                throw new WireException("A frame of an unknown kind.");
        }
    }

    /// <summary>A call that failed is told to the plug-in; one that broke the rules ends the run.</summary>
    private async ValueTask CallAsync(int id, int number, HttpCall call)
    {
        HttpReply? reply = null;
        RunException? failure = null;
        try
        {
            reply = await handler.HttpAsync(call, child.Broken);
            _httpReplies.Add(number, reply);
        }
        catch (RunException failed) when (failed.Outcome is not Outcome.PluginFault)
        {
            failure = failed;
        }
        catch (OperationCanceledException) when (child.Broken.IsCancellationRequested)
        {
            return; // nobody is left to tell; what was said before lies in the pipe
        }

        BeginReply(id);
        _replies.Write(failure is null ? -1 : (int)failure.Outcome);
        if (failure is not null)
        {
            _replies.Write(failure.Detail.En);
            _replies.Write(failure.Detail.Fr);
        }
        else
        {
            _replies.Write(reply!.Status);
            _replies.Write(reply.Url);
            HttpHeaders.Write(_replies, reply.Headers);
            _replies.Write((long)reply.Body.Length);
        }

        _replies.End();
        await SendAsync();
    }

    private async ValueTask KeepAsync(int id, int number, string name)
    {
        var hash = await handler.KeepAsync(name, _httpReplies.Get(number));
        BeginReply(id);
        _replies.Write(hash);
        _replies.End();
        await SendAsync();
    }

    private void BeginReply(int id)
    {
        _replies.Begin(FrameKind.Reply);
        _replies.Write(id);
    }

    private async ValueTask ReplyAsync(int id, ValueTask<ReadOnlyMemory<byte>> answer)
    {
        var bytes = await answer;
        BeginReply(id);
        Append(bytes.Span);
        _replies.End();
        await SendAsync();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_replies.GetSpan(bytes.Length));
        _replies.Advance(bytes.Length);
    }

    private async ValueTask SendAsync()
    {
        try
        {
            await child.Input.WriteAsync(_replies.Written);
        }
        catch (IOException)
        {
            // The runner has ended. What it said before lies in the other pipe, and how it ended is seen there.
        }

        _replies.Clear();
    }

    /// <summary>Whether it is the first word of a runner of this version.</summary>
    public static bool IsGreeting(FrameKind kind, ref PayloadReader reader) => kind == FrameKind.Hello && reader.ReadInt() == Protocol.Version;

    private void Greet(FrameKind kind, ref PayloadReader reader)
    {
        _greeted = IsGreeting(kind, ref reader) ? true : throw new RunnerFaultException(RunFault.OtherProtocol);
    }

    private void Count(int bytes)
    {
        if ((_bytes += bytes) > limits.MaxOutputBytes)
        {
            throw new RunnerFaultException(RunFault.TooMuchOutput);
        }
    }

    private void CountRecord()
    {
        if (++_records > limits.MaxRecords)
        {
            throw new RunnerFaultException(RunFault.TooManyRecords);
        }
    }

    private void Add(string type)
    {
        if (_types.Count == Protocol.MaxTypes)
        {
            throw new WireException("Too many record types.");
        }

        _types.Add(Short(type));
    }

    private string Type(int number) => (uint)number < (uint)_types.Count ? _types[number] : throw new WireException("A record of a type that was not announced.");

    private static IReadOnlyList<Choice> ReadChoices(ref PayloadReader reader)
    {
        var count = reader.ReadInt();
        if (count is < 0 or > Protocol.MaxChoices)
        {
            throw new WireException("Too many choices.");
        }

        var choices = new List<Choice>(count);
        for (; count > 0; count--)
        {
            choices.Add(new Choice(Short(reader.ReadString()), ReadText(ref reader)));
        }

        return choices;
    }

    private static string? Bounded(string? text, int most) => text?.Length > most ? throw new WireException("A text is too long.") : text;

    /// <summary>Its words stand on pages, in lists and in mails.</summary>
    private static DoneMessage ReadDone(ReadOnlyMemory<byte> payload)
    {
        var done = DoneMessage.Read(payload);
        return done with { Detail = done.Detail is { } detail ? new Text(Short(detail.En), Short(detail.Fr)) : null, Where = done.Where is { } where ? Short(where) : null };
    }

    private static string? ShortOptional(ref PayloadReader reader) => reader.ReadOptional() is { } text ? Short(text) : null;

    private static Text ReadText(ref PayloadReader reader) => new(Short(reader.ReadString()), Short(reader.ReadString()));

    private static string Short(string text) => text.Length > TextLength ? text[..TextLength] : text;
}
