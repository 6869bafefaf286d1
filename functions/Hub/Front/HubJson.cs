using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Grants;
using Hub.Core.Plugins.Tables.Teaching;
using Hub.Egress;
using Hub.Exports;
using Hub.Files;
using Hub.Grants;
using Hub.Journal;
using Hub.Notices;
using Hub.Plugins;
using Hub.Records;
using Hub.Runs;
using Hub.Sources;
using Hub.Vaults;
using Hub.Verbs;

namespace Hub.Front;

/// <summary>The shapes that the API reads and writes, where it does not write them by hand.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(WelcomeRequest))]
[JsonSerializable(typeof(WelcomeAnswer))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(ConfirmRequest))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SecondStepTicket))]
[JsonSerializable(typeof(SecondStepAnswer))]
[JsonSerializable(typeof(SecondStepSecret))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(PasskeyTicket))]
[JsonSerializable(typeof(PasskeyAsked))]
[JsonSerializable(typeof(NewPasskey))]
[JsonSerializable(typeof(PasskeyProof))]
[JsonSerializable(typeof(PasskeyItem))]
[JsonSerializable(typeof(PasskeyList))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(NewAccount))]
[JsonSerializable(typeof(AccountList))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(MeRequest))]
[JsonSerializable(typeof(PassphraseRequest))]
[JsonSerializable(typeof(RecoveryCodes))]
[JsonSerializable(typeof(EraseRequest))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(VaultList))]
[JsonSerializable(typeof(AccessRequest))]
[JsonSerializable(typeof(AccessItem))]
[JsonSerializable(typeof(AccessList))]
[JsonSerializable(typeof(ChildVaultRequest))]
[JsonSerializable(typeof(NewVault))]
[JsonSerializable(typeof(Verbs.VaultLines))]
[JsonSerializable(typeof(TypeList))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(RecordQuestion))]
[JsonSerializable(typeof(TrashEmptied))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(UploadRequest))]
[JsonSerializable(typeof(UploadAnswer))]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ConflictList))]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(ReparseRequest))]
[JsonSerializable(typeof(RunAnswer))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(RunLines))]
[JsonSerializable(typeof(AnswerRequest))]
[JsonSerializable(typeof(UndoRequest))]
[JsonSerializable(typeof(Core.Vaults.UndoCounts))]
[JsonSerializable(typeof(SourceList))]
[JsonSerializable(typeof(SourceAnswer))]
[JsonSerializable(typeof(SourceRequest))]
[JsonSerializable(typeof(PluginList))]
[JsonSerializable(typeof(InstallRequest))]
[JsonSerializable(typeof(TableLesson))]
[JsonSerializable(typeof(TableAnswer))]
[JsonSerializable(typeof(TableTrial))]
[JsonSerializable(typeof(TaughtAnswer))]
[JsonSerializable(typeof(Core.Runs.RunReport))]
[JsonSerializable(typeof(InstallAnswer))]
[JsonSerializable(typeof(InsightList))]
[JsonSerializable(typeof(Grant))]
[JsonSerializable(typeof(GrantList))]
[JsonSerializable(typeof(GrantRequest))]
[JsonSerializable(typeof(JournalList))]
[JsonSerializable(typeof(LedgerList))]
[JsonSerializable(typeof(FileList))]
[JsonSerializable(typeof(FileOriginAnswer))]
[JsonSerializable(typeof(RunsStarted))]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(NoticesRequest))]
[JsonSerializable(typeof(NoticesAnswer))]
internal sealed partial class HubJson : JsonSerializerContext;
