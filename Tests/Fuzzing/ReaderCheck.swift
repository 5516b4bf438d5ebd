import BriefingFormats
import BriefingText

/// What must hold of the reading of any bytes.
enum ReaderCheck {
  /// The most bytes that packed input may become.
  static let limit = 4 << 20

  /// What does not hold of the reading of `file`; nil where all does.
  static func fault(of file: [UInt8]) -> String? {
    let first = FileReading(file, limit: limit)
    guard case .text(let reading) = first else {
      if case .text = FileReading(file, limit: limit) { return "another kind the second time" }
      return nil
    }
    guard case .text(let again) = FileReading(file, limit: limit) else {
      return "another kind the second time"
    }
    let differences = [
      ("charset", reading.charset != again.charset),
      ("media type", reading.mediaType != again.mediaType),
      ("content", reading.content != again.content), ("text", reading.text != again.text),
      ("places", reading.origin != again.origin), ("marks", reading.marks != again.marks),
      ("statements", reading.stated != again.stated),
    ].filter(\.1).map(\.0)
    if !differences.isEmpty {
      return "another \(differences.joined(separator: ", ")) the second time: "
        + "\(reading.charset) \(reading.mediaType), \(again.charset) \(again.mediaType)"
    }
    return placesFault(reading) ?? documentFault(reading)
  }

  private static func placesFault(_ reading: Reading) -> String? {
    let (text, content) = (reading.text, reading.content)
    if String(validating: text, as: UTF8.self) == nil { return "text that is no UTF-8" }
    var last = 0
    var start = 0
    while start < text.count {
      // Small steps, as facts have them.
      let end = min(text.count, start + 7)
      let hull = reading.origin.hull(of: start..<end)
      if hull.lowerBound < 0 || hull.upperBound > content.count { return "place out of content" }
      if hull.lowerBound < last { return "places out of order at \(start)" }
      last = hull.lowerBound
      for part in reading.origin.parts(of: start..<end)
      where part.lowerBound < hull.lowerBound || part.upperBound > hull.upperBound {
        return "part outside its hull"
      }
      start = end
    }
    var end = 0
    for mark in reading.marks {
      if mark.bytes.lowerBound < end || mark.bytes.upperBound > text.count {
        return "marks out of order"
      }
      end = mark.bytes.upperBound
    }
    for stated in reading.stated
    where stated.bytes.lowerBound < 0 || stated.bytes.upperBound > content.count {
      return "statement out of content"
    }
    for damage in reading.damage where damage.bytes.upperBound > text.count {
      return "damage out of text"
    }
    return nil
  }

  private static func documentFault(_ reading: Reading) -> String? {
    let document = DocumentParser(phrases: BoilerplatePhrases()).document(ofReading: reading)
    for block in document.blocks {
      if block.bytes.upperBound > reading.text.count { return "block out of text" }
      let hull = reading.origin.hull(of: block.bytes)
      if hull.upperBound > reading.content.count { return "block out of content" }
    }
    return nil
  }
}
