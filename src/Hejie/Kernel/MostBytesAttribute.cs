using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hejie.Kernel;

/// <summary>
/// How large the form of a page may be where it brings files. The router tells the server before anything is read; as a
/// filter, which it is by name alone, it is among what the router looks at.
/// </summary>
/// <param name="bytes">The most bytes.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MostBytesAttribute(long bytes) : Attribute, IRequestSizeLimitMetadata, IFilterMetadata
{
    public long? MaxRequestBodySize => bytes;
}
