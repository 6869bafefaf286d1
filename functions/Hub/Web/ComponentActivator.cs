using Microsoft.AspNetCore.Components;

namespace Hub.Web;

/// <summary>Makes components by their constructors, which take nothing. The framework's own would first compile an expression for each type, only to call it once a page.</summary>
internal sealed class ComponentActivator : IComponentActivator
{
    public IComponent CreateInstance(Type componentType) => (IComponent)Activator.CreateInstance(componentType)!;
}
