/// Takes back a fact that the latest version of its story no longer has.
///
/// The record repeats the fact's last line, its proof included: that bytes of an earlier version
/// said so stays true. The batch's document record names the version that does not say it any more.
public struct Retraction: Sendable, Hashable {
  /// The fact's last line, of its highest revision.
  public let line: RecordLine

  /// A retraction of the fact that `line` is about.
  public init(of line: RecordLine) {
    self.line = line
  }

  /// The revision that the retraction is.
  public var revision: Int { (line.integer("rev") ?? 0) + 1 }

  /// Appends the record as one line, ended by `\n`.
  func encode(
    sequence: Int, emittedAt: Timestamp, appendingTo bytes: consuming [UInt8]
  ) -> [UInt8] {
    var writer = JSONWriter(appendingTo: bytes)
    writer.open()
    for key in line.keys {
      switch key {
      case "summary": writer.copy(key, .string("retracted: \(line.string(key) ?? "")"))
      case "rev": writer.copy(key, .number(String(revision)))
      case "op": writer.copy(key, .string(Envelope.Operation.retract.rawValue))
      case "seq": writer.copy(key, .number(String(sequence)))
      case "emitted_at": writer.copy(key, .string(emittedAt.description))
      default: writer.copy(key, line[key] ?? .null)
      }
    }
    writer.close()
    return writer.bytes
  }
}
