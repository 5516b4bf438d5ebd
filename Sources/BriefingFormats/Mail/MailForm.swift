/// Tells mail from text that looks like it.
enum MailForm {
  private static let window = 65_536

  /// Whether `bytes` begin as a saved message does: with header fields down to an empty line, among
  /// them some that only programs write. What people paste out of a mail program, with a name and a
  /// date at the top, is text.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    return false
  }
}
