using Hejie.Operations;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Guide;

namespace Hejie.Law.Guide;

/// <summary>What a door is called.</summary>
internal static class DoorTitles
{
    extension(Catalogue catalogue)
    {
        /// <summary>The name of the procedure, or of who else is the right one.</summary>
        public Words TitleOf(GuideLeaf leaf) => leaf switch
        {
            GuideLeaf.Filing filing => catalogue.Procedures.Find(filing.Procedure)!.Title,
            GuideLeaf.Elsewhere elsewhere => elsewhere.Title,
            _ => throw new ArgumentOutOfRangeException(nameof(leaf)),
        };
    }
}
