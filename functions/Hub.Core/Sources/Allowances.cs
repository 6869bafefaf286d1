using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>What can be allowed to a source, and what of it can be left out.</summary>
public static class Allowances
{
    public const int LongestPurpose = 500;

    private static readonly Text OnlyAsked = new("Allow each type once, and only those that the plug-in asks to write.", "Autorisez chaque type une seule fois, et seulement ceux que le module demande d'écrire.");
    private static readonly Text AtLeastOne = new("Choose at least one kind of data: without any, the source has nothing to bring.", "Choisissez au moins une sorte de données : sans données, la source n'a rien à apporter.");
    private static readonly Text BadSpan = new("Give a date, or an instant with its offset, or leave it out.", "Donnez une date, ou un instant avec son décalage, ou rien.");
    private static readonly Text BadFields = new("Name top-level fields of the type.", "Nommez des champs de premier niveau du type.");
    private static readonly Text InThePast = new("Give a moment in the future, or leave it out.", "Donnez un moment à venir, ou rien.");
    private static readonly Text BadPurpose = new($"Give a purpose of at most {LongestPurpose} characters.", $"Donnez une finalité d'au plus {LongestPurpose} caractères.");

    /// <summary>The types that the manifest asks to write.</summary>
    public static IReadOnlyList<string> AskedBy(PluginManifest manifest) => [.. manifest.Permissions.Select(asked => asked.Write).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The fields without which a record would not be the same one, or would say something else.</summary>
    public static IReadOnlyList<RecordField> Optional(RecordType type)
    {
        string?[] needed =
        [
            .. type.Identity.Alternatives.SelectMany(fields => fields).Select(field => field.Name),
            .. type.Fields.Select(field => field.CurrencyField),
            .. type.Series?.Of ?? [],
            type.Series?.Step,
            type.Time?.Field,
            type.DirectionField,
        ];
        return [.. type.Fields.Where(field => !field.Required && !needed.Contains(field.Name, StringComparer.Ordinal))];
    }

    /// <summary>The fields that are left out.</summary>
    public static IReadOnlyList<RecordField> LeftOut(this GrantedType granted, RecordType type) => granted.Fields is null ? [] : [.. Optional(type).Where(field => !granted.Allows("/" + field.Name))];

    /// <summary>Whether the time that the person gave it is over.</summary>
    public static bool IsOver(this Source source, DateTimeOffset now) => source.Allow?.Expires <= now;

    /// <summary>The types that the plug-in asks for now and did not when the person chose.</summary>
    public static IReadOnlyList<string> NewIn(this Source source, PluginManifest manifest) => source.Allow is { } allowed ? [.. AskedBy(manifest).Except(allowed.Asked, StringComparer.Ordinal)] : [];

    /// <summary>What is wrong with a wish, field by field; empty when nothing is.</summary>
    internal static IReadOnlyList<RecordError> Check(AllowanceWish wish, PluginManifest manifest, RecordTypes types, DateTimeOffset now)
    {
        var (errors, asked) = (new RecordErrors(), AskedBy(manifest));
        if (wish.Types is { } chosen)
        {
            if (chosen.Count == 0 && asked.Count > 0)
            {
                errors.Add("/types", AtLeastOne);
            }

            if (chosen.Any(type => type is null || !asked.Contains(type.Type, StringComparer.Ordinal)) || chosen.DistinctBy(type => type?.Type).Count() != chosen.Count)
            {
                errors.Add("/types", OnlyAsked);
            }

            for (var i = 0; i < chosen.Count && errors.Count == 0; i++)
            {
                Check(chosen[i], types.Find(chosen[i].Type), $"/types/{i}", errors);
            }
        }

        if (wish.Expires <= now)
        {
            errors.Add("/expires", InThePast);
        }

        if (!IsPurpose(wish.Purpose))
        {
            errors.Add("/purpose", BadPurpose);
        }

        return errors.Items;
    }

    /// <summary>What holds from now on: fields that a record needs are allowed whether they were named or not.</summary>
    internal static Allowance Settle(AllowanceWish wish, PluginManifest manifest, RecordTypes types, string language, DateTimeOffset now) => new()
    {
        Types = [.. (wish.Types ?? [.. AskedBy(manifest).Select(type => new GrantedType(type))]).Select(type => types.Find(type.Type) is { } known ? Settle(type, known) : type)],
        Asked = AskedBy(manifest),
        Version = manifest.Version,
        Purpose = string.IsNullOrWhiteSpace(wish.Purpose) ? (manifest.Purpose ?? manifest.Summary).In(language) : wish.Purpose.Trim(),
        Created = now,
        Expires = wish.Expires,
    };

    /// <summary>Whether it may have been made here: an archive is a stranger's word.</summary>
    internal static bool IsSound(Allowance allowed) =>
        allowed.Types.Count <= MostTypes && allowed.Asked.Count <= MostTypes && allowed.Asked.All(IsName) && IsPurpose(allowed.Purpose) && allowed.Version.Length <= LongestName
        && allowed.Types.All(type => IsName(type.Type) && IsSpan(type) && (type.Fields is null || (type.Fields.Count <= MostFields && type.Fields.All(IsName))));

    private const int MostTypes = 100;
    private const int MostFields = 500;
    private const int LongestName = 100;

    private static GrantedType Settle(GrantedType type, RecordType known)
    {
        var left = type.LeftOut(known);
        return type with { Fields = left.Count == 0 ? null : [.. known.Fields.Except(left).Select(field => field.Name)], From = Text(type.From), To = Text(type.To) };
    }

    private static void Check(GrantedType type, RecordType? known, string path, RecordErrors errors)
    {
        if (!IsSpan(type))
        {
            errors.Add(path + "/from", BadSpan);
        }

        if (known is not null && type.Fields?.Any(field => known.Fields.All(other => other.Name != field)) == true)
        {
            errors.Add(path + "/fields", BadFields);
        }
    }

    private static bool IsSpan(GrantedType type) => TimeBounds.TryParse(type.From, type.To, TimeZoneInfo.Utc, out _);

    private static bool IsName(string name) => name is { Length: > 0 and <= LongestName } && !name.Any(char.IsControl);

    private static bool IsPurpose(string? purpose) => purpose is null || (purpose.Length <= LongestPurpose && !purpose.Any(char.IsControl));

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed;
}
