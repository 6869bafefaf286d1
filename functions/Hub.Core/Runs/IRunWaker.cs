namespace Hub.Core.Runs;

/// <summary>
/// Wakes whoever carries out runs, where this process does not do it by itself: in a cloud of functions, by a message. What is woken happens later, perhaps elsewhere, perhaps twice.
/// At home there is none, and the <see cref="RunQueue"/> begins at once.
/// </summary>
public interface IRunWaker
{
    ValueTask WakeAsync(RunCall call, TimeSpan delay = default);
}
