using System.Buffers.Binary;
using System.Text;
using Daylight.Store;

namespace Daylight.Proceedings.Backup;

/// <summary>
/// Writes the inside of a backup: manifest, then tables, each with its columns, its rows and their number, then an end.
/// See docs/formats/backup.md.
/// </summary>
internal sealed class RowWriter(Stream to)
{
    public const byte Table = (byte)'T';
    public const byte Row = (byte)'R';
    public const byte EndOfTable = (byte)'E';
    public const byte End = (byte)'Z';

    private readonly byte[] _number = new byte[10];

    public void Manifest(BackupManifest manifest) => Bytes(manifest.ToBytes());

    public void Begin(DurableTable table)
    {
        to.WriteByte(Table);
        Text(table.Name);
        Number((ulong)table.Columns.Count);
        foreach (var column in table.Columns)
        {
            Text(column.Name);
            to.WriteByte((byte)column.Kind);
        }
    }

    public void Write(object?[] row)
    {
        to.WriteByte(Row);
        foreach (var value in row)
        {
            Value(value);
        }
    }

    public void Finish(long rows)
    {
        to.WriteByte(EndOfTable);
        Number((ulong)rows);
    }

    public void Close()
    {
        to.WriteByte(End);
        to.Flush();
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case null:
                to.WriteByte(0);
                break;
            case long number:
                to.WriteByte(1);
                BinaryPrimitives.WriteInt64LittleEndian(_number, number);
                to.Write(_number, 0, sizeof(long));
                break;
            case string text:
                to.WriteByte(2);
                Text(text);
                break;
            case byte[] bytes:
                to.WriteByte(3);
                Bytes(bytes);
                break;
            default:
                throw new InvalidOperationException(
                    $"Bug in Daylight: a durable table holds a {value.GetType().Name}."
                );
        }
    }

    private void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number((ulong)bytes.Length);
        to.Write(bytes);
    }

    /// <summary>Seven bits a byte, the lowest first, the highest bit set on all but the last.</summary>
    private void Number(ulong number)
    {
        var length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            _number[length++] = (byte)(number | 0x80);
        }

        _number[length++] = (byte)number;
        to.Write(_number, 0, length);
    }
}
