using Holders;
using Holders.Bank;
using Holders.Dav;
using Holders.Grid;

// To try the connectors by hand: three holders at fixed places, until the process is ended.
Holder[] holders = [new DemoBank(), new GridOperator(), new DavServer()];
foreach (var (holder, port) in holders.Zip([5101, 5102, 5103]))
{
    await holder.StartAsync(port);
    Console.WriteLine($"{holder.GetType().Name,-14} {holder.Address}");
}

Console.WriteLine($"HUB_ALLOWED_HOSTS={string.Join(',', holders.Select(holder => holder.Host))}");
await Task.Delay(Timeout.Infinite);
