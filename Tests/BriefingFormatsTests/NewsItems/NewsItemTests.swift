import BriefingText
import Testing

@testable import BriefingFormats

@Suite struct NewsItemTests {
  private func unsupported(_ file: String) -> String? {
    if case .unsupported(let what, _, _) = FileReading(Array(file.utf8), limit: 1 << 24) {
      what
    } else {
      nil
    }
  }

  private static let head = "Ferry \"Havsula\" runs aground\n\nBy Kari Lund\n\n"

  @Test(
    arguments: [
      NewsItemSamples.ninjs1(nonASCII: false), NewsItemSamples.ninjs1(nonASCII: true),
      NewsItemSamples.ninjs3, NewsItemSamples.nitf, NewsItemSamples.newsML(),
    ])
  func `the text is what a reader sees, with what the markup says of it`(file: String) throws {
    let reading = try #require(Proof.reading(file))
    #expect(String(decoding: reading.text, as: UTF8.self) == Self.head + NewsItemSamples.text)
    let marked = Proof.marked(reading)
    #expect(marked.first == "headline: Ferry \"Havsula\" runs aground")
    #expect(marked.dropFirst().first == "byline: By Kari Lund")
    #expect(Array(marked.suffix(NewsItemSamples.marks.count)) == NewsItemSamples.marks)
  }

  @Test(
    arguments: [
      NewsItemSamples.ninjs1(nonASCII: false), NewsItemSamples.ninjs1(nonASCII: true),
      NewsItemSamples.ninjs3,
    ])
  func `each word of ninjs stands where the map says`(file: String) throws {
    Proof.expectWords(of: try #require(Proof.reading(file))) { raw in
      let bytes = Array("\"\(raw)\"".utf8)
      let json = try? JSONDocument(bytes, in: 0..<bytes.count)
      return Proof.markup(json.flatMap { $0.string(0) } ?? "no JSON: \(raw)")
    }
  }

  @Test(
    arguments: [
      NewsItemSamples.nitf, NewsItemSamples.newsML(),
      NewsItemSamples.nitf.replacing("\n", with: "\r\n"), "\u{feff}" + NewsItemSamples.nitf,
    ])
  func `each word of XML stands where the map says`(file: String) throws {
    Proof.expectWords(of: try #require(Proof.reading(file)), decodedBy: Proof.markup)
  }

  @Test func `text beyond ASCII keeps its place over the edges of the parser's chunks`() throws {
    let words = (0..<40_000).map { "wört\($0)” " }.joined()
    let file = "<nitf><body><body.content><p>\(words)</p></body.content></body></nitf>"
    let reading = try #require(Proof.reading(file))
    #expect(reading.text.count == words.utf8.count - 1)
    Proof.expectWords(of: reading, decodedBy: Proof.markup)
  }

  @Test func `an encoding that is declared is read, and places are those of the file`() throws {
    var file = Array(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><nitf><body><body.content><p>Sm".utf8)
    file += [0xf8] + Array("rbr".utf8) + [0xf8] + Array("d &amp; kaffe p".utf8) + [0xe5]
    file += Array(" byen</p></body.content></body></nitf>".utf8)
    let reading = try #require(Proof.reading(file))
    #expect(String(decoding: reading.text, as: UTF8.self) == "Smørbrød & kaffe på byen")
    let word = try #require(Proof.words(of: reading.text).first)
    #expect(reading.content[reading.origin.hull(of: word)].first == 0x53)
    #expect(reading.origin.hull(of: word).count == 8)
  }

  @Test func `what an item states comes with its bytes`() throws {
    let one = try #require(Proof.reading(NewsItemSamples.ninjs1(nonASCII: false)))
    #expect(
      Proof.stated(one) == [
        "updated: 2024-05-07T10:00:00Z", "language: en-NO",
        "headline: Ferry \"Havsula\" runs aground", "agency: NTB", "publisher: Norsk Byrå",
        "dateline: Oslo", "published: 2024-05-07T10:00:00Z",
      ])
    #expect(Proof.stated(Proof.reading(NewsItemSamples.ninjs3)).contains("author: Kari Lund"))
    let nitf = try #require(Proof.reading(NewsItemSamples.nitf))
    #expect(Proof.stated(nitf).contains("published: 20240507T100000Z"))
    #expect(Proof.stated(nitf).contains("publisher: Norsk Byrå"))
    #expect(Proof.stated(nitf).contains("author: Kari Lund"))
    let news = try #require(Proof.reading(NewsItemSamples.newsML()))
    #expect(Proof.stated(news).contains("agency: Nordic Wire"))
    #expect(Proof.stated(news).contains("publisher: NTB"))
    #expect(Proof.stated(news).contains("language: en"))
    for stated in news.stated where stated.field == .agency {
      #expect(String(decoding: news.content[stated.bytes], as: UTF8.self) == "Nordic Wire")
    }
  }

  @Test func `plain bodies keep their lines`() throws {
    let reading = try #require(
      Proof.reading(#"{"headline": "A", "body_text": "One.\n\nTwo \"x\".\n"}"#))
    #expect(String(decoding: reading.text, as: UTF8.self) == "A\n\nOne.\n\nTwo \"x\".\n")
  }

  @Test(
    arguments: [
      ("<?xml version=\"1.0\"?><rss><channel/></rss>", "RSS feed"),
      ("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "Atom feed"),
      ("<?xml version=\"1.0\"?><kml/>", "XML document <kml>"),
      (NewsItemSamples.newsML(items: 2), "news message of 2 texts"),
      (NewsItemSamples.newsML(items: 0), "news message of 1 items without a text"),
      ("{\"a\": 1}", "JSON text that is no ninjs item"),
      ("{\"type\": \"picture\", \"headline\": \"x\"}", "ninjs item of type picture"),
      ("{\"a\": ", "JSON text that is broken at byte 6"),
      ("[{\"body_text\": \"a\"}, {\"body_text\": \"b\"}]", "2 ninjs items"),
    ])
  func `what is no single article is named`(file: String, expected: String) {
    #expect(unsupported(file)?.hasPrefix(expected) == true)
  }

  @Test func `entities that grow are not known, and depth ends the reading`() throws {
    var bomb = "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY a \"aaaaaaaaaa\">"
    for (name, inner) in zip("bcdefghij", "abcdefghi") {
      bomb += "<!ENTITY \(name) \"\(String(repeating: "&\(inner);", count: 10))\">"
    }
    bomb +=
      "<!ENTITY x SYSTEM \"file:///etc/passwd\">]><nitf><body><p>One &j;&x; two</p></body></nitf>"
    #expect(Proof.text(bomb) == "One two")
    let deep = "<nitf>" + String(repeating: "<block>", count: 100_000) + "x"
    #expect(Proof.reading(deep) == nil)
    #expect(Proof.text("<nitf><body><p>One &amp; <b>two</p><p>three") == "One & two\n\nthree")
  }
}
