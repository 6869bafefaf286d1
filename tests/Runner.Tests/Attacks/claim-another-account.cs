// Tries: to take another source's name, with an account as long as a book and with what no name has.
// Keeps: a name is cut and cleaned, and is this source's own: what others are called, and what they brought, stays as it is.
// Outcome: Done
// Records: 1
using Hub.Sdk;

namespace Attacking;

internal sealed class ClaimAnotherAccount : IAttack
{
    public async Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(20, Pipe.Text("someone-else"), Pipe.Text("Someone\n\u0007else" + new string('x', 10_000)));
        Pipe.Frame(20, Pipe.Text("\n"), Pipe.Text(""));
        await context.SaveAsync("test.event", data => data.WriteString("ref", "one"));
    }
}
