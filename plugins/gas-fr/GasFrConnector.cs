using System.Text;
using System.Text.Json;
using System.Xml;
using Hub.Plugins.GasFr.Json;
using Hub.Plugins.GasFr.Xlsx;
using Hub.Sdk;

namespace Hub.Plugins.GasFr;

/// <summary>Reads what GRDF gives of a gas meter: the spreadsheets of its customer area, and the answers of its services.</summary>
public sealed class GasFrConnector : IConnector
{
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var saver = new GasSaver(context);
        try
        {
            await (ImportWorkbook.IsZip(file) ? ReadSheetsAsync(context, file, saver, cancellationToken) : ReadAnswerAsync(file, saver, cancellationToken));
        }
        finally
        {
            await context.LogAsync($"{saver.Read} readings, {saver.Missing} of them without a value (missing, not counted as zero)");
        }
    }

    private static async Task ReadSheetsAsync(ConnectorContext context, ImportFile file, GasSaver saver, CancellationToken cancellationToken)
    {
        var isMine = false;
        try
        {
            using var workbook = await ImportWorkbook.OpenAsync(file, cancellationToken);
            for (var sheet = 0; sheet < workbook.SheetCount; sheet++)
            {
                isMine |= await new GasTable(context, saver).ReadAsync(workbook.Rows(sheet), cancellationToken);
            }
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException)
        {
            throw new RunException(saver.Read > 0 ? Outcome.Truncated : Outcome.NotMyFile, saver.Read > 0 ? Says.SheetBreaksOff(saver.Saved) : Says.NotMine);
        }

        if (!isMine)
        {
            throw new RunException(Outcome.NotMyFile, Says.NotMine);
        }
    }

    private static async Task ReadAnswerAsync(ImportFile file, GasSaver saver, CancellationToken cancellationToken)
    {
        var encoding = ImportText.FindEncoding(file);
        await using var stream = OpenUtf8(file, encoding);
        var tokens = new JsonTokens(stream);
        var answer = new AnswerReader(tokens);
        try
        {
            foreach (var reading in answer.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                await saver.AddAsync(reading);
            }
        }
        catch (JsonException) when (answer.IsGrdf)
        {
            throw new RunException(Outcome.Truncated, Says.BreaksOff(tokens.Line, saver.Saved));
        }
        catch (JsonException)
        {
            throw new RunException(Outcome.NotMyFile, Says.NotMine);
        }

        if (saver.Read == 0)
        {
            throw answer.IsGrdf ? new RunException(Outcome.ActionNeededAtHolder, Says.Refused) : new RunException(Outcome.NotMyFile, Says.NotMine);
        }
    }

    private static Stream OpenUtf8(ImportFile file, Encoding encoding) =>
        encoding is UTF8Encoding ? file.Open() : Encoding.CreateTranscodingStream(file.Open(), encoding, Encoding.UTF8);
}
