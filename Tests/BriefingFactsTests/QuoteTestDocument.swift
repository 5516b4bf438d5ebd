import BriefingRecords
import BriefingText
import Glibc
import Testing

@testable import BriefingFacts

/// Documents in a few words for tests of who speaks.
///
/// A line that begins with `# ` is the headline, with `## ` a subhead, with `^ ` a caption; every
/// other line is a paragraph. Names are marked wherever they stand, in full or by their last word.
enum QuoteTestDocument {
  /// A person, body or place that the document names.
  struct Name {
    var text: String
    var type: Entity.EntityType
    var title: String?
    var country: String?
  }

  static func person(_ name: String, _ title: String? = nil) -> Name {
    Name(text: name, type: .person, title: title)
  }
  static func organisation(_ name: String) -> Name { Name(text: name, type: .organisation) }
  static func place(_ name: String, _ country: String? = nil) -> Name {
    Name(text: name, type: .geopolitical, country: country)
  }

  static func document(_ text: String) throws -> TextDocument {
    var parser = DocumentParser(phrases: BoilerplatePhrases())
    let bytes = Array(text.utf8)
    parser.feed(bytes.span)
    var document = parser.finish()
    for index in document.blocks.indices {
      let line = document.text(document.blocks[index].bytes)
      document.blocks[index].role =
        line.hasPrefix("## ")
        ? .subhead : line.hasPrefix("# ") ? .headline : line.hasPrefix("^ ") ? .caption : .paragraph
    }
    return document
  }

  static func entities(_ names: [Name], in document: TextDocument) -> EntityIndex {
    var index = EntityIndex()
    for name in names {
      let kind =
        switch name.type {
        case .person: "person"
        case .geopolitical: "place"
        default: "org"
        }
      index.entities.append(
        NamedEntity(
          key: "\(kind)/\(Speaker.slug(name.text))", name: name.text, type: name.type,
          country: name.country, title: name.title, aliases: [], rule: "test"))
    }
    for (block, content) in document.blocks.enumerated() {
      var token = content.tokens.lowerBound
      while token < content.tokens.upperBound {
        let found = names.indices.compactMap { entity -> (Int, Range<Int>)? in
          forms(names[entity]).compactMap { form in
            match(form, at: token, limit: content.tokens.upperBound, document).map { (entity, $0) }
          }.first
        }.max { $0.1.count < $1.1.count }
        guard let (entity, tokens) = found else {
          token += 1
          continue
        }
        index.mentions.append(
          EntityMention(
            entity: entity, tokens: tokens, bytes: document.bytes(ofTokens: tokens), block: block))
        token = tokens.upperBound
      }
    }
    return index
  }

  private static func forms(_ name: Name) -> [String] {
    guard name.type == .person, let last = name.text.split(separator: " ").last else {
      return [name.text]
    }
    return [name.text, String(last)]
  }

  private static func match(
    _ form: String, at token: Int, limit: Int, _ document: TextDocument
  ) -> Range<Int>? {
    for end in (token + 1)..<min(limit + 1, token + 12)
    where document.text(ofTokens: token..<end) == form {
      return token..<end
    }
    return nil
  }

  static func lexiconTable(_ name: String, _ columns: [String]) throws -> LexiconTable {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(root)/Config/lexicon/\(name).tsv"
    let file = try #require(fopen(path, "rb"), "the lexicon table \(path) is missing")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return try LexiconTable(name: name, bytes: bytes, columns: columns)
  }

  static func facts(_ text: String, _ names: [Name]) throws -> [Fact] {
    let document = try document(text)
    let lexicon = try SpeechLexicon(lexiconTable("speech", SpeechLexicon.columns))
    return QuoteExtractor(lexicon: lexicon).facts(
      in: document, entities: entities(names, in: document), dates: [])
  }

  static func quotes(_ text: String, _ names: [Name] = []) throws -> [Quote] {
    try facts(text, names).compactMap { $0.payload as? Quote }
  }
}
