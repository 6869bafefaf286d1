using System.Globalization;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What a person ticked and typed about what a source may bring.</summary>
internal static class AllowTyped
{
    private static readonly Text NoDate = new("Give a date, or leave it empty.", "Donnez une date, ou laissez vide.");

    public static AllowanceWish Read(PluginManifest manifest, RecordTypes types, IFormCollection typed, FormModel form, PageContext page)
    {
        foreach (var name in new[] { "from", "until", "purpose" })
        {
            form[name] = typed[name].ToString().Trim();
        }

        var from = Day("from", form) is { } first ? Days.Iso(first) : null;

        // Through the last day: it ends with the midnight after it.
        DateTimeOffset? expires = Day("until", form) is { } last && last < DateOnly.MaxValue
            ? DateTimeOffset.FromUnixTimeMilliseconds(Zones.StartOfDay(last.AddDays(1).ToDateTime(TimeOnly.MinValue), page.Format.Zone))
            : null;
        var fields = typed["field"];
        GrantedType[] chosen =
        [
            .. Allowances.AskedBy(manifest).Where(type => typed["type"].Contains(type, StringComparer.Ordinal)).Select(type => new GrantedType(
                type, types.Find(type) is { } known ? [.. Allowances.Optional(known).Select(field => field.Name).Where(field => fields.Contains($"{type}/{field}", StringComparer.Ordinal))] : null, from)),
        ];
        return new AllowanceWish(chosen, form["purpose"], expires);
    }

    /// <summary>What is wrong stands beside its field.</summary>
    public static void Blame(FormModel form, IEnumerable<RecordError> errors)
    {
        foreach (var error in errors)
        {
            var field = error.Path switch { "/expires" => "until", "/purpose" => "purpose", _ => error.Path.EndsWith("/from", StringComparison.Ordinal) ? "from" : "type" };
            if (form.ErrorOf(field) is null)
            {
                form.Fail(field, error.Message);
            }
        }
    }

    private static DateOnly? Day(string name, FormModel form)
    {
        if (form[name] is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        form.Fail(name, NoDate);
        return null;
    }
}
