using Hub.Sdk;

namespace Hub.Plugins.Qif;

/// <summary>Reads the files that banks and programs write for Quicken: QIF, of every account type.</summary>
public sealed class QifConnector : IConnector
{
    private const int ProgressEvery = 1000;

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var encoding = ImportText.FindEncoding(file);
        var survey = new QifSurvey();
        using (var text = ImportText.Open(file, encoding))
        {
            survey.Read(new QifReader(text), cancellationToken);
        }

        await QifQuestions.AskAsync(context, survey);
        using (var text = ImportText.Open(file, encoding))
        {
            var reader = new QifReader(text);
            var unequal = await SaveAsync(context, reader, survey, cancellationToken);
            foreach (var account in survey.Accounts.Where(account => account.Name is not null).DistinctBy(account => account.Name, StringComparer.Ordinal))
            {
                await account.SaveAsync(context, survey);
            }

            if (reader.Truncated)
            {
                throw QifFaults.Breaks(reader.Line, survey.Operations);
            }

            if (unequal is { } first)
            {
                throw QifFaults.Unequal(first.Count, first.Line);
            }
        }
    }

    /// <returns>How many operations their parts do not add up to, and the first one's line.</returns>
    private static async Task<(long Count, int Line)?> SaveAsync(ConnectorContext context, QifReader reader, QifSurvey survey, CancellationToken cancellationToken)
    {
        var done = 0L;
        var likenesses = new Fingerprints();
        (long Count, int Line)? unequal = null;
        foreach (var record in reader.Read().Where(record => record.Section is QifSection.Operations or QifSection.Investments))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var operation = new QifOperation(record, survey.AccountOf(record), survey);
            var origin = new Origin($"line {record.Line}");
            if (operation.Fault() is { } fault)
            {
                await context.RejectAsync("bank.operation", fault, origin);
            }
            else
            {
                var occurrence = likenesses.Add(operation.Likeness);
                await context.SaveAsync("bank.operation", data => operation.Write(data, occurrence), origin);
                unequal = operation.IsUnequal ? ((unequal?.Count ?? 0) + 1, unequal?.Line ?? record.Line) : unequal;
            }

            if (++done % ProgressEvery == 0)
            {
                await context.ProgressAsync(done, survey.Operations);
            }
        }

        await context.ProgressAsync(done, survey.Operations);
        return unequal;
    }
}
