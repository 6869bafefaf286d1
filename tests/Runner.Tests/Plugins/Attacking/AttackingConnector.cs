using Hub.Sdk;

namespace Attacking;

/// <summary>An attack in C#: a file of the corpus.</summary>
internal interface IAttack
{
    Task RunAsync(ConnectorContext context);
}

/// <summary>Does what its settings name: each attack is a class of its own.</summary>
public sealed class AttackingConnector : IConnector
{
    public Task SyncAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var name = context.Settings.GetProperty("attack").GetString()!;
        var type = typeof(AttackingConnector).Assembly.GetTypes().Single(type => typeof(IAttack).IsAssignableFrom(type) && type.Name == name);
        return ((IAttack)Activator.CreateInstance(type)!).RunAsync(context);
    }
}
