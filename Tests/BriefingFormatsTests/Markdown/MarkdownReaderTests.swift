import BriefingText
import Testing

@testable import BriefingFormats

@Suite struct MarkdownReaderTests {
  /// Enough Markdown for a text to be taken for it.
  static let evidence = "\n\n## Links\n\nSee [the **whole** story](https://a.example/x).\n"

  private func lines(_ text: String) -> [String] {
    let whole = Proof.text(text + Self.evidence) ?? ""
    let end = whole.firstRange(of: "\n\n## Links")?.lowerBound ?? whole.endIndex
    return whole[..<end].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [
    "# A bridge\n\nIt is **open** again.\n",
    "See [here](https://a.example) and [there](https://b.example).\n",
    "---\ntitle: A bridge\ndate: 2024-05-02\n---\n\nIt is open.\n",
    "## A bridge\n\n| A | B |\n|---|---|\n| 1 | 2 |\n",
    "**One.** Text.\n\n**Two.** Text.\n\n**Three.** Text.\n",
    "## A bridge\n\nIt is *very* \\#new.\n",
  ])
  func `what has marks of several kinds is Markdown`(text: String) {
    #expect(Proof.reading(text)?.mediaType == "text/markdown")
  }

  @Test(arguments: [
    "- one\n- two\n* three\n1. four\n", "# dpa-Notebook\n\n## Contacts\n\nBerlin desk\n",
    "A * marks the best. Another * too.\n", "5 * 3 * 2 is *not* much\n",
    "file_name_here and other_name_here\n", "> quoted\n> lines\n\nand an answer [1] (see below)\n",
    "---\n\nA rule\n\n---\n", "[Photo: A. Kern] (Kyiv) — text\n", "Title\n=====\n\ntext\n",
    "*** BREAKING ***\n\n*** UPDATE ***\n", "He said [sic] (twice) **\n",
    "Key: value\nOther: value\n",
    "See [our site](https://a.example) for more.\n", "___\n\nShare\n\n___\n",
  ])
  func `plain text with bullets, stars and rules stays plain`(text: String) {
    #expect(Proof.reading(text)?.mediaType == "text/plain")
  }

  @Test(
    arguments: [
      ("It is **open** and *new*.", "It is open and new."),
      ("The [mayor](https://a.example/m \"Mayor\") spoke.", "The mayor spoke."),
      ("Fish &amp; chips &mdash; &#8364;3", "Fish & chips — €3"),
      ("A \\*star\\* and a \\_line\\_", "A *star* and a _line_"),
      ("Take `this one` now", "Take this one now"),
      ("~~old~~ new", "old new"), ("&unknown; stays", "&unknown; stays"),
      ("a<br>b", "a\nb"), ("a <b>bold</b> word", "a bold word"),
      ("[![a picture of it](x.png)](https://a.example) text", "text"),
    ])
  func `a reader sees the words and not the marks`(source: String, seen: String) {
    #expect(lines(source).joined(separator: "\n") == seen)
  }

  @Test func `marks that begin a line stay, for roles are told by them`() {
    #expect(
      lines("# Head\n\n1. **One.** first\n2. two\n   - inner\n\n> quoted *words*") == [
        "# Head", "", "1. One. first", "2. two", "- inner", "", "> quoted words",
      ])
    #expect(lines("Head\n====\n\nPart\n----\n\ntext") == ["# Head", "", "## Part", "", "text"])
    #expect(lines("above\n\n---\n\nbelow") == ["above", "", "---", "", "below"])
    #expect(lines("above **bold**\n\n***\n\nbelow") == ["above bold", "", "***", "", "below"])
  }

  @Test func `lines broken for their length are one, lines of their own stay`() {
    let wrapped = """
      The council of the town has decided that the bridge over the river will be
      opened to all traffic again next week, and that the tolls which were raised
      in the spring will not be raised again before the end of the coming year in
      any case.
      """
    #expect(lines(wrapped).count == 1)
    #expect(lines("> We waited.\n> — Per Holm") == ["> We waited.", "> — Per Holm"])
    #expect(lines("Desk: Ana\nPhone: 12") == ["Desk: Ana", "Phone: 12"])
    #expect(lines("one  \nTwo") == ["one", "Two"])
  }

  @Test func `tables are rows, a picture that stands alone is a caption`() throws {
    let reading = try #require(
      Proof.reading(
        "![The crane lifts a span](a.png)\n\n| Country | Aid |\n|---|---|\n| Norway | 12 t |\n"
          + Self.evidence))
    #expect(
      Proof.marked(reading) == [
        "caption: The crane lifts a span", "row: Country\tAid", "row: Norway\t12 t",
      ])
  }

  @Test func `tags between paragraphs are dropped, scripts with all they hold`() {
    #expect(
      lines(
        "Start\n\n<div class=\"a\">\n<p>Some &amp; text</p>\n<script>let a = 1</script>\n</div>\n\nend"
      )
        == ["Start", "", "Some & text", "", "end"])
  }

  @Test func `front matter is stated, and its title the headline where there is no other`() throws {
    let head = """
      ---
      title: "A bridge: open"
      author: [Ana Lund, 'Bo Kern']
      tags:
        - news
      date: 2024-05-02T10:00:00Z
      source: https://a.example/bridge
      publisher: The Tallsund Post
      lang: en-GB
      ---

      """
    let reading = try #require(Proof.reading(head + "\nIt is open.\n"))
    #expect(
      Proof.stated(reading) == [
        "headline: A bridge: open", "author: Ana Lund", "author: Bo Kern",
        "published: 2024-05-02T10:00:00Z", "address: https://a.example/bridge",
        "publisher: The Tallsund Post", "language: en-GB",
      ])
    for stated in reading.stated {
      #expect(String(decoding: reading.content[stated.bytes], as: UTF8.self) == stated.value)
    }
    #expect(Proof.marked(reading) == ["headline: A bridge: open"])
    #expect(Proof.text(head + "\n# Another\n\nIt is open.\n")?.hasPrefix("# Another") == true)
  }

  @Test(arguments: [
    "# The **bridge**\n\nBy *Ana Lund*\n\nIt [is](https://a.example) open &amp; \\*new\\*.\n\n- a\n- b",
    "Intro **bold _both_ rest** tail\r\n\r\n> quote with `code`\r\n> and more\r\n\r\n## Part\r\n",
    "\u{feff}# Überschrift **fett**\n\n„Ein *Wort*“ – [süß](https://ä.example)",
    "| a **b** | c |\n|---|---|\n| d &lt; e | [f](https://g.example) |",
  ])
  func `each word stands where the map says`(source: String) throws {
    let reading = try #require(Proof.reading(source + Self.evidence))
    #expect(reading.mediaType == "text/markdown")
    Proof.expectWords(of: reading, decodedBy: Proof.markup)
  }

  @Test func `records repeat Markdown as it lies`() throws {
    let reading = try #require(Proof.reading("A **bold** word" + Self.evidence))
    #expect(reading.showsContent)
    let word = try #require(Proof.words(of: reading.text).dropFirst().first)
    #expect(
      String(decoding: reading.content[reading.origin.hull(of: word)], as: UTF8.self) == "bold")
  }
}
