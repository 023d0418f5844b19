namespace Daylight.Ui;

/// <summary>The proof of one fact: its index in the log, where the receipt lies, and what it is worth.</summary>
/// <param name="Standing">自证, or the names of those who witnessed the log.</param>
public sealed record Receipt(long Index, string Href, string Standing);
