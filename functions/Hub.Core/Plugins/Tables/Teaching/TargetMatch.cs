using Hub.Core.Records;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>A column that may be a target.</summary>
/// <param name="Column">From 0.</param>
internal sealed record TargetMatch(int Column, string Target, int Score)
{
    private const int Whole = 100, Part = 40, ForEachWord = 8, Most = 90, ADate = 20;

    /// <summary>The best of them, each column and each target once.</summary>
    public static List<TargetMatch> Of(SampledTable table, TeachableType type)
    {
        var all = new List<TargetMatch>();
        for (var nth = 0; nth < table.Columns.Count; nth++)
        {
            foreach (var target in type.Targets)
            {
                if (ScoreOf(table.Columns[nth], type, target) is var score and > 0)
                {
                    all.Add(new TargetMatch(nth, target, score));
                }
            }
        }

        var chosen = new List<TargetMatch>();
        foreach (var match in all.OrderByDescending(match => match.Score).ThenBy(match => match.Column))
        {
            if (!chosen.Exists(other => other.Column == match.Column || other.Target == match.Target))
            {
                chosen.Add(match);
            }
        }

        return Paired(Timed(chosen, table, type));
    }

    /// <summary>A table says when; where no words tell which column does, the first that holds dates.</summary>
    private static List<TargetMatch> Timed(List<TargetMatch> chosen, SampledTable table, TeachableType type)
    {
        var time = type.Type.Time?.Field;
        if (time is null || type.Find(time) is null || chosen.Exists(match => match.Target == time))
        {
            return chosen;
        }

        var free = Enumerable.Range(0, table.Columns.Count).Where(nth => table.Columns[nth] is { IsDate: true, Name.Length: > 0 } && !chosen.Exists(match => match.Column == nth)).ToList();
        return free.Count == 0 ? chosen : [.. chosen, new TargetMatch(free[0], time, ADate)];
    }

    /// <summary>Debit and credit stand together and instead of the amount.</summary>
    private static List<TargetMatch> Paired(List<TargetMatch> chosen)
    {
        var sides = chosen.Where(match => match.Target.EndsWith(TeachableType.Debit, StringComparison.Ordinal) || match.Target.EndsWith(TeachableType.Credit, StringComparison.Ordinal)).ToList();
        return sides.Count == 2
            ? [.. chosen.Where(match => match.Target != sides[0].Target.Split(':')[0] && !match.Target.EndsWith(TeachableType.Sign, StringComparison.Ordinal))]
            : [.. chosen.Except(sides)];
    }

    private static int ScoreOf(SampledColumn column, TeachableType type, string target)
    {
        var field = type.Find(target.Split(':')[0])!;
        if (column.Words.Count == 0 || !Fits(column, type, field, target))
        {
            return 0;
        }

        var phrases = TeachingWords.All.Fields.GetValueOrDefault(type.Type.Name)?.GetValueOrDefault(target) ?? [];
        var known = target.Contains(':', StringComparison.Ordinal) ? phrases : phrases.Concat([field.Label.En, field.Label.Fr, field.Name]);
        return known.Select((phrase, nth) => Like(column, phrase) is var score and > 0 ? score - Math.Min(nth, 9) : 0).DefaultIfEmpty(0).Max();
    }

    private static int Like(SampledColumn column, string phrase)
    {
        var words = TeachingWords.Split(phrase);
        return words.SequenceEqual(column.Words, StringComparer.Ordinal) ? Whole
            : TeachingWords.Holds(column.Words, phrase) ? Math.Min(Most, Part + (ForEachWord * words.Count))
            : 0;
    }

    private static bool Fits(SampledColumn column, TeachableType type, RecordField field, string target)
    {
        var part = target[field.Name.Length..];
        return column.Cells.Count == 0 ? part is TeachableType.Debit or TeachableType.Credit || !field.Required
            : part == TeachableType.Time ? column.IsTime
            : part == TeachableType.Sign ? column.Cells.All(IsWay)
            : TeachableType.IsNumber(field) ? column.IsNumber
            : type.IsMoment(field) || type.IsDay(field) ? column.IsDate
            : field.ValueLabels.Count == 0 ? !(column.IsDate && !column.IsNumber) && !(column.IsNumber && column.HasMarks)
            : column.Cells.Any(cell => field.ValueLabels.Any(value => Same(value.Key, cell) || Same(value.Value.En, cell) || Same(value.Value.Fr, cell)));
    }

    private static bool IsWay(string cell) => TeachingWords.All.Out.Concat(TeachingWords.All.In).Any(word => Same(word, cell));

    private static bool Same(string one, string other) => Sdk.TextFolding.Fold(one) == Sdk.TextFolding.Fold(other);
}
