using Hejie.Bodies;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Notices;

/// <summary>Puts a notice into words, by the catalogue: the body that is told, by when, and where to look.</summary>
internal sealed class NoticeWords(CatalogueHolder catalogue, DirectoryHolder directory, WordBook book, Settings settings, TimeProvider time)
{
    /// <summary>What a notice says, the subject of an e-mail, and the link that stands in it; null where the installation has no address.</summary>
    public (string Text, string Subject, string? Link) Of(NoticeRow row, Language language)
    {
        var words = book.In(language);
        var text = catalogue.Current.Notices.Text(row.Kind, row.Channel);
        var link = settings.Address is { } address ? new Uri(address, PathOf(row)).ToString() : null;
        var due = row.Due is { } micros && LegalTime.IsInstant(micros) ? words.Moment(LegalTime.Instant(micros), LegalTime.DateOf(time.GetUtcNow())) : "";
        var filled = words.Fill(text.Text, ("body", directory.Current.NameOf(row.About)), ("due", due), ("link", link ?? "")).Trim();
        return (filled, text.Subject is { } subject ? words[subject] : "", link);
    }

    /// <summary>Where it leads, for who signs in.</summary>
    public static string PathOf(NoticeRow row) => row switch
    {
        { Matter: { } matter } => FormattableString.Invariant($"/matters/{row.County}/{matter:N}"),
        { Order: { } order } => FormattableString.Invariant($"/orders/{row.County}/{order:N}"),
        _ => "/notices",
    };
}
