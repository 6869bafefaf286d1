using FunctionsHost;

// Plays the Functions host for one app folder, until the process is ended. README.md says which parts of it, and from where they are known.
var options = PlayOptions.Read(args);
var app = AppFolder.Read(options.App);
var handlers = new HandlerPool(app, options);
await using var front = new Front(app, handlers, options);
await front.StartAsync();
var stop = new CancellationTokenSource();
var queues = options.Storage is null || !options.Listens ? [] : app.Functions.Where(function => function.Trigger == "queueTrigger").Select(function => new QueueListener(app, function, handlers, options).RunAsync(stop.Token)).ToList();
Console.WriteLine($"Open {options.Url}");

while (await Console.In.ReadLineAsync() is { } line)
{
    switch (line.Split(' ', 2))
    {
        case ["tick"]:
            foreach (var timer in app.Functions.Where(function => function.Trigger == "timerTrigger"))
            {
                await handlers.InvokeAsync(timer, Envelopes.Timer(timer.TriggerName), stop.Token);
            }

            break;
        case ["cold"]:
            await handlers.StopAsync();
            Console.WriteLine("no instance is left");
            break;
        case ["kill", var number]:
            handlers.Kill(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
            break;
    }
}

await stop.CancelAsync();
await Task.WhenAll(queues);
await handlers.StopAsync();
