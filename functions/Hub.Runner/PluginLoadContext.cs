using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Hub.Runner;

/// <summary>A plug-in's libraries come from its own folder. Shared are Hub.Sdk and what the framework itself has, so that types in the SDK's signatures are the same on both sides.</summary>
internal sealed class PluginLoadContext(string entry) : AssemblyLoadContext("plug-in")
{
    private readonly AssemblyDependencyResolver _resolver = new(entry);
    private readonly string _framework = RuntimeEnvironment.GetRuntimeDirectory();

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == "Hub.Sdk" || File.Exists(Path.Join(_framework, name.Name + ".dll")))
        {
            return null;
        }

        return _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
