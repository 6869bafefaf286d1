namespace Hub.Plugins.Mt940;

/// <summary>Details in numbered lines (<c>:NS:</c>), as StarMoney and banks in Hungary write them.</summary>
internal static class MtNumbered
{
    public static MtDetails Read(IEnumerable<string> lines, MtDetails before)
    {
        var parts = new SortedDictionary<int, string>();
        foreach (var line in lines.Where(line => line.Length >= 2 && line.AsSpan(0, 2).ContainsOnlyDigits()))
        {
            parts.TryAdd(int.Parse(line.AsSpan(0, 2)), line[2..].Trim());
        }

        string? Of(int first, int last, string between) => MtDetails.Text(string.Join(between, parts.Where(part => part.Key >= first && part.Key <= last && part.Value.Length > 0).Select(part => part.Value)));
        return before with { Purpose = before.Purpose ?? Of(1, 14, " "), Name = before.Name ?? Of(15, 16, ""), Booking = before.Booking ?? (parts.GetValueOrDefault(17) is { } text && text.Any(char.IsWhiteSpace) | text.All(char.IsLetter) ? MtDetails.Text(text) : null), Account = before.Account ?? Of(34, 34, "") };
    }
}
