namespace Hub.Front;

/// <summary>Warnings and errors, a line each, on stderr. Of an exception its type and where it came from, never its message: that may quote what a person wrote.</summary>
public sealed class ConsoleLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Category(categoryName);

    public void Dispose()
    {
    }

    private sealed class Category(string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            // The framework's own lines may name a path or a header; ours are written to hold ids, counts and times.
            var text = name.StartsWith("Hub.", StringComparison.Ordinal) ? formatter(state, null) : $"event {eventId.Id} {eventId.Name}";
            Console.Error.WriteLine($"{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'} {logLevel} {name}: {text}{Trace(exception)}");
        }

        private static string Trace(Exception? exception)
        {
            var text = "";
            for (var inner = exception; inner is not null; inner = inner.InnerException)
            {
                text += $"{Environment.NewLine}  {inner.GetType()}{Environment.NewLine}{inner.StackTrace}";
            }

            return text;
        }
    }
}
