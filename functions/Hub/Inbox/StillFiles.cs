namespace Hub.Inbox;

/// <summary>Which files have been left alone for a while: one that is still being written grows, or its time moves.</summary>
internal sealed class StillFiles(TimeProvider clock)
{
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at a file; true once size and time are what they were for long enough.</summary>
    public bool IsStill(string path, FileMark mark)
    {
        if (_seen.TryGetValue(path, out var seen) && seen.Mark == mark)
        {
            return clock.GetElapsedTime(seen.Since) >= Quiet;
        }

        _seen[path] = new(mark, clock.GetTimestamp());
        return false;
    }

    public void Forget(string path) => _seen.Remove(path);

    /// <summary>Forgets what is there no more.</summary>
    public void KeepOnly(IReadOnlySet<string> paths)
    {
        foreach (var gone in _seen.Keys.Where(path => !paths.Contains(path)).ToList())
        {
            _seen.Remove(gone);
        }
    }

    private readonly record struct Seen(FileMark Mark, long Since);
}

/// <summary>By what a file is known as the one that was looked at.</summary>
internal readonly record struct FileMark(long Length, DateTime Written);
