using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Mt940;

/// <summary>Reads the statements of SWIFT that banks give for programs: MT940, and MT942 of within a day, in the dialects of the banks.</summary>
public sealed class Mt940Connector : IConnector
{
    private const int ProgressEvery = 1000;

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var encoding = ImportText.FindEncoding(file);
        var survey = new MtSurvey();
        using (var text = ImportText.Open(file, encoding))
        {
            survey.Read(new MtMessages(new MtReader(text)), cancellationToken);
        }

        await AskAsync(context, survey);
        using (var text = ImportText.Open(file, encoding))
        {
            var reader = new MtReader(text);
            var kept = await SaveAsync(context, new MtMessages(reader), survey, cancellationToken);
            await SaveAccountsAsync(context, survey);
            if (survey.IsBroken)
            {
                throw MtFaults.Breaks(reader.Line, kept);
            }
        }

        if (survey.Statements.Unequal() is { Count: > 0 } unequal)
        {
            throw StatementSays.Unequal(unequal);
        }
    }

    // Before anything is saved: the run starts again when the person has answered.
    private static async ValueTask AskAsync(ConnectorContext context, MtSurvey survey)
    {
        var (nameless, moneyless) = (0, 0);
        foreach (var statement in survey.Statements.Where(statement => statement.Entries > 0))
        {
            statement.Account ??= (await context.AskAsync(Key("account", ++nameless), StatementSays.WhichAccount(statement.Line))).Trim();
            while (statement.Currency is null)
            {
                var answer = (await context.AskAsync(Key("currency", ++moneyless), MtFaults.Currency(statement))).Trim().ToUpperInvariant();
                statement.Currency = answer.Length == 3 && answer.All(char.IsAsciiLetterUpper) ? answer : null;
            }
        }
    }

    private static string Key(string question, int nth) => nth == 1 ? question : $"{question}-{nth}";

    private static async Task<long> SaveAsync(ConnectorContext context, MtMessages messages, MtSurvey survey, CancellationToken cancellationToken)
    {
        var ordinal = -1;
        var (done, kept) = (0L, 0L);
        var likenesses = new Fingerprints();
        foreach (var (begins, _, raw) in messages.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            ordinal += begins ? 1 : 0;
            // What stands last in a file that breaks off may be half an entry, and half a text would be another entry.
            if (raw is null || (survey.IsBroken && raw.IsLast))
            {
                continue;
            }

            kept += await SaveAsync(context, new MtEntry(raw, survey.Statements[ordinal]), survey, survey.Statements[ordinal], likenesses, new Origin($"line {raw.Field.Line}, :61: {done + 1}")) ? 1 : 0;
            if (++done % ProgressEvery == 0)
            {
                await context.ProgressAsync(done, survey.Entries);
            }
        }

        await context.ProgressAsync(done, survey.Entries);
        return kept;
    }

    private static async ValueTask<bool> SaveAsync(ConnectorContext context, MtEntry entry, MtSurvey survey, MtStatement statement, Fingerprints likenesses, Origin origin)
    {
        if (entry.Fault() is { } fault)
        {
            await context.RejectAsync("bank.operation", fault, origin);
            return false;
        }

        int? occurrence = survey.Identifies(entry.Line!, statement) ? null : likenesses.Add(entry.Likeness);
        await context.SaveAsync("bank.operation", data => entry.Write(data, occurrence), origin);
        return true;
    }

    private static async ValueTask SaveAccountsAsync(ConnectorContext context, MtSurvey survey)
    {
        foreach (var statement in survey.Statements.Where(statement => statement.Account is not null).LastOfEachDay())
        {
            await statement.SaveAsync(context);
        }
    }
}
