using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Plugins.GasFr.Json;

/// <summary>
/// Finds the readings in an answer of GRDF, each when its object closes: of the customer area's service (<c>{ PCE: { idPce, releves: [ … ] } }</c>, or its list alone), and of
/// ADICT, where each line is one (<c>{ pce, periode, consommation, statut_restitution }</c>).
/// </summary>
internal sealed partial class AnswerReader(JsonTokens tokens)
{
    private static readonly string[] Kept = ["pce", "periode", "consommation", "coeff_calcul", "statut_restitution"];
    private readonly Stack<AnswerObject?> _open = new();
    private AnswerObject? _object;
    private string _property = "";
    private long _nth;

    /// <summary>Whether anything of GRDF's was seen.</summary>
    public bool IsGrdf { get; private set; }

    /// <exception cref="JsonException">The text breaks off or is no JSON.</exception>
    public IEnumerable<GasReading> Read()
    {
        while (tokens.Next())
        {
            switch (tokens.Kind)
            {
                case JsonTokenType.PropertyName:
                    _property = tokens.Text;
                    IsGrdf |= _property is "energieConsomme" or "journeeGaziere" or "dateDebutReleve" or "idPce" or "id_pce" or "date_debut_consommation" or "statut_restitution";
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    // An object in a list has the list's name, and the object around the list around it.
                    _open.Push(_object);
                    _object = new AnswerObject(_property.Length > 0 ? _property : _object?.Name ?? "", _object);
                    _property = "";
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    if (Close() is { } reading)
                    {
                        yield return reading;
                    }

                    break;
                case JsonTokenType.Null:
                    _property = "";
                    break;
                default:
                    if (_property.Length > 0)
                    {
                        _object?.Set(_property, tokens.Kind switch { JsonTokenType.True => "true", JsonTokenType.False => "false", _ => tokens.Text });
                    }

                    _property = "";
                    break;
            }
        }
    }

    private GasReading? Close()
    {
        var closed = _object!;
        _object = _open.Pop();
        _property = "";
        if (closed.Find("energieConsomme") is not null || closed.Find("dateDebutReleve") is not null || closed.Find("journeeGaziere") is not null)
        {
            return OfCustomerArea(closed);
        }

        if (closed.Part("consommation") is { } consumption)
        {
            return OfAdict(closed, consumption);
        }

        if (Kept.Contains(closed.Name) && _object is not null)
        {
            _object.Take(closed);
        }

        return null;
    }

    private GasReading OfCustomerArea(AnswerObject read)
    {
        var kind = Words.Fold(read.Find("natureReleve"));
        var (start, end) = Period(read.Find("journeeGaziere"), read.Find("dateDebutReleve"), read.Find("dateFinReleve"));
        return new GasReading(At())
        {
            Pce = PceOf(read),
            Start = start,
            End = end,
            IsPublished = IsPublished(kind),
            Energy = read.Find("energieConsomme"),
            Volume = read.Find("volumeBrutConsomme"),
            Conversion = read.Find("coeffConversion"),
            Qualification = read.Find("qualificationReleve"),
        };
    }

    private GasReading OfAdict(AnswerObject read, AnswerObject consumption)
    {
        var kind = Words.Fold(consumption.Find("type_conso"));
        var (start, end) = Period(
            consumption.Find("journee_gaziere"),
            consumption.Find("date_debut_consommation") ?? read.Part("periode")?.Find("date_debut"),
            consumption.Find("date_fin_consommation") ?? read.Part("periode")?.Find("date_fin"));
        return new GasReading(At())
        {
            Pce = read.Part("pce")?.Find("id_pce") ?? PceOf(read),
            Start = start,
            End = end,
            IsPublished = IsPublished(kind),
            IsInjected = Words.IsInjection(Words.Fold(consumption.Find("sens_flux_gaz"))),
            Energy = consumption.Find("energie"),
            Volume = consumption.Find("volume_brut"),
            Conversion = consumption.Part("coeff_calcul")?.Find("coeff_conversion"),
            Qualification = consumption.Find("type_qualif_conso"),
        };
    }

    // Where the day is named, it says both ends.
    private static (DateTimeOffset? Start, DateTimeOffset? End) Period(string? day, string? start, string? end) =>
        GasDay.FindDate(day) is { } date ? (GasDay.Start(date), GasDay.Start(date.AddDays(1))) : (GasDay.Find(start), GasDay.Find(end));

    private static bool? IsPublished(string kind) => Words.IsPublished(kind) ? true : Words.IsInformative(kind) ? false : null;

    private static string? PceOf(AnswerObject read)
    {
        for (var around = read; around is not null; around = around.Around)
        {
            if ((around.Find("idPce") ?? around.Find("id_pce")) is { Length: > 0 } named)
            {
                return named;
            }

            if (Pce().IsMatch(around.Name))
            {
                return around.Name;
            }
        }

        return null;
    }

    private string At() => $"reading {++_nth}, line {tokens.Line}";

    [GeneratedRegex("^([0-9]{14}|GI[0-9]{6})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pce();
}
