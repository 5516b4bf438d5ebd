import BriefingFacts
import BriefingRecords
import BriefingText
import Testing

@testable import BriefingFormats

/// The same story in each form says the same.
@Suite struct SameFactsTests {
  private static let headline = "Ferry runs aground off Bergen, 14 hurt"
  private static let byline = "By Kari Lund and Ole Brandt"
  private static let paragraphs = [
    "BERGEN, Norway (NTB) — The ferry Havsula ran aground on a reef near Bergen early Tuesday, "
      + "injuring at least 14 people, Norway's coast guard said.",
    "“We heard a bang and the lights went out,” said Kari Moen, a passenger. “Nobody told us what "
      + "to do.”",
    "The owner, Nordfjord Lines, will pay about $3.5 million for repairs & a new pilot, its chief "
      + "executive Jonas Berg told reporters in Oslo on Wednesday.",
    "Divers found two holes of 40 centimeters each below the water line. The ship was built in "
      + "2011 and carries as many as 320 passengers.",
  ]

  private static let plain =
    ([headline, byline] + paragraphs).joined(separator: "\n\n") + "\n"

  private static func html(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("“", with: "&#8220;")
      .replacing("”", with: "&rdquo;").replacing("Havsula", with: "<em>Havsula</em>")
  }

  private static let body = paragraphs.map { "<p>\(html($0))</p>" }.joined(separator: "\n")

  static let forms: [(String, String)] = [
    (
      "Markdown",
      "# \(headline)\n\n\(byline)\n\n"
        + paragraphs.map {
          $0.replacing("$", with: "\\$").replacing("Havsula", with: "**Havsula**")
            .replacing("Nordfjord Lines", with: "[Nordfjord Lines](https://a.example/x)")
            .replacing("&", with: "&amp;")
        }.joined(separator: "\n\n")
    ),
    (
      "ninjs",
      """
      {"headline": "\(headline)", "byline": "\(byline)",
       "body_xhtml": "\(NewsItemSamples.escaped(body, nonASCII: true))"}
      """
    ),
    (
      "plain ninjs",
      """
      {"headline": "\(headline)", "byline": "\(byline)",
       "body_text": "\(NewsItemSamples.escaped(paragraphs.joined(separator: "\n\n")))"}
      """
    ),
    (
      "NITF",
      """
      <?xml version="1.0"?><nitf><body><body.head><hedline><hl1>\(headline)</hl1></hedline>
      <byline>\(byline)</byline></body.head><body.content>\(body)</body.content></body></nitf>
      """
    ),
  ]

  @Test(arguments: forms)
  func `facts do not depend on the form`(name: String, file: String) throws {
    try #require(WholeExtraction.extractor != nil)
    let expected = WholeExtraction.facts(of: Self.plain)
    #expect(expected.count > 15)
    let found = WholeExtraction.facts(of: file)
    let missing = expected.filter { !found.contains($0) }
    let added = found.filter { !expected.contains($0) }
    #expect(missing.isEmpty, "\(name) misses")
    #expect(added.isEmpty, "\(name) adds")
  }

  @Test(arguments: forms)
  func `every proof lies in the content`(name: String, file: String) {
    let size = file.utf8.count
    for record in WholeExtraction.records(of: file) {
      if let bytes = record.envelope.bytes {
        #expect(bytes.upperBound <= size && !bytes.isEmpty, "\(name)")
      }
      for span in record.envelope.spans { #expect(span.bytes.upperBound <= size, "\(name)") }
    }
  }

  @Test(arguments: ForeignSamples.texts.map { ($0.language, $0.text, $0.quote) })
  func `another language yields article, blocks and quotes, and nothing that English words say`(
    language: String, text: String, quote: String
  ) throws {
    try #require(WholeExtraction.extractor != nil)
    let records = WholeExtraction.records(of: text)
    let article = try #require(records.first?.payload as? Article)
    #expect(article.language == language)
    #expect(article.headline == text.split(separator: "\n").first.map(String.init))
    #expect(article.subjects.isEmpty)
    let quotes = records.compactMap { $0.payload as? Quote }
    #expect(quotes.map(\.quote) == [quote])
    #expect(quotes.allSatisfy { $0.attribution.speakerName == nil })
    #expect(records.contains { ($0.payload as? BlockRecord)?.role == .paragraph })
    let allowed: Set<RecordType> = [.article, .block, .quote]
    #expect(records.allSatisfy { allowed.contains($0.type) })
  }

  @Test func `a language that is stated counts where the words agree or are too few`() {
    func language(_ file: String) -> String? {
      (WholeExtraction.records(of: file).first?.payload as? Article)?.language
    }
    let english =
      "The bridge over the river was opened to all traffic again on Monday, the town said."
    func item(_ text: String, _ language: String) -> String {
      "{\"language\": \"\(language)\", \"body_text\": \"\(text)\"}"
    }
    #expect(language(item(english, "en_GB")) == "en-GB")
    #expect(language(item(english, "de")) == "en")
    #expect(language(item("Bro åpnet", "nb")) == "nb")
    #expect(language(item("Bro åpnet", "nonsense words")) == nil)
  }
}
