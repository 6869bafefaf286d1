using Hub.Front;
using Hub.Verbs;

// Serving does not wait for the command-line library to be loaded.
return ServeArguments.TryRead(args) is { } options ? await Serve.RunAsync(options) : await HubCommand.RunAsync(args);
