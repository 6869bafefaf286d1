using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <param name="Field">The lesson's member at fault, as a form and the API name it: <c>name</c>, <c>col-3</c>, <c>const-duration</c>.</param>
public sealed record LessonFault(string Field, Text Message);

/// <summary>What is missing in what a person said of a table, before a mapping is made of it.</summary>
internal static class LessonFaults
{
    private const int LongestName = 100, LongestConstant = 200, MostColumns = 200;

    public static IEnumerable<LessonFault> Of(TableLesson lesson, TeachableType? type)
    {
        if (type is null)
        {
            yield return new("type", new("Choose what each row is.", "Choisissez ce qu'est chaque ligne."));
            yield break;
        }

        if (lesson.Name.Trim().Length is 0 or > LongestName || lesson.Name.Any(char.IsControl))
        {
            yield return new("name", new($"Say in 1 to {LongestName} characters whose table it is.", $"Dites en 1 à {LongestName} caractères de qui est ce tableau."));
        }

        foreach (var fault in OfHeader(lesson).Concat(OfColumns(lesson, type)).Concat(OfNotation(lesson)))
        {
            yield return fault;
        }

        foreach (var field in type.Fields.Where(field => field.Required && !lesson.Fills(field.Name) && !type.CanBeAsked(field) && lesson.Constants.GetValueOrDefault(field.Name) is not { Length: > 0 }))
        {
            yield return new($"const-{field.Name}", new($"{field.Label.En} is needed: choose its column, or say it for the whole table.", $"{field.Label.Fr}\u00a0: cette valeur est nécessaire. Choisissez sa colonne, ou dites-la pour tout le tableau."));
        }

        foreach (var (field, constant) in lesson.Constants)
        {
            if (type.Find(field) is not { } known)
            {
                yield return new($"const-{field}", new("There is no such field.", "Ce champ n'existe pas."));
            }
            else if (constant.Length > LongestConstant || constant.Any(char.IsControl) || (known.ValueLabels.Count > 0 && constant.Length > 0 && !known.ValueLabels.ContainsKey(constant)) || (TeachableType.IsNumber(known) && constant.Length > 0 && !constant.All(char.IsAsciiDigit)))
            {
                yield return new($"const-{field}", new($"{known.Label.En} cannot be this.", $"{known.Label.Fr}\u00a0: cette valeur ne convient pas."));
            }
        }
    }

    private static IEnumerable<LessonFault> OfHeader(TableLesson lesson)
    {
        if (lesson.Header.Count(cell => cell.Length > 0) < 2 || lesson.Header.Count > MostColumns || lesson.Header.Any(cell => cell.Length > TableSample.LongestCell) || lesson.Columns.Count != lesson.Header.Count)
        {
            yield return new("columns", new("Give the header's cells, at least two, and for each what its column becomes.", "Donnez les cellules de l'en-tête, au moins deux, et pour chacune ce que devient sa colonne."));
        }

        if (lesson.Format is not (TableFile.Csv or TableFile.Xlsx or TableFile.Json) || lesson.Delimiter is not (null or ";" or "," or "|" or "tab"))
        {
            yield return new("format", new("It is csv (with one of ; , | tab), xlsx or json.", "C'est csv (avec un de ; , | tab), xlsx ou json."));
        }
    }

    private static IEnumerable<LessonFault> OfColumns(TableLesson lesson, TeachableType type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var nth = 0; nth < lesson.Columns.Count; nth++)
        {
            var target = lesson.Columns[nth] ?? "";
            if (target.Length > 0 && !type.Targets.Contains(target, StringComparer.Ordinal))
            {
                yield return new($"col-{nth}", new("This kind of data has no such value.", "Cette sorte de donnée n'a pas cette valeur."));
            }
            else if (target.Length > 0 && !seen.Add(target))
            {
                yield return new($"col-{nth}", new("Another column becomes the same: keep one of them.", "Une autre colonne devient la même chose\u00a0: gardez-en une."));
            }
        }

        foreach (var field in type.Fields.Where(field => seen.Contains(field.Name + TeachableType.Debit) != seen.Contains(field.Name + TeachableType.Credit)))
        {
            yield return new("columns", new("What goes out and what comes in stand together: choose both columns, or one column of amounts.", "Les débits et les crédits vont ensemble\u00a0: choisissez les deux colonnes, ou une seule colonne de montants."));
        }

        foreach (var target in seen.Where(target => (target.EndsWith(TeachableType.Sign, StringComparison.Ordinal) || target.EndsWith(TeachableType.Time, StringComparison.Ordinal)) && !seen.Contains(target.Split(':')[0])))
        {
            yield return new("columns", new("A column of times or of ways goes with the column that it completes.", "Une colonne d'heures ou de sens va avec la colonne qu'elle complète."));
        }
    }

    private static IEnumerable<LessonFault> OfNotation(TableLesson lesson)
    {
        if (lesson.Order is not ("dmy" or "mdy" or "ymd"))
        {
            yield return new("order", new("It is dmy, mdy or ymd.", "C'est dmy, mdy ou ymd."));
        }

        if (lesson.Decimal is not ("," or "."))
        {
            yield return new("decimal", new("It is a comma or a point.", "C'est une virgule ou un point."));
        }

        if (lesson.Zone is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            yield return new("zone", new("There is no such time zone: write it as Europe/Paris.", "Ce fuseau n'existe pas\u00a0: écrivez-le comme Europe/Paris."));
        }

        foreach (var (field, _) in lesson.Units.Where(unit => unit.Value is not { Length: > 0 and <= 20 }))
        {
            yield return new($"unit-{field}", new("Choose one of the units.", "Choisissez une des unités."));
        }
    }
}
