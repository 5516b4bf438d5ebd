import BriefingFacts
import BriefingText
import Glibc

/// The lexicon of the repository, and documents made of plain blocks.
enum EntityFixture {
  static let lexicon: NameLexicon = {
    var tables: [String: [UInt8]] = [:]
    for name in NameLexicon.tableNames { tables[name] = table(name) }
    do {
      return try NameLexicon(tables: tables)
    } catch {
      fatalError("\(error)")
    }
  }()

  static func table(_ name: String) -> [UInt8] {
    let parts = #filePath.split(separator: "/").dropLast(3)
    let path = "/" + parts.joined(separator: "/") + "/Config/lexicon/\(name).tsv"
    guard let file = fopen(path, "rb") else { fatalError("cannot open \(path)") }
    defer { fclose(file) }
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { return all }
      all += part[0..<count]
    }
  }

  /// A document of one block a line; a line may begin with its role in braces, as in `{byline}`.
  static func document(_ text: String) -> TextDocument {
    var plain = ""
    var roles: [BlockRole] = []
    for line in text.split(separator: "\n") {
      var line = line
      var role = BlockRole.paragraph
      if line.first == "{", let end = line.firstIndex(of: "}") {
        role = BlockRole(rawValue: String(line[line.index(after: line.startIndex)..<end])) ?? role
        line = line[line.index(after: end)...]
      }
      roles.append(role)
      plain += line + "\n\n"
    }
    var parser = DocumentParser(phrases: BoilerplatePhrases())
    parser.feed(Array(plain.utf8).span)
    var document = parser.finish()
    for index in document.blocks.indices where index < roles.count {
      document.blocks[index].role = roles[index]
    }
    return document
  }

  static func index(_ text: String) -> EntityIndex {
    EntityExtractor(lexicon: lexicon).index(of: document(text))
  }

  /// `TYPE name: mention, mention` of each entity, in order of the first mention.
  static func list(_ text: String) -> [String] {
    let document = document(text)
    let index = EntityExtractor(lexicon: lexicon).index(of: document)
    return index.entities.enumerated().map { number, entity in
      let mentions = index.mentions.filter { $0.entity == number }.map { document.text($0.bytes) }
      return "\(entity.type.rawValue) \(entity.name): \(mentions.joined(separator: ", "))"
    }
  }
}
