using Hub.Core.Plugins;

namespace Hub.Plugins;

/// <summary>Looks at an author's folders every second, so that the line that says what became of a saved file comes when it was saved. Reading them anew happens by itself whenever somebody needs them.</summary>
internal sealed class PluginWatch(PluginCatalogue plugins, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                Look();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
    }

    private void Look()
    {
        try
        {
            _ = plugins.All;
        }
        catch (Exception moving) when (moving is IOException or UnauthorizedAccessException)
        {
            // A folder goes or changes its name while it is looked at; the next second sees what became of it.
        }
    }
}
