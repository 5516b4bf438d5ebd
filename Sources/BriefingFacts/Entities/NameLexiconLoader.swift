import BriefingRecords
import BriefingText

/// Builds the name lexicon from its tables.
struct NameLexiconLoader {
  private(set) var lexicon = NameLexicon()

  mutating func load(_ name: String, _ bytes: [UInt8]) throws(LexiconError) {
    switch name {
    case "countries": try countries(bytes)
    case "peoples":
      let table = try LexiconTable(
        name: name, bytes: bytes, columns: ["name", "variants", "country"])
      for row in table.rows { simple(row.cells, .nationality, country: row.cells[2]) }
    case "places": try places(bytes)
    case "organisations":
      let table = try LexiconTable(
        name: name, bytes: bytes, columns: ["name", "variants", "country"])
      for row in table.rows { simple(row.cells, .organisation, country: row.cells[2]) }
    case "weapons":
      let table = try LexiconTable(
        name: name, bytes: bytes, columns: ["name", "class", "variants"])
      for row in table.rows {
        let entry = add(row.cells[0], .weapon, nil)
        for form in [row.cells[0]] + list(row.cells[2]) {
          self.form(form, entry)
          self.form(form + "s", entry, isPlural: true)
        }
      }
    case "titles", "name-words": try words(name, bytes)
    case "given-names", "common-words":
      let table = try LexiconTable(
        name: name, bytes: bytes,
        columns: ["name"].map {
          name == "given-names" ? $0 : "word"
        })
      let kind: NameWordKinds = name == "given-names" ? .given : .common
      for row in table.rows { lexicon.kinds[Word(row.cells[0]), default: []].insert(kind) }
    default: break
    }
  }

  private mutating func countries(_ bytes: [UInt8]) throws(LexiconError) {
    let table = try LexiconTable(
      name: "countries", bytes: bytes,
      columns: ["alpha3", "name", "variants", "formal", "adjective", "people", "capital"])
    for row in table.rows {
      let cells = row.cells
      guard cells[0].utf8.count == 3, !cells[1].isEmpty else {
        throw LexiconError(
          table: "countries", line: row.line, cause: "alpha3 has three letters and a name follows")
      }
      let country = add(cells[1], .geopolitical, cells[0])
      lexicon.entries[country].isCountry = true
      for form in [cells[1]] + list(cells[2]) { self.form(form, country) }
      for formal in list(cells[3]) {
        form(formal, country)
        lexicon.entries[country].formal.insert(Word(NameText.straight(formal)))
      }
      for adjective in list(cells[4]) {
        let people = add(adjective, .nationality, cells[0])
        form(adjective, people)
        if takesPlural(adjective) { form(adjective + "s", people, isPlural: true) }
      }
      for pair in list(cells[5]) {
        let parts = pair.split(separator: ":").map(String.init)
        guard parts.count == 2 else {
          throw LexiconError(
            table: "countries", line: row.line, cause: "people is written singular:plural")
        }
        let people = add(parts[0], .nationality, cells[0])
        form(parts[0], people)
        form(parts[1], people, isPlural: true)
      }
      let capitals = list(cells[6])
      if let first = capitals.first {
        let capital = add(first, .geopolitical, cells[0])
        for name in capitals { form(name, capital) }
      }
    }
  }

  /// Dutch, Chinese and Swiss are their own plural.
  private func takesPlural(_ adjective: String) -> Bool {
    !["s", "sh", "ch", "ese"].contains { adjective.hasSuffix($0) }
  }

  private mutating func places(_ bytes: [UInt8]) throws(LexiconError) {
    let table = try LexiconTable(
      name: "places", bytes: bytes, columns: ["name", "type", "country", "variants"])
    for row in table.rows {
      guard let type = Entity.EntityType(rawValue: row.cells[1]) else {
        throw LexiconError(
          table: "places", line: row.line, cause: "type is GPE, LOC or FAC, not \(row.cells[1])")
      }
      simple([row.cells[0], row.cells[3]], type, country: row.cells[2])
    }
  }

  private mutating func words(_ name: String, _ bytes: [UInt8]) throws(LexiconError) {
    let table = try LexiconTable(name: name, bytes: bytes, columns: ["word", "kind"])
    for row in table.rows {
      guard let kind = NameWordKinds.named[row.cells[1]] else {
        let known = NameWordKinds.named.keys.sorted().joined(separator: ", ")
        throw LexiconError(
          table: name, line: row.line, cause: "kind is one of \(known), not \(row.cells[1])")
      }
      lexicon.kinds[Word(row.cells[0]), default: []].insert(kind)
      // "Presidents X and Y", "Sens. X and Y".
      if kind == .office { lexicon.kinds[Word(row.cells[0] + "s"), default: []].insert(kind) }
    }
  }

  private mutating func simple(_ cells: [String], _ type: Entity.EntityType, country: String) {
    let entry = add(cells[0], type, country.isEmpty ? nil : country)
    for form in [cells[0]] + list(cells[1]) {
      self.form(form, entry, isPlural: type == .nationality && form == cells[0] + "s")
    }
  }

  private mutating func add(_ name: String, _ type: Entity.EntityType, _ country: String?) -> Int {
    lexicon.entries.append(NameLexicon.Entry(name: name, type: type, country: country))
    return lexicon.entries.count - 1
  }

  private mutating func form(_ text: String, _ entry: Int, isPlural: Bool = false) {
    let straight = NameText.straight(text)
    let form = NameLexicon.Form(entry: entry, text: straight, isPlural: isPlural)
    let word = Word(straight)
    let type = lexicon.entries[entry].type
    let isKnown = lexicon.forms[word, default: []].contains {
      $0.text == straight && (lexicon.entries[$0.entry].type == type)
        && type != .organisation
    }
    if !isKnown { lexicon.forms[word, default: []].append(form) }
    let words = straight.split { $0 == " " || $0 == "-" || $0 == "/" }
    lexicon.longestForm = max(lexicon.longestForm, words.count * 2)
    if let first = straight.unicodeScalars.first, first.properties.isLowercase,
      let word = words.first
    {
      lexicon.lowerStarts.insert(Word(word))
    }
  }

  private func list(_ cell: String) -> [String] {
    cell.split(separator: "|").map(String.init)
  }
}
