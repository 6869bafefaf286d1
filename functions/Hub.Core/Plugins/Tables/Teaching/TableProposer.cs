using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>What a table may hold, and what could not be told.</summary>
/// <param name="Lesson">To be looked at and changed by the person.</param>
/// <param name="Doubts">What its cells leave open.</param>
public sealed record TableProposal(TableLesson Lesson, IReadOnlyList<Text> Doubts);

/// <summary>Proposes what the columns of a sampled table become. It looks at words and cells, and runs nothing.</summary>
internal static class TableProposer
{
    private const int ForAStrongWord = 60, WithoutTime = -500, WithoutMeasure = -1000;

    /// <param name="wanted">The type that the person chose; null lets the table tell.</param>
    public static TableProposal Propose(SampledTable table, IReadOnlyList<TeachableType> types, string name, string zone, string? wanted)
    {
        var type = types.FirstOrDefault(type => type.Type.Name == wanted);
        var doubts = new List<Text>();
        if (type is null)
        {
            var (best, score) = types.Where(type => TeachingWords.All.Fields.ContainsKey(type.Type.Name)).Select(type => (Type: type, Score: Score(table, type))).MaxBy(pair => pair.Score);
            type = best;
            if (score <= 0)
            {
                doubts.Add(TeachingDoubts.Type);
            }
        }

        return new TableProposal(Notation(table, type, TargetMatch.Of(table, type), name, zone, doubts), doubts);
    }

    private static int Score(SampledTable table, TeachableType type)
    {
        var found = TargetMatch.Of(table, type);
        var words = TeachingWords.All;
        var time = type.Type.Time?.Field;
        return found.Sum(match => match.Score)
            + (ForAStrongWord * words.Strong[type.Type.Name].Count(word => table.Columns.Any(column => TeachingWords.Holds(column.Words, word))))
            + (time is null || found.Exists(match => match.Target == time) ? 0 : WithoutTime)
            + (words.Measures[type.Type.Name].Any(measure => found.Exists(match => match.Target == measure)) ? 0 : WithoutMeasure);
    }

    private static TableLesson Notation(SampledTable table, TeachableType type, List<TargetMatch> found, string name, string zone, List<Text> doubts)
    {
        var targets = table.Columns.Select((_, nth) => found.Find(match => match.Column == nth)?.Target ?? "").ToList();
        var read = found.Select(match => (match.Target, Column: table.Columns[match.Column])).ToList();
        var days = read.Where(pair => pair.Column.IsDate && !pair.Target.EndsWith(TeachableType.Time, StringComparison.Ordinal)).Select(pair => pair.Column).ToList();
        var numbers = read.Where(pair => pair.Column.IsNumber).Select(pair => pair.Column).ToList();
        var lesson = new TableLesson
        {
            Name = name,
            Type = type.Type.Name,
            Format = table.Sample.Format,
            Delimiter = table.Sample.Format == TableFile.Csv ? table.Sample.Way : null,
            Header = table.Header,
            Columns = targets,
            Order = OrderOf(days, doubts),
            Decimal = MarkOf(table, numbers, doubts),
            Clock = days.Exists(day => day.HasClock),
            Zone = zone,
        };
        lesson = lesson with { Units = TableMeasures.Units(table, type, lesson), Constants = TableMeasures.Constants(table, type, lesson, name, doubts) };
        if (type.Find("amount") is { Required: true } && lesson.IndexOf("amount") is var at and >= 0 && lesson.IndexOf("amount" + TeachableType.Sign) < 0 && !table.Columns[at].HasNegative)
        {
            doubts.Add(TeachingDoubts.Sign);
        }

        return lesson;
    }

    /// <summary>An order that every date of the table fits. Where day and month could change places, days come first, and that is told.</summary>
    private static string OrderOf(List<SampledColumn> days, List<Text> doubts)
    {
        var fit = new[] { "ymd", "dmy", "mdy" }.Where(order => days.TrueForAll(day => day.Orders.Contains(order, StringComparer.Ordinal))).ToList();
        var beginsWithYear = days.TrueForAll(day => day.Cells.All(cell => cell.TakeWhile(char.IsAsciiDigit).Count() >= 4));
        if (days.Count == 0 || fit.Count == 0)
        {
            return "dmy";
        }

        if (beginsWithYear)
        {
            return "ymd";
        }

        // Two digits in front are hardly ever a year.
        fit.RemoveAll(order => order == "ymd" && fit.Count > 1);
        if (fit.Count > 1)
        {
            doubts.Add(TeachingDoubts.Order);
        }

        return fit[0];
    }

    private static string MarkOf(SampledTable table, List<SampledColumn> numbers, List<Text> doubts)
    {
        var usual = table.Sample.Format == TableFile.Csv && table.Sample.Way is ";" or "tab" ? "," : ".";
        var fit = new[] { ",", "." }.Where(mark => numbers.TrueForAll(number => number.Marks.Contains(mark, StringComparer.Ordinal))).ToList();
        if (fit.Count != 1)
        {
            if (fit.Count == 2 && numbers.Exists(number => number.HasMarks))
            {
                doubts.Add(TeachingDoubts.Mark);
            }

            return usual;
        }

        return fit[0];
    }
}
