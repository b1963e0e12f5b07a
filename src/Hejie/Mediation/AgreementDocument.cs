using Hejie.Kernel;
using Hejie.Mediation.Documents;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Mediation;

/// <summary>The agreement as the official Word form, in Chinese whatever the reader's language: it is the form of the law.</summary>
internal sealed class AgreementDocument(Settings settings, WordBook book)
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static readonly string[] s_sides = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

    private readonly Lazy<DocumentTemplate> _form =
        new(() => DocumentTemplate.Load(Path.Combine(settings.Catalogue, "documents", "people-mediation-agreement.docx")));

    /// <summary>How a side is called: 甲方.</summary>
    public static string Side(int index, IWords words) =>
        words["agreement.party-of", words.Language == Language.English ? (char)('A' + index) : s_sides[Math.Min(index, s_sides.Length - 1)]];

    /// <summary>Fills the form. What a pen still has to write stays blank.</summary>
    public byte[] Write(Agreement agreement)
    {
        var words = book.In(Language.Chinese);
        return _form.Value.Fill(
            new Dictionary<string, string>
            {
                ["number"] = agreement.Number ?? "",
                ["facts"] = agreement.Facts,
                ["disputes"] = agreement.Dispute,
                ["responsibility"] = agreement.Responsibility,
                ["terms"] = agreement.Terms,
                ["manner"] = agreement.Manner,
                ["place"] = "",
                ["deadline"] = Day(agreement.PerformBy),
                ["copies"] = "",
                ["recorder"] = "",
                ["committee"] = agreement.Committee.Name,
                ["date"] = agreement.Effective is { } effective ? Day(LegalTime.DateOf(effective)) : "",
            },
            new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["parties"] = [.. agreement.Parties.Select((party, index) => new Dictionary<string, string>
                {
                    ["role"] = Side(index, words),
                    ["name"] = party.Person.Name,
                    ["contact"] = party.Person.Telephone ?? "",
                    ["address"] = party.Person.Address ?? "",
                    ["signature"] = Signed(party.Signature, words),
                    ["signed"] = On(party.Signature),
                })],
                ["mediators"] =
                [
                    new Dictionary<string, string>
                    {
                        ["name"] = agreement.Mediator?.Post?.Name ?? "",
                        ["signature"] = Signed(agreement.Mediator, words),
                        ["signed"] = On(agreement.Mediator),
                    },
                ],
            });
    }

    /// <summary>A signature in the system is named as such; one on paper stands on paper.</summary>
    private static string Signed(AgreementSignature? signature, IWords words) =>
        signature is { OnPaper: false } ? words["agreement.signed-here"] : "";

    private static string On(AgreementSignature? signature) =>
        signature is { Attested: true } ? Day(LegalTime.DateOf(signature.At)) : "";

    private static string Day(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";
}
