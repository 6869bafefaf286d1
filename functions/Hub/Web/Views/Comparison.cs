namespace Hub.Web.Views;

/// <summary>How a figure stands against the same one a year before.</summary>
public static class Comparisons
{
    /// <summary>"8 % less than the year before"; null where a ratio would say nothing.</summary>
    public static string? Say(decimal now, decimal? before, PageContext page)
    {
        if (before is not { } then || then <= 0 || now < 0)
        {
            return null;
        }

        var ratio = (now - then) / then;
        if (Math.Abs(ratio) < 0.005m)
        {
            return page.L("as much as the year before", "autant qu'un an avant");
        }

        if (ratio > 3)
        {
            return page.L($"{page.Format.Number(now / then, 0)} times the year before", $"{page.Format.Number(now / then, 0)} fois plus qu'un an avant");
        }

        var percent = page.Format.Percent(Math.Abs(Math.Round(ratio, 2)));
        return ratio < 0 ? page.L($"{percent} less than the year before", $"{percent} de moins qu'un an avant") : page.L($"{percent} more than the year before", $"{percent} de plus qu'un an avant");
    }
}
