using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>Reads the statements that banks export for Money and Quicken: OFX 1 (SGML), OFX 2 (XML) and QFX.</summary>
public sealed class OfxConnector : IConnector
{
    private const int ProgressEvery = 1000;

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var header = OfxHeader.Read(file);
        var encoding = ImportText.FindEncoding(file, header.Charset);
        var survey = new OfxSurvey();
        using (var text = ImportText.Open(file, encoding))
        {
            survey.Read(new OfxReader(text, header), cancellationToken);
        }

        await AskAsync(context, survey);
        using (var text = ImportText.Open(file, encoding))
        {
            var reader = new OfxReader(text, header);
            await SaveAsync(context, reader, survey, cancellationToken);
            End(reader, survey);
        }
    }

    // Before anything is saved: the run starts again when the person has answered.
    private static async ValueTask AskAsync(ConnectorContext context, OfxSurvey survey)
    {
        var nameless = 0;
        var moneyless = 0;
        foreach (var statement in survey.Statements)
        {
            statement.Account ??= (await context.AskAsync(Key("account", ++nameless), new Text(
                $"The statement at line {statement.Line} does not say which account it is of. What is the account's number (or a name of your choice)?",
                $"Le relevé de la ligne {statement.Line} ne dit pas de quel compte il s'agit. Quel est le numéro du compte (ou un nom de votre choix)\u202f?"))).Trim();
            while (statement.Currency is null && (statement.NeedsCurrency || statement.HasBalance))
            {
                statement.Currency = OfxStatement.Code((await context.AskAsync(Key("currency", ++moneyless), new Text(
                    $"The statement at line {statement.Line} does not say its currency. Which is it, in three letters (EUR, USD…)?",
                    $"Le relevé de la ligne {statement.Line} ne dit pas sa devise. Laquelle est-ce, en trois lettres (EUR, USD…)\u202f?"))).Trim());
            }
        }
    }

    private static string Key(string question, int nth) => nth == 1 ? question : $"{question}-{nth}";

    private static async Task SaveAsync(ConnectorContext context, OfxReader reader, OfxSurvey survey, CancellationToken cancellationToken)
    {
        var done = 0L;
        var likenesses = new Fingerprints();
        survey.Statements.Rewind();
        foreach (var (block, closed) in reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var statement = survey.Statements.Follow(block, closed);
            if (!closed || statement is null)
            {
                continue;
            }

            if (OfxTags.EndsStatement(block.Name))
            {
                await statement.SaveAsync(context, survey.BankName);
            }
            else if (block.Name == OfxTags.Transaction)
            {
                var origin = new Origin($"line {block.Line}, {OfxTags.Transaction} {done + 1}");
                await SaveAsync(context, new OfxOperation(block, statement), statement, survey, likenesses, origin);
                if (++done % ProgressEvery == 0)
                {
                    await context.ProgressAsync(done, survey.Operations);
                }
            }
        }

        await context.ProgressAsync(done, survey.Operations);
    }

    private static async ValueTask SaveAsync(ConnectorContext context, OfxOperation operation, OfxStatement statement, OfxSurvey survey, Fingerprints likenesses, Origin origin)
    {
        if (operation.Fault() is { } fault)
        {
            await context.RejectAsync("bank.operation", fault, origin);
            return;
        }

        int? occurrence = survey.Identifies(operation.BankReference, statement) ? null : likenesses.Add(operation.Likeness);
        await context.SaveAsync("bank.operation", data => operation.Write(data, occurrence), origin);
    }

    private static void End(OfxReader reader, OfxSurvey survey)
    {
        if (survey.Failure is { } failure)
        {
            throw failure;
        }

        if (reader.Truncated)
        {
            throw new RunException(Outcome.Truncated, new Text(
                $"The file breaks off at line {reader.Line}, after {survey.Operations} complete operations, which were kept. Download the statement again.",
                $"Le fichier s'interrompt à la ligne {reader.Line}, après {survey.Operations} opérations complètes, qui ont été gardées. Téléchargez de nouveau le relevé."));
        }
    }
}
