using System.Runtime.InteropServices;

namespace Hub.Front;

/// <summary>
/// Answers the service manager of Windows where it started this process: it wants to hear that a service runs, and says when to stop.
/// See https://learn.microsoft.com/windows/win32/services/service-programs. The framework's own way is a package (Microsoft.Extensions.Hosting.WindowsServices) that one call is not worth.
/// </summary>
internal static class WindowsServiceHost
{
    private const uint OwnProcess = 0x10;
    private const uint Stopped = 1;
    private const uint StopPending = 3;
    private const uint Running = 4;
    private const uint AcceptsStopAndShutdown = 1 | 4;
    private const uint StopAsked = 1;
    private const uint ShutdownAsked = 5;
    private const uint PatienceMilliseconds = 30_000;

    // The manager calls these from threads of its own for as long as the process lives.
    private static readonly ServiceMain Main = Begin;
    private static readonly ServiceControl Control = Hear;
    private static readonly ManualResetEventSlim Over = new();
    private static IHostApplicationLifetime? _lifetime;
    private static IntPtr _status;

    private delegate void ServiceMain(int count, IntPtr arguments);

    private delegate uint ServiceControl(uint control, uint kind, IntPtr data, IntPtr context);

    public static void Follow(IHostApplicationLifetime lifetime)
    {
        if (!OperatingSystem.IsWindows() || Environment.UserInteractive)
        {
            return;
        }

        _lifetime = lifetime;
        lifetime.ApplicationStopped.Register(Over.Set);

        // A thread that the process waits for: the manager is told of the end first. The call returns then, or at once where no service manager started this process.
        new Thread(() => StartServiceCtrlDispatcherW([new Entry { Name = "", Main = Marshal.GetFunctionPointerForDelegate(Main) }, default])) { Name = "service" }.Start();
    }

    private static void Begin(int count, IntPtr arguments)
    {
        _status = RegisterServiceCtrlHandlerExW("", Marshal.GetFunctionPointerForDelegate(Control), IntPtr.Zero);
        Tell(Running);
        Over.Wait();
        Tell(Stopped);
    }

    private static uint Hear(uint control, uint kind, IntPtr data, IntPtr context)
    {
        if (control is StopAsked or ShutdownAsked)
        {
            Tell(StopPending);
            _lifetime!.StopApplication();
        }

        return 0;
    }

    private static void Tell(uint state)
    {
        var status = new Status { Type = OwnProcess, State = state, Accepts = state == Running ? AcceptsStopAndShutdown : 0, Patience = state == StopPending ? PatienceMilliseconds : 0 };
        SetServiceStatus(_status, ref status);
    }

    [DllImport("advapi32.dll", CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool StartServiceCtrlDispatcherW([In] Entry[] table);

    [DllImport("advapi32.dll", CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr RegisterServiceCtrlHandlerExW(string name, IntPtr handler, IntPtr context);

    [DllImport("advapi32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern bool SetServiceStatus(IntPtr handle, ref Status status);

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    private struct Entry
    {
        public string? Name;
        public IntPtr Main;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Status
    {
        public uint Type;
        public uint State;
        public uint Accepts;
        public uint ExitCode;
        public uint OwnExitCode;
        public uint CheckPoint;
        public uint Patience;
    }
}
