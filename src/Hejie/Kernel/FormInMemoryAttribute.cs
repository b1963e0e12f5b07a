using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hejie.Kernel;

/// <summary>
/// A page whose form brings a file that must not lie unsealed on a disk: what is read of it stays in memory. As a filter,
/// which it is by name alone, it is among what is asked before the form is read, whoever reads it first.
/// </summary>
/// <param name="bytes">The most bytes that stay in memory: as many as the form may have.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FormInMemoryAttribute(int bytes) : Attribute, IFormOptionsMetadata, IFilterMetadata
{
    public int? MemoryBufferThreshold => bytes;

    public bool? BufferBody => null;

    public long? BufferBodyLengthLimit => null;

    public int? ValueCountLimit => null;

    public int? KeyLengthLimit => null;

    public int? ValueLengthLimit => null;

    public int? MultipartBoundaryLengthLimit => null;

    public int? MultipartHeadersCountLimit => null;

    public int? MultipartHeadersLengthLimit => null;

    public long? MultipartBodyLengthLimit => null;
}
