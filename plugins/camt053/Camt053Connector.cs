using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Camt053;

/// <summary>Reads the bank messages of ISO 20022: statements (camt.053), reports within a day (camt.052) and notifications (camt.054), in every version.</summary>
public sealed class Camt053Connector : IConnector
{
    private const int ProgressEvery = 1000;

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var encoding = CamtText.FindEncoding(file);
        var survey = new CamtSurvey();
        using (var reader = new CamtReader(CamtText.Open(file, encoding)))
        {
            survey.Read(reader, cancellationToken);
        }

        await AskAsync(context, survey);
        using (var reader = new CamtReader(CamtText.Open(file, encoding)))
        {
            await SaveAsync(context, reader, survey, cancellationToken);
            await SaveAccountsAsync(context, survey);
            if (reader.BrokeOff is { } line)
            {
                throw CamtFaults.Breaks(line, survey.Entries);
            }
        }

        if (survey.Statements.Unequal() is { Count: > 0 } unequal)
        {
            throw StatementSays.Unequal(unequal);
        }
    }

    // Before anything is saved: the run starts again when the person has answered.
    private static async ValueTask AskAsync(ConnectorContext context, CamtSurvey survey)
    {
        var nameless = 0;
        foreach (var statement in survey.Statements.Where(statement => statement.Account is null))
        {
            statement.Account = (await context.AskAsync(++nameless == 1 ? "account" : $"account-{nameless}", StatementSays.WhichAccount(statement.Line))).Trim();
        }
    }

    private static async Task SaveAsync(ConnectorContext context, CamtReader reader, CamtSurvey survey, CancellationToken cancellationToken)
    {
        var ordinal = -1;
        var done = 0L;
        var likenesses = new Fingerprints();
        var details = new CamtDetails();
        CamtBlock? entry = null;
        foreach (var (block, closed) in reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (block.Kind, closed)
            {
                case (CamtKind.Statement, false):
                    ordinal++;
                    await ProducedAsync(context, survey[ordinal]);
                    break;
                case (CamtKind.Entry, false):
                    entry = block;
                    details.Begin();
                    break;
                case (CamtKind.Detail, true):
                    details.Add(block, CamtEntry.IsFromOther(entry!));
                    break;
                case (CamtKind.Entry, true):
                    await SaveAsync(context, new CamtEntry(block, details, survey[ordinal]), survey, survey[ordinal], likenesses, new Origin($"line {block.Line}, Ntry {++done}"));
                    if (done % ProgressEvery == 0)
                    {
                        await context.ProgressAsync(done, survey.Entries);
                    }

                    break;
            }
        }

        await context.ProgressAsync(done, survey.Entries);
    }

    private static async ValueTask SaveAsync(ConnectorContext context, CamtEntry entry, CamtSurvey survey, CamtStatement statement, Fingerprints likenesses, Origin origin)
    {
        if (entry.Fault() is { } fault)
        {
            await context.RejectAsync("bank.operation", fault, origin);
            return;
        }

        int? occurrence = entry.IsReferenceOwn && survey.Identifies(entry.Reference, statement) ? null : likenesses.Add(entry.Likeness);
        await context.SaveAsync("bank.operation", data => entry.Write(data, occurrence), origin);
    }

    private static async ValueTask SaveAccountsAsync(ConnectorContext context, CamtSurvey survey)
    {
        foreach (var statement in survey.Statements.LastOfEachDay())
        {
            await ProducedAsync(context, statement);
            await statement.SaveAsync(context);
        }
    }

    private static ValueTask ProducedAsync(ConnectorContext context, CamtStatement statement) =>
        statement.Produced is { } when ? context.ProducedAsync(when) : ValueTask.CompletedTask;
}
