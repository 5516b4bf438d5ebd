import Glibc
import Testing

@testable import BriefingText

/// The phrases the product ships.
func shippedPhrases() throws -> BoilerplatePhrases {
  let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let file = try #require(fopen("/\(folder)/Config/lexicon/boilerplate.tsv", "r"))
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
  return try BoilerplatePhrases(table: bytes.span)
}

private func document(_ text: String) throws -> TextDocument {
  var parser = DocumentParser(phrases: try shippedPhrases())
  let bytes = Array(text.utf8)
  parser.feed(bytes.span)
  return parser.finish()
}

/// The roles of the blocks of a text whose lines are written `role: text`.
private func expectRoles(
  _ marked: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var text = ""
  var expected: [String] = []
  for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
    if let cut = line.firstIndex(of: "¦") {
      expected.append("\(line[..<cut]) ¦ \(line[line.index(after: cut)...])")
      text += line[line.index(after: cut)...]
    }
    text += "\n"
  }
  let found = try document(text)
  let roles = found.blocks.map { "\($0.role.rawValue) ¦ \(found.text($0.bytes))" }
  #expect(roles == expected, sourceLocation: sourceLocation)
}

@Suite struct BlockRoleTests {
  @Test func `a news page copied whole`() throws {
    try expectRoles(
      """
      ui¦Skip to main content
      nav¦Home › World › Africa
      headline¦Ferry sinks off Pemba as storm closes the strait
      subhead¦Rescuers search a second night and the port stays shut
      byline¦By Asha Mrisho and Tom Field
      dateline¦Published: 4 May 2021, 06.30 GMT
      ui¦Share   Facebook   X
      caption¦Divers board a launch at Wete on Monday. (Juma Ali/Coastal Press)

      paragraph¦A ferry with 120 people aboard sank off Pemba before dawn on Monday, the port authority said.

      promo¦ADVERTISEMENT

      paragraph¦“We heard one bang,” said Halima Said, who swam ashore.

      subhead¦Night of waiting

      paragraph¦Families stood on the quay until noon. Nobody had a list of names.
      repeat¦Divers board a launch at Wete on Monday. Juma Ali/Coastal Press

      related¦Read more: How the strait became a graveyard
      credit¦Additional reporting by Ali Omar in Tanga
      nav¦Related Topics
      """)
  }

  @Test func `a live briefing with bullets, a note and a heading for each part`() throws {
    try expectRoles(
      """
      headline¦Border war live: Truce talks open in Doha
      byline¦By Ines Duarte
      notice¦This live blog has closed. Find the newest report on our front page.

      paragraph¦Envoys of both sides sat down in Doha on Friday for the first time in a year.

      subhead¦At a glance

      list_item¦• Shelling stopped at noon, the army said.
      list_item¦• Two crossings were opened for trucks.

      subhead¦What comes next

      paragraph¦A second round is planned for May. Neither side gave a day.
      ui¦___
      """)
  }

  @Test func `a press release with its ministers and contacts`() throws {
    try expectRoles(
      """
      nav¦MEDIA RELEASE

      byline¦The Hon Mary Dole MP
      byline¦Minister for Trade

      headline¦More grain for the Horn of Africa

      dateline¦14 March 2024

      paragraph¦The government will send a further 9,000 tonnes of wheat to Somalia and Kenya this month.

      subhead¦1. Shipping
      paragraph¦Two ships will sail from Perth on Friday.
      ui¦ENDS

      credit¦Media contacts
      credit¦Minister's office: 02 0000 0000
      """)
  }

  @Test func `a table of figures and a box of points are lists`() throws {
    try expectRoles(
      """
      headline¦Flood report for the lower valley, day 12
      paragraph¦The river fell by a metre overnight, the water board said in its report.

      subhead¦Damage so far
      list_item¦houses – 1,204 (+12)
      list_item¦bridges – 6 (+0)
      list_item¦roads – 31 (+2)

      notice¦Totals may change.
      """)
  }

  @Test func `a passage pasted twice is told once`() throws {
    let text = """
      The council met on Monday to talk about the bridge over the river.
      It will meet again on Friday, the mayor said in a short note.
      The council met on Monday to talk about the bridge over the river.
      It will meet again on Friday, the mayor said in a short note.
      """
    let found = try document(text)
    #expect(found.blocks.map(\.role) == [.paragraph, .paragraph, .repeat, .repeat])
    #expect(found.blocks.map(\.original) == [nil, nil, 0, 1])
  }

  @Test func `hard-wrapped lines make one block a paragraph`() throws {
    let text = """
      DOHA, May 4 (Wire) - Envoys of both sides sat down on Friday for the first
      time in a year, two people with knowledge of the talks said, and agreed to
      meet again.

      Shelling stopped at noon along most of the line, the army said, but trucks
      were still waiting at the two crossings by nightfall.

        * One crossing was opened for the sick, for the old and for children who
          travel alone.
        * The other stayed shut.
      """
    let found = try document(text)
    #expect(found.blocks.map(\.line) == [1, 5, 8, 10])
    #expect(found.blocks.map(\.role) == [.paragraph, .paragraph, .listItem, .listItem])
    #expect(found.sentences.count == 4)
  }

  @Test func `a caption's body ends before its credit`() throws {
    let text = """
      A long first sentence stands here so that the story has a beginning of its own.

      A tank stands in a field near the river on Monday. PHOTO: WIRE
      """
    let found = try document(text)
    #expect(
      found.text(found.blocks[1].body) == "A tank stands in a field near the river on Monday.")
    #expect(found.blocks[1].role == .caption)
  }

  @Test func `a block knows its section and its place in it`() throws {
    let found = try document(
      """
      Rain and war keep the harvest in the fields

      The harvest is late by three weeks in most of the country, farmers say.

      In the north

      Nothing has been cut. Nobody dares to.

      Mines lie in the fields.
      """)
    #expect(found.blocks.map(\.role) == [.headline, .paragraph, .subhead, .paragraph, .paragraph])
    #expect(found.blocks.map(\.section) == [nil, nil, nil, 2, 2])
    #expect(found.blocks.map(\.ordinal) == [1, 2, 3, 1, 2])
  }

  @Test func `words of boilerplate inside a sentence of the story do not count`() throws {
    let found = try document(
      """
      The first sentence of this story is long enough to be the lead of it, one hopes.

      Watch officers on the ship saw the light first, the captain told the court on Monday.

      Correction officers were hurt in the riot, the ministry said in a statement on Sunday.

      Follow the money, said the judge, and the ring will fall apart within a week or two.
      """)
    #expect(found.blocks.allSatisfy { $0.role == .paragraph })
  }
}

@Suite struct BoilerplatePhrasesTests {
  @Test func `a broken table is refused with its line`() {
    let table = Array("# fine\nui\tline\tclose\nui\tsomewhere\tclose\n".utf8)
    #expect { _ = try BoilerplatePhrases(table: table.span) } throws: { error in
      (error as? BoilerplatePhrases.Malformed)?.line == 3
    }
  }
}
