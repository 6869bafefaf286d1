using Hub.Sdk;

namespace Hub.Plugins.Qif;

/// <summary>Asks what the file does not say, before anything is saved: the run starts again when the person has answered.</summary>
internal static class QifQuestions
{
    private static readonly Choice[] Orders =
    [
        new(QifDates.DayFirst, new Text("The day first", "Le jour d'abord")),
        new(QifDates.MonthFirst, new Text("The month first", "Le mois d'abord")),
    ];

    private static readonly Choice[] Marks =
    [
        new(",", new Text("A comma: 1,234 is one and a bit", "Une virgule\u00a0: 1,234 vaut un et quelque")),
        new(".", new Text("A point: 1,234 is above a thousand", "Un point\u00a0: 1,234 dépasse mille")),
    ];

    public static async ValueTask AskAsync(ConnectorContext context, QifSurvey survey)
    {
        var nameless = 0;
        foreach (var account in survey.Accounts.Where(account => account.Name is null && account.IsUsed))
        {
            account.Name = (await context.AskAsync(++nameless == 1 ? "account" : $"account-{nameless}", QifFaults.Account(account, account.Key[1..]))).Trim();
        }

        if (survey.NeedsCurrency)
        {
            survey.Currency = await ChooseAsync(context, "currency", QifFaults.Currency, QifCurrencies.All);
        }

        if (survey.Dates.NeedsAnswer)
        {
            survey.Dates.Order = await ChooseAsync(context, "dates", QifFaults.Order, Orders);
        }

        if (survey.Amounts.NeedsAnswer)
        {
            survey.Amounts.Mark = (await ChooseAsync(context, "amounts", QifFaults.Mark, Marks))[0];
        }
    }

    private static async ValueTask<string> ChooseAsync(ConnectorContext context, string key, Text question, IReadOnlyList<Choice> choices)
    {
        for (var nth = 1; ; nth++)
        {
            var answer = (await context.AskAsync(nth == 1 ? key : $"{key}-{nth}", question, choices)).Trim();
            if (choices.FirstOrDefault(choice => choice.Value.Equals(answer, StringComparison.OrdinalIgnoreCase)) is { } chosen)
            {
                return chosen.Value;
            }
        }
    }
}
