using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Sas;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Tables;
using Hub.Testing;
using Xunit;

namespace Storage.Tests.Cloud;

public sealed class TableClientTests : IAsyncLifetime
{
    private readonly string _name = "t" + Guid.NewGuid().ToString("n");
    private Azurite _azurite = null!;
    private TableClient _table = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.SharedAsync();
        _table = StorageAccount.Parse(_azurite.ConnectionString).Table(_name);
        Assert.True(await _table.CreateTableAsync());
    }

    public async ValueTask DisposeAsync() => await _table.DeleteTableAsync();

    [Fact]
    public async Task A_row_is_what_was_written_whatever_its_keys_and_size()
    {
        string[] keys = ["", "plain", "it's", "''", "100%", "%27", "a b+c&d=e", "é\u4e2d\U0001F600", "(x,y)", "..", "-", new('k', 512)];
        var random = new Random(1);
        foreach (var key in keys)
        {
            foreach (var size in new[] { 0, 1, TableEntity.LargestPart, TableEntity.LargestPart + 1 })
            {
                var body = new byte[size];
                random.NextBytes(body);
                Assert.Equal(TableOutcome.Done, (await _table.UpsertAsync(new TableEntity("p'" + key[..Math.Min(key.Length, 9)], key) { Body = body, Mark = "m" })).Outcome);
                var found = await _table.FindAsync("p'" + key[..Math.Min(key.Length, 9)], key);
                Assert.Equal(body, found!.Body.ToArray());
                Assert.Equal("m", found.Mark);
                var queried = Assert.Single((await _table.QueryAsync(TableFilter.Partition(found.PartitionKey).And(TableFilter.RowsBefore(key.Length == 512 ? "l" : key + "z")))).Rows, row => row.RowKey == key);
                Assert.Equal(found.ETag, queried.ETag);
                Assert.Equal(body, queried.Body.ToArray());
            }
        }

        var largest = new byte[TableEntity.LargestBody];
        random.NextBytes(largest);
        Assert.Equal(TableOutcome.Done, (await _table.InsertAsync(new TableEntity("large", "1") { Body = largest })).Outcome);
        Assert.Equal(largest, (await _table.FindAsync("large", "1"))!.Body.ToArray());
        await Assert.ThrowsAsync<ArgumentException>(() => _table.InsertAsync(new TableEntity("large", "2") { Body = new byte[TableEntity.LargestBody + 1] }));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    public async Task A_key_that_the_service_would_refuse_is_not_sent(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _table.FindAsync("p", key));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.InsertAsync(new TableEntity("p", key)));
        Assert.Throws<ArgumentException>(() => TableFilter.Partition(key));
    }

    [Fact]
    public async Task No_value_ends_the_quotes_of_a_filter()
    {
        await _table.InsertAsync(new TableEntity("mine", "1"));
        await _table.InsertAsync(new TableEntity("yours", "1"));
        Assert.Empty((await _table.QueryAsync(TableFilter.Partition("x' or PartitionKey ne 'x"))).Rows);
        Assert.Equal("PartitionKey eq 'x'' or ''' and RowKey gt '1'", TableFilter.Partition("x' or '").And(TableFilter.RowsAfter("1")).ToString());
    }

    [Fact]
    public async Task A_version_that_changed_meanwhile_is_neither_replaced_nor_deleted()
    {
        var first = await _table.InsertAsync(new TableEntity("p", "1") { Body = new byte[] { 1 } });
        Assert.Equal(TableOutcome.Exists, (await _table.InsertAsync(new TableEntity("p", "1"))).Outcome);
        var second = await _table.ReplaceAsync(new TableEntity("p", "1") { Body = new byte[] { 2 } }, first.ETag!);
        Assert.Equal(TableOutcome.Done, second.Outcome);
        Assert.Equal(TableOutcome.Changed, (await _table.ReplaceAsync(new TableEntity("p", "1") { Body = new byte[] { 3 } }, first.ETag!)).Outcome);
        Assert.Equal(TableOutcome.Changed, (await _table.DeleteAsync("p", "1", first.ETag!)).Outcome);
        Assert.Equal([2], (await _table.FindAsync("p", "1"))!.Body.ToArray());
        Assert.Equal(TableOutcome.Done, (await _table.DeleteAsync("p", "1", second.ETag!)).Outcome);
        Assert.Equal(TableOutcome.NotFound, (await _table.DeleteAsync("p", "1")).Outcome);
        Assert.Equal(TableOutcome.NotFound, (await _table.ReplaceAsync(new TableEntity("p", "1"))).Outcome);
        Assert.Null(await _table.FindAsync("p", "1"));
    }

    [Fact]
    public async Task A_batch_is_one_request_and_happens_whole_or_not_at_all()
    {
        var transport = new ToldTransport();
        var table = StorageAccount.Parse(_azurite.ConnectionString, new() { Transport = transport }).Table(_name);
        var batch = new TableBatch();
        for (var number = 0; number < TableBatch.Most; number++)
        {
            batch.Insert(new TableEntity("it's", $"{number:d3}'é") { Body = new byte[] { (byte)number } });
        }

        Assert.Throws<InvalidOperationException>(() => batch.Insert(new TableEntity("it's", "one too many")));
        Assert.Equal(new TableBatchResult(TableOutcome.Done), await table.SubmitAsync(batch));
        Assert.Single(transport.Sent);
        Assert.Equal(TableBatch.Most, (await table.QueryAsync(TableFilter.Partition("it's"))).Rows.Count);

        var found = (await table.FindAsync("it's", "001'é"))!;
        var conflict = await table.SubmitAsync(new TableBatch().Upsert(new TableEntity("it's", "new")).Insert(new TableEntity("it's", "002'é")));
        Assert.Equal(TableOutcome.Exists, conflict.Outcome);
        Assert.Equal(1, conflict.Step);
        Assert.Null(await table.FindAsync("it's", "new"));

        Assert.Equal(TableOutcome.Done, (await table.SubmitAsync(new TableBatch().Replace(found with { Body = new byte[] { 9 } }, found.ETag!).Delete("it's", "002'é"))).Outcome);
        Assert.Equal(TableOutcome.Changed, (await table.SubmitAsync(new TableBatch().Upsert(new TableEntity("it's", "new")).Replace(found, found.ETag!))).Outcome);
        Assert.Equal([9], (await table.FindAsync("it's", "001'é"))!.Body.ToArray());
        Assert.Null(await table.FindAsync("it's", "002'é"));
        Assert.Null(await table.FindAsync("it's", "new"));
        Assert.Throws<InvalidOperationException>(() => new TableBatch().Upsert(new TableEntity("one", "1")).Upsert(new TableEntity("another", "1")));
    }

    [Fact]
    public async Task A_query_goes_on_where_the_service_broke_off()
    {
        for (var start = 0; start < 1200; start += TableBatch.Most)
        {
            var batch = new TableBatch();
            for (var number = start; number < start + TableBatch.Most; number++)
            {
                batch.Insert(new TableEntity("p", $"{number:d4}"));
            }

            Assert.Equal(TableOutcome.Done, (await _table.SubmitAsync(batch)).Outcome);
        }

        var first = await _table.QueryAsync(TableFilter.Partition("p"));
        Assert.Equal(1000, first.Rows.Count);
        var second = await _table.QueryAsync(TableFilter.Partition("p"), from: first.Next);
        Assert.Null(second.Next);
        Assert.Equal(Enumerable.Range(0, 1200).Select(number => $"{number:d4}"), first.Rows.Concat(second.Rows).Select(row => row.RowKey));
        Assert.Equal(["0006", "0007"], (await _table.QueryAsync(TableFilter.Partition("p").And(TableFilter.RowsAfter("0005")), most: 2)).Rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task Without_a_table_nothing_is_found_and_a_write_says_so()
    {
        var none = StorageAccount.Parse(_azurite.ConnectionString).Table("none" + _name);
        Assert.Null(await none.FindAsync("p", "1"));
        Assert.Empty((await none.QueryAsync(null)).Rows);
        Assert.Equal(TableOutcome.NoTable, (await none.InsertAsync(new TableEntity("p", "1"))).Outcome);
        Assert.Equal(TableOutcome.NoTable, (await none.SubmitAsync(new TableBatch().Upsert(new TableEntity("p", "1")))).Outcome);
        Assert.False(await none.DeleteTableAsync());
        Assert.False(await _table.CreateTableAsync());
    }

    [Fact]
    public async Task It_waits_as_long_as_an_overloaded_service_asks_for()
    {
        var busy = 2;
        var table = Told(_ => busy-- > 0 ? new ToldTransport.Reply(503, ("Retry-After", "1")) : null).Table(_name);
        var started = TimeProvider.System.GetTimestamp();
        var reply = await table.InsertAsync(new TableEntity("p", "1"));
        Assert.Equal((TableOutcome.Done, true), (reply.Outcome, reply.Repeated));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1.9, 30);
    }

    [Fact]
    public async Task A_wrong_key_is_told_in_a_sentence_without_the_key()
    {
        var wrong = Convert.ToBase64String(new byte[64]);
        var account = StorageAccount.Parse(_azurite.ConnectionString.Replace(Azurite.Key, wrong, StringComparison.Ordinal));
        var table = await Assert.ThrowsAsync<StorageAwayException>(() => account.Table(_name).FindAsync("p", "1"));
        Assert.Contains("refuses the key", table.Message, StringComparison.Ordinal);
        Assert.Contains("refuse la clé", table.Detail.Fr, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, table.ToString(), StringComparison.Ordinal);
        Assert.Contains("refuses the key", (await Assert.ThrowsAsync<StorageAwayException>(() => account.Blobs.GetBlobContainerClient("hub").ExistsAsync())).Message, StringComparison.Ordinal);
        Assert.Contains("refuses the key", (await Assert.ThrowsAsync<StorageAwayException>(() => account.Queues.GetQueueClient("hub").ExistsAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-20, "20 minutes fast")]
    [InlineData(17, "17 minutes slow")]
    public async Task A_clock_that_is_off_is_told_as_that(int minutes, string said)
    {
        var account = Told(_ => new ToldTransport.Reply(403, ("Date", (DateTimeOffset.UtcNow + TimeSpan.FromMinutes(minutes)).ToString("R")), ("x-ms-error-code", "AuthenticationFailed")));
        Assert.Contains(said, (await Assert.ThrowsAsync<StorageAwayException>(() => account.Table(_name).FindAsync("p", "1"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_answers_nothing_is_told_after_the_tries_were_used_up()
    {
        var tries = 0;
        var account = Told(_ =>
        {
            tries++;
            return new ToldTransport.Reply(500);
        });
        var failing = await Assert.ThrowsAsync<StorageAwayException>(() => account.Table(_name).FindAsync("p", "1"));
        Assert.Contains("overloaded or failing (500)", failing.Message, StringComparison.Ordinal);
        Assert.Equal(9, tries);
    }

    [Fact]
    public async Task A_wait_that_would_be_too_long_is_not_begun()
    {
        var transport = new ToldTransport(_ => new ToldTransport.Reply(503));
        var account = StorageAccount.Parse(_azurite.ConnectionString, new() { Transport = transport, FirstWait = TimeSpan.FromMilliseconds(40), Patience = TimeSpan.FromMilliseconds(30) });
        await Assert.ThrowsAsync<StorageAwayException>(() => account.Table(_name).FindAsync("p", "1"));
        await Assert.ThrowsAsync<StorageAwayException>(() => account.Blobs.GetBlobContainerClient("hub").ExistsAsync());
        // Each was tried again once at most: on a machine that is busy, the first answer may already have come too late.
        Assert.InRange(transport.Sent.Count, 2, 4);
    }

    [Fact]
    public async Task Nothing_that_answers_is_told_as_silence()
    {
        var account = StorageAccount.Parse(Azurite.Connect(new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:1/")), new() { FirstWait = TimeSpan.FromMilliseconds(1) });
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<StorageAwayException>(() => account.Table(_name).FindAsync("p", "1"))).Message, StringComparison.Ordinal);
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<StorageAwayException>(() => account.Blobs.GetBlobContainerClient("hub").ExistsAsync())).Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => account.Table(_name).FindAsync("p", "1", cancelled.Token));
    }

    [Fact]
    public async Task A_mistake_of_ours_is_an_exception_and_not_an_outage()
    {
        var account = Told(_ => new ToldTransport.Reply(400, ("x-ms-error-code", "InvalidInput")));
        Assert.Equal("InvalidInput", (await Assert.ThrowsAsync<RequestFailedException>(() => account.Table(_name).FindAsync("p", "1"))).ErrorCode);
    }

    [Fact]
    public async Task A_shared_access_signature_opens_tables_blobs_and_queues()
    {
        var sas = new AccountSasBuilder(AccountSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1), AccountSasServices.All, AccountSasResourceTypes.All).ToSasQueryParameters(new StorageSharedKeyCredential(Azurite.Account, Azurite.Key)).ToString();
        var account = StorageAccount.Parse(_azurite.ConnectionString.Replace($"AccountKey={Azurite.Key}", $"SharedAccessSignature={sas}", StringComparison.Ordinal));
        Assert.Equal(TableOutcome.Done, (await account.Table(_name).InsertAsync(new TableEntity("p", "it's"))).Outcome);
        Assert.Single((await account.Table(_name).QueryAsync(TableFilter.Partition("p"), most: 1)).Rows);
        Assert.Equal(TableOutcome.Done, (await account.Table(_name).SubmitAsync(new TableBatch().Delete("p", "it's"))).Outcome);
        Assert.False(await account.Blobs.GetBlobContainerClient(_name).ExistsAsync());
        Assert.False(await account.Queues.GetQueueClient(_name).ExistsAsync());
    }

    [Fact]
    public async Task An_identity_shows_its_token_and_is_told_when_it_lacks_its_role()
    {
        var transport = new ToldTransport(_ => new ToldTransport.Reply(403, ("x-ms-error-code", "AuthorizationPermissionMismatch")));
        var account = StorageAccount.Parse("https://myhub.blob.core.windows.net", new() { Transport = transport, Identity = new Identity() });
        var refused = await Assert.ThrowsAsync<StorageAwayException>(() => account.Table("hub").FindAsync("p", "1"));
        Assert.Contains("Storage Table Data Contributor", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageAwayException>(() => account.Blobs.GetBlobContainerClient("hub").ExistsAsync());
        await Assert.ThrowsAsync<StorageAwayException>(() => account.Queues.GetQueueClient("hub").ExistsAsync());
        Assert.Equal(["myhub.table.core.windows.net", "myhub.blob.core.windows.net", "myhub.queue.core.windows.net"], transport.Sent.Select(sent => sent.Address.Host));
        Assert.All(transport.Sent, sent => Assert.Equal("Bearer the-token", sent.Authorization));
    }

    private StorageAccount Told(Func<Request, Response?> answer) => StorageAccount.Parse(_azurite.ConnectionString, new() { Transport = new ToldTransport(answer), FirstWait = TimeSpan.FromMilliseconds(1) });

    private sealed class Identity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Assert.Equal("https://storage.azure.com/.default", Assert.Single(requestContext.Scopes));
            return new AccessToken("the-token", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
