import BriefingFacts
import BriefingRecords
import BriefingText
import Glibc

/// The shipped lexicon and short ways to ask the quantity rules about a text.
enum QuantityFixture {
  static let lexicon: MeasureLexicon? = try? MeasureLexicon(
    units: table("units", MeasureLexicon.unitColumns),
    currencies: table("currencies", MeasureLexicon.currencyColumns),
    numerals: table("numerals", MeasureLexicon.numeralColumns))

  static func table(_ name: String, _ columns: [String]) throws -> LexiconTable {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try LexiconTable(
      name: name, bytes: bytes(ofFile: "/\(root)/Config/lexicon/\(name).tsv"), columns: columns)
  }

  static func bytes(ofFile path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var byte = getc(file)
    while byte != EOF {
      bytes.append(UInt8(truncatingIfNeeded: byte))
      byte = getc(file)
    }
    return bytes
  }

  /// The document of `text`, every line a paragraph.
  static func document(_ text: String) -> TextDocument {
    var parser = DocumentParser(phrases: BoilerplatePhrases())
    let bytes = Array(text.utf8)
    parser.feed(bytes.span)
    var document = parser.finish()
    for index in document.blocks.indices { document.blocks[index].role = .paragraph }
    return document
  }

  static func mentions(_ document: TextDocument) -> [QuantityMention] {
    guard let lexicon else { return [] }
    return QuantityExtractor(lexicon: lexicon)
      .mentions(in: document, dates: [], names: EntityIndex())
  }

  /// Each figure of `text` as `TEXT = KIND VALUE UNIT MOD`, parted by `; `.
  static func figures(_ text: String) -> String {
    let document = document(text)
    return mentions(document).map { mention in
      let figure = mention.measurement
      let value = (figure.value ?? mention.amount).map(JSONNumber.text)
      let low = figure.low.map(JSONNumber.text) ?? ""
      let high = figure.high.map(JSONNumber.text) ?? ""
      var parts = [mention.kind.rawValue, value ?? "\(low)…\(high)"]
      if let currency = mention.currency { parts.append(currency) }
      if let unit = figure.unit, unit != "1" { parts.append(unit) }
      if let mod = figure.mod { parts.append(mod.rawValue) }
      return document.text(mention.bytes) + " = " + parts.joined(separator: " ")
    }.joined(separator: "; ")
  }

  /// What each figure of `text` counts, `-` for nothing, parted by `; `.
  static func counted(_ text: String) -> String {
    let document = document(text)
    return mentions(document).map { $0.of.map { document.text($0) } ?? "-" }
      .joined(separator: "; ")
  }
}
