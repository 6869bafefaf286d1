namespace Bench;

/// <summary>What is asked on the command line: names of benches (all when none), where the yardstick is, how many runs.</summary>
internal sealed record BenchOptions(IReadOnlyList<string> Names, string Yardstick, int Runs)
{
    public static BenchOptions Parse(string[] args)
    {
        var names = new List<string>();
        var yardstick = Environment.GetEnvironmentVariable("HUB_YARDSTICK") ?? "";
        var runs = 5;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--yardstick":
                    yardstick = args[++i];
                    break;
                case "--runs":
                    runs = int.Parse(args[++i]);
                    break;
                default:
                    names.Add(args[i]);
                    break;
            }
        }

        return Directory.Exists(yardstick) ? new BenchOptions(names, Path.GetFullPath(yardstick), runs) : throw new ArgumentException("Say where the yardstick is: --yardstick DIR");
    }

    public bool Wants(string name) => Names.Count == 0 || Names.Contains(name);
}
