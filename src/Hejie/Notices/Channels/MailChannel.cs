using System.Globalization;
using System.Net.Sockets;
using Hejie.Kernel;
using Hejie.Rules.Notices;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;

namespace Hejie.Notices.Channels;

/// <summary>
/// E-mail, handed to the installation's server over a connection that <see cref="Outgoing"/> opens. TLS is a must, unless the
/// settings name the server as one of their own network.
/// </summary>
/// <param name="settings">The server.</param>
/// <param name="time">The clock that dates.</param>
/// <param name="patience">How long the server may take for all of it, where it is not the usual time.</param>
internal sealed class MailChannel(Settings settings, TimeProvider time, TimeSpan? patience = null) : INotifyChannel
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public NoticeChannel Channel => NoticeChannel.Email;

    public string Way(NoticeTarget to) => nameof(NoticeChannel.Email);

    public async Task SendAsync(OutgoingNotice notice, CancellationToken cancel)
    {
        if (settings.Mail is not { } server)
            throw new NoticeFailed(NoticeError.NotSet);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        waiting.CancelAfter(patience ?? s_patience);
        try
        {
            await HandOverAsync(server, Letter(notice, server), waiting.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new NoticeFailed(NoticeError.TimedOut);
        }
        catch (SmtpCommandException refused)
        {
            // What begins with 4 is about the moment.
            throw new NoticeFailed((int)refused.StatusCode >= 500 ? NoticeError.Refused : NoticeError.Faulty);
        }
        catch (OutgoingRefused)
        {
            throw new NoticeFailed(NoticeError.NotAllowed);
        }
        catch (Exception error) when (error is SocketException or IOException or SslHandshakeException)
        {
            throw new NoticeFailed(NoticeError.Unreachable);
        }
        catch (Exception error) when (error is ProtocolException or AuthenticationException or NotSupportedException or CommandException)
        {
            // Also where the server does not know the installation: that is mended in the settings, not in the message.
            throw new NoticeFailed(NoticeError.Faulty);
        }
    }

    private async Task HandOverAsync(MailServer server, MimeMessage letter, CancellationToken cancel)
    {
        using var smtp = new SmtpClient
        {
            // The lists of revoked certificates would be fetched from hosts that nobody named.
            CheckCertificateRevocation = false,
            LocalDomain = letter.From.Mailboxes.First().Domain,
        };
        var stream = await Outgoing.ConnectAsync(new ServiceAddress.Host(server.Host, server.Port), [.. settings.Outgoing, server.Host], cancel);
        await smtp.ConnectAsync(stream, server.Host, server.Port, Security(server), cancel);
        if (server is { User: { } user, Password: { } password })
            await smtp.AuthenticateAsync(user, password.Reveal(), cancel);
        await smtp.SendAsync(letter, cancel);
        // It has it: how the server says goodbye changes nothing.
        try
        {
            await smtp.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception error) when (error is IOException or ProtocolException or CommandException)
        {
        }
    }

    private SecureSocketOptions Security(MailServer server) =>
        server.Tls ? SecureSocketOptions.SslOnConnect
        : Outgoing.IsNamedPrivate(server.Host, settings.Outgoing) ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    private MimeMessage Letter(OutgoingNotice notice, MailServer server)
    {
        if (!MailboxAddress.TryParse(notice.To.Address, out var to))
            throw new NoticeFailed(NoticeError.NoAddress);
        var from = MailboxAddress.Parse(server.From);
        return new MimeMessage([from], [to], notice.Subject, new TextPart(TextFormat.Plain) { Text = notice.Text })
        {
            Date = time.GetUtcNow(),
            // The same at every try: a server that saw it tells it from another.
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{notice.Id:N}@{from.Domain}"),
            Headers = { { HeaderId.AutoSubmitted, "auto-generated" } },
        };
    }
}
