using System.Globalization;
using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>The regulated tariff that contracts of the person name: its prices by the day from which they hold and by subscribed power.</summary>
internal sealed class Tariff(JsonElement table, IReadOnlyList<TariffContract> contracts)
{
    private const string ContractType = "service.contract", Table = "tarif-bleu-base-fr.json";

    private readonly Text _label = new(table.GetProperty("label").GetProperty("en").GetString()!, table.GetProperty("label").GetProperty("fr").GetString()!);
    private readonly string _unit = table.GetProperty("unit").GetString()!, _source = table.GetProperty("source").GetString()!;
    private readonly DateOnly _until = DateOf(table, "until")!.Value;
    private readonly SortedDictionary<DateOnly, PricesByPower> _prices = new(table.GetProperty("values").EnumerateArray().ToDictionary(
        value => DateOf(value, "from")!.Value,
        value => new PricesByPower(value.GetProperty("byPower"))));

    /// <summary>The tariff, or null when no contract names it.</summary>
    public static async Task<Tariff?> FindAsync(ApplicationContext context, Commodity commodity, CancellationToken cancellationToken)
    {
        var table = context.Reference(Table);
        var contracts = new List<TariffContract>();
        if (table.GetProperty("service").ValueEquals(commodity.Id))
        {
            await foreach (var record in context.ReadAsync(ContractType).WithCancellation(cancellationToken))
            {
                if (Names(table, record.Data))
                {
                    contracts.Add(new TariffContract(DateOf(record.Data, "start") ?? DateOnly.MinValue, DateOf(record.Data, "end") ?? DateOnly.MaxValue, record.Data.TryGetProperty("subscribedPower", out var power) ? power.GetDecimal() : null));
                }
            }
        }

        return contracts.Count == 0 ? null : new Tariff(table, contracts);
    }

    /// <summary>The price of a day, or null outside the contracts, or where no price of it is known.</summary>
    public Factor? Of(DateOnly day)
    {
        var dated = day < _until ? _prices.Keys.LastOrDefault(from => from <= day) : default;
        return dated != default && contracts.FirstOrDefault(contract => contract.From <= day && day < contract.To) is { } contract && _prices[dated].Of(contract.Power) is { } price
            ? new Factor(_label, price, _unit, _source, $"{dated:yyyy-MM-dd}")
            : null;
    }

    /// <summary>Whether a contract's offer is the one of the table. Options whose price changes with the hour or the day are others: its price would be wrong.</summary>
    private static bool Names(JsonElement table, JsonElement contract) =>
        contract.GetProperty("service").ValueEquals(table.GetProperty("service").GetString()) && !contract.TryGetProperty("offPeakHours", out _)
        && contract.TryGetProperty("offer", out var offer) && offer.GetString()!.ToLowerInvariant() is var name
        && name.Contains(table.GetProperty("offer").GetString()!, StringComparison.Ordinal)
        && !table.GetProperty("otherOptions").EnumerateArray().Any(option => name.Contains(option.GetString()!, StringComparison.Ordinal));

    private static DateOnly? DateOf(JsonElement data, string field) =>
        data.TryGetProperty(field, out var value) && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <param name="To">Exclusive.</param>
/// <param name="Power">Kilovolt-amperes, if the contract says.</param>
internal sealed record TariffContract(DateOnly From, DateOnly To, decimal? Power);

/// <summary>What a kilowatt-hour costs at each subscribed power.</summary>
internal sealed class PricesByPower(JsonElement table)
{
    private const int Powers = 5;

    private readonly Dictionary<decimal, decimal> _prices = table.EnumerateObject().ToDictionary(price => decimal.Parse(price.Name, CultureInfo.InvariantCulture), price => price.Value.GetDecimal());

    /// <summary>The price at a power; of an unknown one only where all powers cost the same.</summary>
    public decimal? Of(decimal? power) => power is { } known
        ? _prices.TryGetValue(known, out var price) ? price : null
        : _prices.Count == Powers && _prices.Values.Distinct().Count() == 1 ? _prices.Values.First() : null;
}
