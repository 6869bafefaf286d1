using System.Globalization;
using Hub.Core.Plugins.Tables.Teaching;
using TableUnit = Hub.Wire.Tables.TableUnit;

namespace Hub.Web.Views;

/// <summary>A lesson as a form shows it and a person changes it. What the form does not say is as the table was proposed.</summary>
public static class TeachForms
{
    private const int Examples = 3, LongestExample = 24;

    public static string ColumnField(int nth) => string.Create(CultureInfo.InvariantCulture, $"col-{nth}");

    /// <summary>What was typed, over the proposal for the same table.</summary>
    public static TableLesson Read(IFormCollection form, TableLesson proposed) => proposed with
    {
        Name = form["name"].ToString().Trim(),
        Columns = [.. proposed.Columns.Select((_, nth) => form[ColumnField(nth)].ToString())],
        Order = form["order"].ToString() is { Length: > 0 } order ? order : proposed.Order,
        Decimal = form["decimal"].ToString() is { Length: > 0 } mark ? mark : proposed.Decimal,
        Negate = form["negate"] == "yes",
        Clock = form["clock"] == "yes",
        Zone = form["zone"].ToString() is { Length: > 0 } zone ? zone.Trim() : proposed.Zone,
        Units = Members(form, "unit-"),
        Constants = Members(form, "const-"),
    };

    public static FormModel Show(TableLesson lesson)
    {
        var form = new FormModel
        {
            ["name"] = lesson.Name,
            ["type"] = lesson.Type,
            ["order"] = lesson.Order,
            ["decimal"] = lesson.Decimal,
            ["negate"] = lesson.Negate ? "yes" : "",
            ["clock"] = lesson.Clock ? "yes" : "",
            ["zone"] = lesson.Zone,
        };
        for (var nth = 0; nth < lesson.Columns.Count; nth++)
        {
            form[ColumnField(nth)] = lesson.Columns[nth];
        }

        foreach (var (field, value) in lesson.Units.Select(pair => ("unit-" + pair.Key, pair.Value)).Concat(lesson.Constants.Select(pair => ("const-" + pair.Key, pair.Value))))
        {
            form[field] = value;
        }

        return form;
    }

    public static IReadOnlyList<TeachColumn> Columns(TaughtTable table, TableLesson lesson, TeachableType type, PageContext page) =>
    [
        .. lesson.Header.Select((name, nth) => (Name: name, Nth: nth)).Where(column => column.Name.Length > 0).Select(column => new TeachColumn(
            ColumnField(column.Nth),
            column.Name,
            ExamplesOf(table, column.Nth, page),
            "unit-" + lesson.Columns[column.Nth],
            type.Find(lesson.Columns[column.Nth]) is { Unit: { } unit } ? [.. TableUnit.Into(unit).Select(known => new ChoiceModel(known, Units.Shown(known, page.Language == "fr")))] : [])),
    ];

    public static IReadOnlyList<ChoiceModel> Targets(TeachableType type, PageContext page) =>
        [new ChoiceModel("", page.L("Leave it out", "L'ignorer")), .. type.Targets.Select(target => new ChoiceModel(target, Label(type, target, page)))];

    public static IReadOnlyList<TeachConstant> Constants(TableLesson lesson, TeachableType type, PageContext page) =>
    [
        .. type.MayBeConstant(lesson).Select(field => new TeachConstant(
            "const-" + field.Name,
            page.L(field.Label),
            type.CanBeAsked(field) && field.Required ? page.L("Empty, you are asked at each file.", "Vide, la question est posée à chaque fichier.") : field.Unit is { } unit ? page.L($"In {Units.Shown(unit, page.Language == "fr")}. {field.Help.En}", $"En {Units.Shown(unit, page.Language == "fr")}. {field.Help.Fr}") : page.L(field.Help),
            !field.Required || type.CanBeAsked(field),
            field.ValueLabels.Count == 0 ? [] : [new ChoiceModel("", "–"), .. field.ValueLabels.Select(value => new ChoiceModel(value.Key, page.L(value.Value)))])),
    ];

    public static TeachPreview Preview(TablePreview preview, TeachableType type, PageContext page)
    {
        var fields = type.Type.ListFields();
        var rows = preview.Records.Where(record => record.Type == type.Type.Name)
            .Select(record => new TableRow([.. fields.Select(field => new TableCell(record.Data.TryGetProperty(field.Name, out var value) ? field.Show(value, record.Data, page) ?? "–" : "–"))])).ToList();
        return new TeachPreview(
            Sentence(preview, page),
            preview is { Kept: > 0, Rejected: 0, Ended: null },
            rows.Count == 0 ? null : new TableModel([.. fields.Select(field => new TableColumn(page.L(field.Label), field.IsNumber()))], rows, page.L("The first records, as they would be kept", "Les premières données, telles qu'elles seraient gardées")),
            [.. preview.Rejects.Select(reject => (Where(reject.At, page), page.L(reject.Reason)))]);
    }

    private static string Sentence(TablePreview preview, PageContext page)
    {
        var (kept, rejected) = (page.Format.Number(preview.Kept), page.Format.Number(preview.Rejected));
        var sentence = page.L(preview.Kept == 1 ? "1 record" : $"{kept} records", preview.Kept < 2 ? $"{kept} donnée" : $"{kept} données") + (preview.Rejected == 0
            ? page.L(", and no row is refused.", ", et aucune ligne n'est refusée.")
            : page.L(preview.Rejected == 1 ? "; 1 row is refused." : $"; {rejected} rows are refused.", preview.Rejected == 1 ? " ; 1 ligne est refusée." : $" ; {rejected} lignes sont refusées."));
        sentence += preview.HasMore ? " " + page.L("The file goes on: only its beginning was tried.", "Le fichier continue : seul son début a été essayé.") : "";
        return preview.Ended is { } ended ? sentence + " " + page.L(ended) : sentence;
    }

    /// <summary>"line 12", as the reader says it.</summary>
    private static string Where(string? at, PageContext page) => at?.Split(' ') switch
    {
        ["line" or "row", var number] => page.L($"Line {number}", $"Ligne {number}"),
        ["item", var number] => page.L($"Item {number}", $"Élément {number}"),
        _ => at ?? "",
    };

    private static string Label(TeachableType type, string target, PageContext page)
    {
        var field = type.Find(target.Split(':')[0])!;
        return target[field.Name.Length..] switch
        {
            TeachableType.Debit => page.L($"{field.Label.En}: money out (debit)", $"{field.Label.Fr} : ce qui sort (débit)"),
            TeachableType.Credit => page.L($"{field.Label.En}: money in (credit)", $"{field.Label.Fr} : ce qui entre (crédit)"),
            TeachableType.Sign => page.L($"{field.Label.En}: which way, in words", $"{field.Label.Fr} : le sens, en mots"),
            TeachableType.Time => page.L($"{field.Label.En}: the time of day", $"{field.Label.Fr} : l'heure"),
            _ => page.L(field.Label),
        };
    }

    private static string ExamplesOf(TaughtTable table, int nth, PageContext page)
    {
        var cells = table.Rows.Select(row => nth < row.Count ? row[nth].Trim() : "").Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal).Take(Examples)
            .Select(cell => cell.Length > LongestExample ? cell[..LongestExample] + "…" : cell).ToList();
        return cells.Count == 0 ? page.L("Empty in the first rows.", "Vide dans les premières lignes.") : page.L($"For instance {string.Join(" · ", cells)}", $"Par exemple {string.Join(" · ", cells)}");
    }

    private static Dictionary<string, string> Members(IFormCollection form, string prefix) =>
        form.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal) && field.Value.ToString().Length > 0).ToDictionary(field => field.Key[prefix.Length..], field => field.Value.ToString().Trim(), StringComparer.Ordinal);
}
