using Holders;
using Holders.Bank;
using Holders.Dav;
using Holders.Grid;

// To try the connectors by hand: three holders at fixed places, until the process is ended.
var (bank, grid, calendars) = (new DemoBank(), new GridOperator(), new DavServer());
Holder[] holders = [bank, grid, calendars];
foreach (var (holder, port) in holders.Zip([5101, 5102, 5103]))
{
    await holder.StartAsync(port);
    Console.WriteLine($"{holder.GetType().Name,-14} {holder.Address}");
}

Console.WriteLine($"HUB_ALLOWED_HOSTS={string.Join(',', holders.Select(holder => holder.Host))}");
Console.WriteLine($"bank: customer {bank.Customer.Login}, password {bank.Customer.Password} · meter {grid.UsagePoint}: client {grid.ClientId}, secret {grid.ClientSecret} · calendars: user {calendars.User}, password {calendars.Password}");
await Task.WhenAll(holders.Select(holder => holder.EndAsync()));
