namespace Hub.Web;

/// <summary>The no-break spaces that French wants around its double signs, so that sentences can be written with the space bar.</summary>
public static class Typography
{
    public static string French(string text)
    {
        if (text.AsSpan().IndexOfAny(":;?!»«") < 0)
        {
            return text;
        }

        return text.Replace(" :", "\u00a0:", StringComparison.Ordinal).Replace(" ;", "\u202f;", StringComparison.Ordinal)
            .Replace(" ?", "\u202f?", StringComparison.Ordinal).Replace(" !", "\u202f!", StringComparison.Ordinal)
            .Replace("« ", "«\u00a0", StringComparison.Ordinal).Replace(" »", "\u00a0»", StringComparison.Ordinal);
    }
}
