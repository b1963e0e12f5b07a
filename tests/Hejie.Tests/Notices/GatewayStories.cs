using System.Net;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hejie.Tests.Notices;

/// <summary>Short messages on their way to the gateway that an installation sets.</summary>
public abstract class GatewayStories(Installation hejie) : IAsyncLifetime
{
    private const string Token = "a-token-that-nobody-reads", Telephone = "19900004321", Text = "有一件事和您有关，请您看一看。";

    // Not the installation's own clock: whoever moved that would wake its own delivery.
    private readonly FakeTimeProvider _time = new(hejie.Time.GetUtcNow());
    private FakeGateway _gateway = null!;
    private GatewaySender _sender = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _sender = Sender(_gateway.Address);
        // What another story left waiting is not of this one.
        var county = hejie.Place("喜洲村").Code.County;
        await hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Deliveries.Where(row => row.County == county).ExecuteDeleteAsync());
        hejie.Logs.On = true;
    }

    public async ValueTask DisposeAsync()
    {
        hejie.Logs.On = false;
        _sender.Dispose();
        await _gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_message_is_handed_over_once_with_its_key_and_the_installations_token()
    {
        var row = await WriteAsync();
        await RunAsync();
        await RunAsync();

        _gateway.Handed.ShouldHaveSingleItem().ShouldBe(new Handed(row.Id, Telephone, Text, row.Id.ToString(), "Bearer " + Token));
        (await FindAsync(row)).ShouldSatisfyAllConditions(
            sent => sent.Status.ShouldBe(DeliveryStatus.Sent),
            sent => sent.Sealed.ShouldBeNull());
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.Found)]
    public async Task What_the_gateway_did_not_take_is_tried_again_under_the_same_key(HttpStatusCode status)
    {
        _gateway.Answer(status);
        var row = await WriteAsync();
        await RunAsync();
        await RunAsync();
        _gateway.Handed.Count.ShouldBe(1, "not again at once");
        (await FindAsync(row)).Status.ShouldBe(DeliveryStatus.Waiting);

        _time.Advance(TimeSpan.FromSeconds(3));
        await RunAsync();

        _gateway.Handed.Select(handed => handed.Id).ShouldBe([row.Id, row.Id]);
        (await FindAsync(row)).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task What_the_gateway_refuses_for_good_is_kept_as_failed_and_said(HttpStatusCode status)
    {
        _gateway.Answer(status);
        var (refused, next) = (await WriteAsync(), await WriteAsync());
        await RunAsync();
        _time.Advance(TimeSpan.FromDays(1));
        await RunAsync();

        _gateway.Handed.Count.ShouldBe(2);
        (await FindAsync(refused)).Status.ShouldBe(DeliveryStatus.Failed);
        (await FindAsync(next)).Status.ShouldBe(DeliveryStatus.Sent, "the others go on");
        hejie.Logs.Lines.ShouldContain(line => line.Contains(refused.Id.ToString(), StringComparison.Ordinal) && line.Contains($"status {(int)status}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gateway_that_is_away_for_a_night_loses_no_message()
    {
        var row = await WriteAsync();
        using (var nowhere = Sender(new Uri("http://127.0.0.1:9/")))
        {
            for (var hour = 0; hour < 12; hour++)
            {
                await RunAsync(nowhere);
                _time.Advance(TimeSpan.FromHours(1));
            }
        }

        (await FindAsync(row)).Status.ShouldBe(DeliveryStatus.Waiting);
        await RunAsync();
        _gateway.Handed.ShouldHaveSingleItem().Id.ShouldBe(row.Id);
    }

    [Fact]
    public async Task A_program_that_falls_after_sending_and_before_marking_sends_under_the_same_key_and_not_at_once()
    {
        var row = await WriteAsync();
        using var fall = new CancellationTokenSource();
        _gateway.Before = fall.CancelAsync;
        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(_sender, fall.Token));
        _gateway.Before = null;
        _gateway.Handed.Count.ShouldBe(1);

        await RunAsync();
        _gateway.Handed.Count.ShouldBe(1, "it is still taken for its first try");
        _time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        await RunAsync();

        _gateway.Handed.Select(handed => handed.Key).ShouldBe([row.Id.ToString(), row.Id.ToString()], "a gateway that honours the key sends once");
        (await FindAsync(row)).Status.ShouldBe(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task Of_two_nodes_one_sends()
    {
        var rows = new[] { await WriteAsync(), await WriteAsync(), await WriteAsync() };
        await Task.WhenAll(RunAsync(), RunAsync(), RunAsync());
        _gateway.Handed.Select(handed => handed.Id).Order().ShouldBe(rows.Select(row => row.Id).Order());
    }

    [Fact]
    public async Task Neither_token_nor_number_nor_text_reaches_a_log_whatever_the_gateway_answers()
    {
        _gateway.Answer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized, HttpStatusCode.InternalServerError);
        for (var number = 0; number < 4; number++)
        {
            await WriteAsync();
            await RunAsync();
        }

        using (var nowhere = Sender(new Uri("http://127.0.0.1:9/send")))
        {
            await WriteAsync();
            await RunAsync(nowhere);
        }

        hejie.Logs.Lines.ShouldContain(line => line.Contains("was not sent at try", StringComparison.Ordinal));
        foreach (var secret in new[] { Token, Telephone, Text })
            hejie.Logs.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
        Settings(_gateway.Address).ToString().ShouldNotContain(Token);
    }

    [Fact]
    public async Task A_gateway_at_a_private_address_is_called_only_where_that_is_said()
    {
        using var inner = new GatewaySender(hejie.Services.GetRequiredService<Settings>() with { SmsGateway = _gateway.Address });
        var refused = await Should.ThrowAsync<HttpRequestException>(() => inner.SendAsync(Guid.NewGuid(), new ShortMessage(Telephone, Text), Cancel));
        (refused.Message + refused.InnerException?.Message).ShouldContain("private:127.0.0.1");
        _gateway.Handed.ShouldBeEmpty();
    }

    private Settings Settings(Uri gateway) =>
        hejie.Services.GetRequiredService<Settings>() with { SmsGateway = gateway, SmsToken = new Secret(Token), Outgoing = ["private:127.0.0.1"] };

    private GatewaySender Sender(Uri gateway) => new(Settings(gateway));

    private Task<int> RunAsync() => RunAsync(_sender, Cancel);

    private async Task<int> RunAsync(GatewaySender sender, CancellationToken? cancel = null)
    {
        using var deliver = new Deliver(hejie.Services.GetRequiredService<IServiceScopeFactory>(), sender, _time, hejie.Services.GetRequiredService<ILogger<Deliver>>());
        return await deliver.RunAsync(cancel ?? Cancel);
    }

    /// <summary>Writes a message as a move would, due by this story's clock.</summary>
    private async Task<DeliveryRow> WriteAsync()
    {
        var receipt = await hejie.FileAsync();
        return await hejie.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<HejieDb>();
            var matter = await services.GetRequiredService<MatterJournal>().FindAsync(
                db.Matters.Where(row => row.County == receipt.County && row.Id == receipt.Matter), Cancel);
            var row = Invitations.Message(matter!, 1, Telephone, Text, _time);
            db.Deliveries.Add(row);
            await db.SaveChangesAsync(Cancel);
            return row;
        });
    }

    private Task<DeliveryRow> FindAsync(DeliveryRow row) => hejie.InScopeAsync(services => services.GetRequiredService<HejieDb>().Deliveries.AsNoTracking()
        .SingleAsync(message => message.County == row.County && message.Id == row.Id, Cancel));
}

public sealed class GatewayStoriesOnSqlite(SqliteInstallation hejie) : GatewayStories(hejie), IClassFixture<SqliteInstallation>;

public sealed class GatewayStoriesOnPostgres(PostgresInstallation hejie) : GatewayStories(hejie), IClassFixture<PostgresInstallation>;
