import BriefingText
import Testing

@testable import BriefingFormats

/// A reading of a file, and whether its places prove its words.
enum Proof {
  static func reading(_ file: String) -> Reading? { reading(Array(file.utf8)) }

  static func reading(_ file: [UInt8]) -> Reading? {
    if case .text(let reading) = FileReading(file, limit: 64 << 20) { reading } else { nil }
  }

  static func text(_ file: String) -> String? {
    reading(file).map { String(decoding: $0.text, as: UTF8.self) }
  }

  /// The words of a text, as ranges of its bytes.
  static func words(of text: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for (index, byte) in (text + [0x20]).enumerated() {
      if byte <= 0x20 {
        if let first = start { words.append(first..<index) }
        start = nil
      } else if start == nil {
        start = index
      }
    }
    return words
  }

  /// Expects that each word of the reading stands, as `decode` reads it, where the map says.
  static func expectWords(
    of reading: Reading, decodedBy decode: (String) -> String,
    at location: SourceLocation = #_sourceLocation
  ) {
    for word in words(of: reading.text) {
      let hull = reading.origin.hull(of: word)
      let parts = reading.origin.parts(of: word).map {
        String(decoding: reading.content[$0], as: UTF8.self)
      }
      // Of a word that marks go through, each part is a proof of its own.
      let said =
        reading.showsContent
        ? parts.map(decode).joined()
        : decode(String(decoding: reading.content[hull], as: UTF8.self))
      let read = String(decoding: reading.text[word], as: UTF8.self)
      // Marks that the reading puts in, as those of an underlined heading, stand nowhere.
      if hull.isEmpty, read.allSatisfy({ $0 == "#" }) { continue }
      #expect(said == read, sourceLocation: location)
    }
    for stated in reading.stated {
      #expect(stated.bytes.upperBound <= reading.content.count, sourceLocation: location)
    }
    var end = 0
    for mark in reading.marks {
      #expect(mark.bytes.lowerBound >= end, sourceLocation: location)
      #expect(mark.bytes.upperBound <= reading.text.count, sourceLocation: location)
      end = mark.bytes.upperBound
    }
  }

  /// Tags dropped and references undone.
  static func markup(_ raw: String) -> String {
    var text = ""
    var rest = raw[...]
    while let first = rest.first {
      if first == "<", let end = rest.firstIndex(of: ">") {
        rest = rest[rest.index(after: end)...]
      } else if first == "&", let end = rest.firstIndex(of: ";") {
        let reference = Array(rest[...end].utf8)
        text += String(
          decoding: CharacterReference.characters(of: reference[...]) ?? reference, as: UTF8.self)
        rest = rest[rest.index(after: end)...]
      } else {
        text.append(first)
        rest.removeFirst()
      }
    }
    return text
  }

  /// What a reading says of its text, line by line.
  static func marked(_ reading: Reading?) -> [String] {
    (reading?.marks ?? []).map { mark in
      "\(mark.mark): "
        + String(decoding: reading?.text[mark.bytes] ?? [], as: UTF8.self)
    }
  }

  static func stated(_ reading: Reading?) -> [String] {
    (reading?.stated ?? []).map { "\($0.field): \($0.value)" }
  }
}
