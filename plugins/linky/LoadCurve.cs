using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>Saves the readings of a load curve, each when the two after it are known, since they tell how long its step was.</summary>
internal sealed class LoadCurve(ConnectorContext context, Meter meter, EnergyUnit unit, TimeSpan? declared)
{
    private readonly StepFinder _steps = new(declared);
    private readonly Queue<Reading> _waiting = new();

    public async ValueTask AddAsync(Reading reading)
    {
        _waiting.Enqueue(reading);
        if (_waiting.Count > 2)
        {
            await SaveFirstAsync();
        }
    }

    public async ValueTask CompleteAsync()
    {
        while (_waiting.Count > 0)
        {
            await SaveFirstAsync();
        }
    }

    private async ValueTask SaveFirstAsync()
    {
        var reading = _waiting.Dequeue();
        DateTimeOffset? next = _waiting.Count > 0 ? _waiting.Peek().End : null;
        DateTimeOffset? afterNext = _waiting.Count > 1 ? _waiting.Last().End : null;
        var step = _steps.Next(reading.End, next, afterNext);
        if (reading.Value is not { } value)
        {
            return;
        }

        if ((reading.Step ?? step) is not { } length)
        {
            await context.RejectAsync(Meter.Type, new Text(
                "The length of the measurement step is not stated, and no other reading stands near enough to tell it.",
                "La durée du pas de mesure n'est pas indiquée, et aucun autre relevé n'est assez proche pour la déduire."), new Origin(reading.At));
            return;
        }

        await meter.SaveAsync(context, reading.End - length, length, unit.KilowattHours(value, length), reading.At);
    }
}
