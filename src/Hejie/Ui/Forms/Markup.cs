using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Forms;

/// <summary>Elements made in code. Text and attributes are encoded when they are written.</summary>
internal static class Markup
{
    /// <summary>An element with a class and what it holds; null children are left out.</summary>
    public static TagBuilder El(string name, string? css = null, params ReadOnlySpan<IHtmlContent?> children)
    {
        var tag = new TagBuilder(name);
        if (css is not null)
            tag.Attributes["class"] = css;
        foreach (var child in children)
        {
            if (child is not null)
                tag.InnerHtml.AppendHtml(child);
        }

        return tag;
    }

    /// <summary>An element that holds nothing and has no end.</summary>
    public static TagBuilder Void(string name, string? css = null)
    {
        var tag = El(name, css);
        tag.TagRenderMode = TagRenderMode.SelfClosing;
        return tag;
    }

    extension(TagBuilder tag)
    {
        /// <summary>Sets an attribute; null leaves it out.</summary>
        public TagBuilder With(string attribute, string? value)
        {
            if (value is not null)
                tag.Attributes[attribute] = value;
            return tag;
        }

        /// <summary>Sets an attribute that needs no value.</summary>
        public TagBuilder When(bool condition, string attribute) => condition ? tag.With(attribute, "") : tag;

        public TagBuilder Text(string text)
        {
            tag.InnerHtml.Append(text);
            return tag;
        }

        public TagBuilder Add(IHtmlContent? child)
        {
            if (child is not null)
                tag.InnerHtml.AppendHtml(child);
            return tag;
        }
    }
}
