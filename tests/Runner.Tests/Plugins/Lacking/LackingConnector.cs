using System.Runtime.CompilerServices;
using Hub.Sdk;
using Lacking.Library;

namespace Lacking;

/// <summary>Finds out in the middle of its work that a library is not there.</summary>
public sealed class LackingConnector : IConnector
{
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        await context.SaveAsync("test.item", data => data.WriteNumber("n", 1));
        await context.LogAsync(Ask());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Ask() => Answers.Give();
}
