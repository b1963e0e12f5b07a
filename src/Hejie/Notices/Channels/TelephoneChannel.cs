using System.Globalization;
using Hejie.Kernel;
using Hejie.Rules.Notices;

namespace Hejie.Notices.Channels;

/// <summary>Short messages and calls, both handed to a gateway over HTTP.</summary>
/// <param name="channel">Which of the two.</param>
/// <param name="sender">The gateway.</param>
internal sealed class TelephoneChannel(NoticeChannel channel, IMessageSender sender) : INotifyChannel
{
    /// <summary>How many are handed over at once.</summary>
    private const int AtOnce = 4;

    public NoticeChannel Channel => channel;

    /// <summary>The gateway, several calls at a time: an order to a whole prefecture rings at a thousand bodies.</summary>
    public string Way(NoticeTarget to) => string.Create(CultureInfo.InvariantCulture, $"{channel}/{to.Address.LastOrDefault() % AtOnce}");

    public async Task SendAsync(OutgoingNotice notice, CancellationToken cancel)
    {
        try
        {
            await sender.SendAsync(notice.Id, new ShortMessage(notice.To.Address, notice.Text), cancel);
        }
        catch (MessageRefused)
        {
            throw new NoticeFailed(NoticeError.Refused);
        }
        catch (HttpRequestException error)
        {
            throw new NoticeFailed(error switch
            {
                { StatusCode: not null } => NoticeError.Faulty,
                { InnerException: OutgoingRefused } => NoticeError.NotAllowed,
                { InnerException: OperationCanceledException } => NoticeError.TimedOut,
                NoGatewaySet => NoticeError.NotSet,
                _ => NoticeError.Unreachable,
            });
        }
    }
}
