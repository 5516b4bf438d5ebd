public import BriefingRecords

/// How a record reads in a terminal: one line with its summary and where it stands.
public struct RecordRendering: Sendable {
  private let isColoured: Bool

  /// A rendering with or without colours (ANSI SGR).
  public init(coloured: Bool) {
    isColoured = coloured
  }

  /// `QUOTE      Ona Brask: “We count the ships”  harbour.txt:7`.
  public func line(of record: RecordLine) -> String {
    let type = record.string("type") ?? "?"
    // A summary begins with a word in capitals; the rest is set apart from it in a column.
    let summary = (record.string("summary") ?? "").split(separator: " ", maxSplits: 1)
    let head = summary.first.map(String.init) ?? "?"
    let told = summary.count > 1 ? String(summary[1]) : ""
    let name = record.string("source_name") ?? ""
    let place = record.integer("line").map { "\(name):\($0)" } ?? name
    let operation = record.string("op").flatMap { $0 == "add" ? nil : "\($0) " } ?? ""
    let padding = String(repeating: " ", count: max(1, 11 - head.count))
    return paint(visible(head), colour(of: type)) + padding + visible(operation + told)
      + "  " + paint(visible(place), "2")
  }

  /// A terminal obeys control characters; a summary shows them.
  private func visible(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0...0x1f, 0x7f...0x9f:
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private func colour(of type: String) -> String {
    switch RecordType(rawValue: type) {
    case .article, .document: "1"
    case .quote, .statement: "36"
    case .pledge, .sanction, .casualty, .territory, .meeting, .poll, .event: "33"
    case .issue: "31"
    default: "2"
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
