using System.Buffers.Binary;
using System.Text;

namespace Hejie.Matters.Intake.Attachments;

/// <summary>
/// The other side of <see cref="FileTextReader"/>: a process that reads files from its input and writes their words to its
/// output, one after the other. Of each it is given the kind (a byte), the length (4 bytes, the low one first) and the
/// content; it answers whether the words are whole, cut or unreadable (a byte), their length and they themselves in UTF-8.
/// </summary>
internal static class FileTextProcess
{
    /// <summary>The verb by which the program is that process; nobody types it.</summary>
    public const string Verb = "read-files";

    public const byte Whole = 0, Cut = 1, Unreadable = 2;

    public const int HeadBytes = 5;

    /// <summary>Reads until the input ends.</summary>
    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        var head = new byte[HeadBytes];
        while (input.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) == HeadBytes)
        {
            var content = new byte[BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1))];
            input.ReadExactly(content);
            var words = FileText.Read((AttachmentKind)head[0], content);
            var text = Encoding.UTF8.GetBytes(words?.Text ?? "");
            head[0] = words is null ? Unreadable : words.IsWhole ? Whole : Cut;
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), text.Length);
            output.Write(head);
            output.Write(text);
            output.Flush();
        }

        return 0;
    }
}
