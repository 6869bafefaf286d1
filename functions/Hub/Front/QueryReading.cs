using System.Globalization;
using Hub.Sdk;
using Microsoft.Extensions.Primitives;

namespace Hub.Front;

/// <summary>Reads what stands after the question mark, and says which part is wrong.</summary>
internal static class QueryReading
{
    public static string? Query(this HttpContext context, string name) => context.Request.Query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;

    public static StringValues Queries(this HttpContext context, string name) => context.Request.Query[name];

    public static int QueryLimit(this HttpContext context, int usual = 100, int most = 1000) => Limit(context.Query("limit"), usual, most);

    public static int Limit(string? text, int usual, int most) => text is null ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most ? limit
        : throw Wrong("limit", $"Give a whole number from 1 to {most}.", $"Donnez un nombre entier de 1 à {most}.");

    public static long QueryNumber(this HttpContext context, string name) => context.Query(name) is not { } text ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong(name, "Give a whole number that is not negative.", "Donnez un nombre entier positif ou nul.");

    public static ProblemException Wrong(string field, string en, string fr) => new(Problems.BadValue(field, new Text(en, fr)));
}
