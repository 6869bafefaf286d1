using System.Reflection;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>Finds the one public class of a plug-in and creates it.</summary>
internal static class PluginEntry
{
    public static T Create<T>(string folder, string entry)
        where T : class
    {
        var path = Path.GetFullPath(Path.Join(folder, entry));
        if (!File.Exists(path))
        {
            throw new PluginException(RunFault.EntryMissing, entry);
        }

        var types = Load(path, entry).GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T))).ToList();
        return types switch
        {
            [] => throw new PluginException(RunFault.NoImplementation, typeof(T).Name),
            [var only] => Create<T>(only),
            _ => throw new PluginException(RunFault.SeveralImplementations, typeof(T).Name),
        };
    }

    private static Assembly Load(string path, string entry)
    {
        try
        {
            return new PluginLoadContext(path).LoadFromAssemblyPath(path);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or InvalidOperationException)
        {
            // The last one: the resolver could not read the deps.json beside it.
            throw new PluginException(RunFault.EntryUnreadable, entry);
        }
    }

    private static T Create<T>(Type type)
        where T : class
    {
        try
        {
            return (T)Activator.CreateInstance(type)!;
        }
        catch (MissingMethodException)
        {
            throw new PluginException(RunFault.NotConstructed, type.FullName);
        }
        catch (TargetInvocationException e)
        {
            throw new PluginException(RunFault.NotConstructed, Faults.Where(e.InnerException!));
        }
    }
}
