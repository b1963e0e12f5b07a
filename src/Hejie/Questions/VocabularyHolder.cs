using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Rules.Questions;

namespace Hejie.Questions;

/// <summary>The words that questions can be asked in, made anew when places or bodies have changed.</summary>
internal sealed class VocabularyHolder(DirectoryHolder directory, CatalogueHolder catalogue)
{
    private (BodyDirectory Directory, Vocabulary Vocabulary)? _made;

    public Vocabulary Current
    {
        get
        {
            var now = directory.Current;
            if (_made is { } made && ReferenceEquals(made.Directory, now))
                return made.Vocabulary;
            var places = now.Places.ToDictionary(place => place.Code, place => place.Name);
            var bodies = now.Bodies.Select(body => new NamedBody(body.Id, body.Kind.Code, body.Place, body.Name));
            var vocabulary = Vocabulary.Of(catalogue.Current.Questions, catalogue.Current.Procedures, places, bodies);
            _made = (now, vocabulary);
            return vocabulary;
        }
    }
}
