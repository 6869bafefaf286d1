using System.Globalization;
using System.Text;

namespace Hub.Web;

/// <summary>
/// Dates, numbers and spans as people write them in French and in English. By hand, because the hub runs without ICU: the pages
/// must read the same on every machine.
/// </summary>
public sealed class Formats(string language, TimeZoneInfo zone)
{
    private const char Space = '\u00a0';
    private const char Narrow = '\u202f';

    private static readonly string[] MonthsFr = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    private static readonly string[] MonthsEn = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] ShortFr = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    private static readonly string[] ShortEn = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private static readonly string[] WeekFr = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    private static readonly string[] WeekEn = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private readonly bool _french = language.StartsWith("fr", StringComparison.Ordinal);

    public string Language => _french ? "fr" : "en";

    public TimeZoneInfo Zone => zone;

    public string Date(DateOnly date) => $"{Day(date.Day)} {Month(date.Month)} {date.Year}";

    public string DateWithWeekday(DateOnly date) => $"{(_french ? WeekFr : WeekEn)[(int)date.DayOfWeek]} {Date(date)}";

    public string DayAndMonth(DateOnly date) => $"{Day(date.Day)} {Month(date.Month)}";

    public string Date(DateTimeOffset instant) => Date(DateOnly.FromDateTime(Local(instant)));

    public string MonthAndYear(DateOnly month) => $"{Month(month.Month)} {month.Year}";

    public string Month(int month) => (_french ? MonthsFr : MonthsEn)[month - 1];

    public string ShortMonth(int month) => (_french ? ShortFr : ShortEn)[month - 1];

    public string Time(DateTimeOffset instant)
    {
        var local = Local(instant);
        return _french ? $"{local.Hour}{Space}h{Space}{local.Minute:00}" : $"{local.Hour:00}:{local.Minute:00}";
    }

    public string Moment(DateTimeOffset instant) => _french ? $"{Date(instant)} à {Time(instant)}" : $"{Date(instant)} at {Time(instant)}";

    /// <summary>A record's time as it was written: an instant, a day, a month or a year.</summary>
    public string Partial(string written)
    {
        if (written.Length == 4)
        {
            return written;
        }

        if (written.Length == 7 && DateOnly.TryParseExact(written, "yyyy-MM", out var month))
        {
            return MonthAndYear(month);
        }

        if (written.Length == 10 && DateOnly.TryParseExact(written, "yyyy-MM-dd", out var day))
        {
            return Date(day);
        }

        return DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? Moment(instant) : written;
    }

    /// <summary>From a first to a last day, both meant; what they have in common is said once.</summary>
    public string Span(DateOnly first, DateOnly last)
    {
        if (first == last)
        {
            return Date(first);
        }

        var start = first.Year != last.Year ? Date(first) : first.Month != last.Month ? DayAndMonth(first) : Day(first.Day);
        return _french ? $"du {start} au {Date(last)}" : $"{start} to {Date(last)}";
    }

    public string Number(decimal value, int decimals = 2)
    {
        var text = Math.Abs(Math.Round(value, decimals, MidpointRounding.AwayFromZero)).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return Sign(value, text) + Grouped(text);
    }

    public string Number(long value) => Number(value, 0);

    /// <summary>A number as it is typed, from JSON: with the decimal mark of the language.</summary>
    public string Typed(string number) => _french ? number.Replace('.', ',') : number;

    /// <summary>A number that was typed. In English a comma would be a decimal mark to one and part the thousands for another, so it is neither; in French a point can only be the mark.</summary>
    public bool TryReadTyped(string typed, out decimal number)
    {
        var text = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)));
        return decimal.TryParse(_french ? text.Replace(',', '.') : text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>"1 record", "12 records": French counts in the singular below two.</summary>
    public string Records(long count) => _french ? $"{Number(count)}{Space}{(count < 2 ? "donnée" : "données")}" : $"{Number(count)} {(count == 1 ? "record" : "records")}";

    /// <summary>A quantity rounded to what a person takes in: three digits that count, whole numbers from a hundred on.</summary>
    public string Quantity(decimal value, string? unit)
    {
        if (unit is "s" or "min")
        {
            return Duration((long)(unit == "min" ? value * 60 : value));
        }

        var size = Math.Abs(value);
        return WithUnit(Number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3), unit);
    }

    /// <summary>A quantity with all its digits.</summary>
    public string Exact(decimal value, string? unit) => unit == "s" && decimal.IsInteger(value) ? Duration((long)value) : WithUnit(Number(value, 12), unit);

    public string Money(decimal value, string currency)
    {
        var decimals = currency is "JPY" or "KRW" or "CLP" ? 0 : Math.Max(2, Math.Min((int)value.Scale, 4));
        var digits = Math.Abs(Math.Round(value, decimals, MidpointRounding.AwayFromZero)).ToString("0." + new string('0', decimals), CultureInfo.InvariantCulture);
        var symbol = Currencies.Symbol(currency);
        return (_french, symbol.Length) switch
        {
            (true, _) => $"{Sign(value, digits)}{Grouped(digits)}{Space}{symbol}",
            (false, 1) => $"{Sign(value, digits)}{symbol}{Grouped(digits)}",
            _ => $"{Sign(value, digits)}{symbol}{Space}{Grouped(digits)}",
        };
    }

    public string Percent(decimal ratio) => $"{Number(ratio * 100, Math.Abs(ratio) < 0.0995m && Math.Abs(ratio) > 0 ? 1 : 0)}{Space}%";

    public string WithUnit(string number, string? unit) => string.IsNullOrEmpty(unit) || unit == "1" ? number : $"{number}{Space}{Units.Shown(unit, _french)}";

    public string Bytes(long length) => length switch
    {
        < 1000 => $"{Number(length)}{Space}{(_french ? "octets" : "bytes")}",
        < 1_000_000 => $"{Number(length / 1000m, 0)}{Space}{(_french ? "ko" : "kB")}",
        < 1_000_000_000 => $"{Number(length / 1_000_000m, 1)}{Space}{(_french ? "Mo" : "MB")}",
        _ => $"{Number(length / 1_000_000_000m, 1)}{Space}{(_french ? "Go" : "GB")}",
    };

    public string Duration(long seconds)
    {
        var text = new StringBuilder();
        foreach (var (size, unit) in new[] { (86_400L, _french ? "j" : "d"), (3_600L, "h"), (60L, "min"), (1L, "s") })
        {
            var whole = Math.Abs(seconds) / size % (size == 86_400 ? long.MaxValue : size == 3_600 ? 24 : 60);
            if (whole > 0)
            {
                text.Append(text.Length > 0 ? Space : "").Append(Number(whole)).Append(Space).Append(unit);
            }
        }

        return text.Length == 0 ? $"0{Space}s" : (seconds < 0 ? "−" : "") + text;
    }

    /// <summary>How long ago, in the one unit that a person would say.</summary>
    public string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var past = now - then;
        if (past < TimeSpan.FromMinutes(1))
        {
            return _french ? "à l'instant" : "just now";
        }

        var (count, fr, en) = past.TotalHours < 1 ? ((int)past.TotalMinutes, "minute", "minute")
            : past.TotalDays < 1 ? ((int)past.TotalHours, "heure", "hour")
            : past.TotalDays < 60 ? ((int)past.TotalDays, "jour", "day")
            : past.TotalDays < 730 ? ((int)(past.TotalDays / 30.44), "mois", "month")
            : ((int)(past.TotalDays / 365.25), "an", "year");
        var plural = count > 1 && fr != "mois" ? "s" : "";
        return _french ? $"il y a {count}{Space}{fr}{plural}" : $"{count} {en}{(count > 1 ? "s" : "")} ago";
    }

    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    private string Day(int day) => _french && day == 1 ? "1er" : day.ToString(CultureInfo.InvariantCulture);

    private static string Sign(decimal value, string digits) => value < 0 && digits.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "−" : "";

    private string Grouped(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits : digits[..point];
        var text = new StringBuilder(digits.Length + 8);
        for (var i = 0; i < whole.Length; i++)
        {
            // French leaves four digits together only in years, which never come this way.
            if (i > 0 && (whole.Length - i) % 3 == 0)
            {
                text.Append(_french ? Narrow : ',');
            }

            text.Append(whole[i]);
        }

        return point < 0 ? text.ToString() : text.Append(_french ? ',' : '.').Append(digits, point + 1, digits.Length - point - 1).ToString();
    }
}
