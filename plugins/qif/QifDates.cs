namespace Hub.Plugins.Qif;

/// <summary>
/// Reads days. Programs write them in the order of their country, so the whole file decides: one day above 12 tells for all. Where none does, the
/// person is asked; where some tell one order and some the other, what could be both is not guessed.
/// </summary>
internal sealed class QifDates
{
    public const string DayFirst = "DMY", MonthFirst = "MDY";
    private bool _dayFirst, _monthFirst;

    /// <summary>The order that the file declares or the person chose.</summary>
    public string? Order { get; set; }

    /// <summary>A day of the file that can be read in two ways, as it is written.</summary>
    public (DateOnly DayFirst, DateOnly MonthFirst)? Doubtful { get; private set; }

    public bool NeedsAnswer => Order is null && Doubtful is not null && !_dayFirst && !_monthFirst;

    public void See(string text)
    {
        switch (QifDate.Find(text))
        {
            case { DayFirst: { } one, MonthFirst: { } other } when one != other:
                Doubtful ??= (one, other);
                break;
            case { DayFirst: not null, MonthFirst: null }:
                _dayFirst = true;
                break;
            case { DayFirst: null, MonthFirst: not null }:
                _monthFirst = true;
                break;
        }
    }

    /// <summary>The day, or null when it is none, or two.</summary>
    public DateOnly? Find(string text)
    {
        var date = QifDate.Find(text);
        return date.DayFirst == date.MonthFirst || date.MonthFirst is null ? date.DayFirst
            : date.DayFirst is null ? date.MonthFirst
            : (Order ?? (_dayFirst == _monthFirst ? null : _dayFirst ? DayFirst : MonthFirst)) switch
            {
                DayFirst => date.DayFirst,
                MonthFirst => date.MonthFirst,
                _ => null,
            };
    }
}
