using System.Runtime.InteropServices;
using Hub.Front;
using Hub.Verbs;

// A file that may not grow (ulimit -f) is told as a full disk; the signal that comes with it (SIGXFSZ) would end the process first.
const int FileTooLarge = 25;
using var tooLarge = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create((PosixSignal)FileTooLarge, signal => signal.Cancel = true);

// Serving does not wait for the command-line library to be loaded.
return ServeArguments.TryRead(args) is { } options ? await Serve.RunAsync(options) : await HubCommand.RunAsync(args);
