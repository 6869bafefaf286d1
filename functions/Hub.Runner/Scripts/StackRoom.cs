using System.Runtime.CompilerServices;
using Jint;
using Jint.Parser;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary>How much of the script's stack is left. The engine walks trees by calling itself, and a full stack would end the process where an error can be caught.</summary>
internal sealed unsafe class StackRoom(Engine engine)
{
    /// <summary>Of the thread that a script runs on; only what is used of it takes memory.</summary>
    public const int Size = 64 * 1024 * 1024;

    // What one built-in call, or one expression as deep as ScriptTree lets it be, may still need.
    private const int Kept = 16 * 1024 * 1024;

    private readonly nint _lowest = Here() - (Size - Kept);

    /// <exception cref="JavaScriptException">A RangeError that the script may catch, as in a browser.</exception>
    public void Check(Location at)
    {
        if (Here() < _lowest)
        {
            throw new JavaScriptException(new TooDeepError(engine)) { Location = at };
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint Here()
    {
        byte here;
        return (nint)(&here);
    }
}
