import BriefingRecords
import BriefingText
import Testing

@testable import BriefingFacts

@Suite struct StatedArticleTests {
  @Test(
    arguments: [
      ("2023-05-12T23:30:00-07:00", "2023-05-12"), ("2023/5/2", "2023-05-02"),
      ("20230512", "2023-05-12"), ("20230512T101500Z", "2023-05-12"),
      ("Fri, 12 May 2023 08:00:00 +0200", "2023-05-12"), ("May 12, 2023 8:15 am", "2023-05-12"),
      ("12.05.2023", nil), ("28.05.2023", "2023-05-28"), ("05/28/2023", "2023-05-28"),
      ("1683879300", "2023-05-12"), ("yesterday", nil), ("2023-13-40", nil), ("", nil),
      ("0001-01-01T00:00:00Z", nil),
    ] as [(String, String?)])
  func `the day of a stated time is the one that is written`(text: String, day: String?) {
    #expect(StatedDay(text)?.edtf == day)
  }

  @Test func `what a file states comes before what its text shows, with its own proofs`() {
    let text = Array("A headline of the page\n\nIt rained on Monday, and nobody was out.".utf8)
    let reading = Reading(
      content: Array(repeating: 0x20, count: 100) + text, mediaType: "text/html", charset: "utf-8",
      text: text,
      origin: {
        var map = SourceMap()
        map.append(text: 0, content: 100, count: text.count)
        return map
      }(), mayBeWrapped: false,
      marks: [
        MarkedStretch(bytes: 0..<22, mark: .headline),
        MarkedStretch(bytes: 24..<text.count, mark: .paragraph),
      ],
      stated: [
        StatedValue(.headline, "Another headline", basis: .jsonLD, bytes: 1..<5),
        StatedValue(.author, "Ann Lee", basis: .jsonLD, bytes: 6..<9),
        StatedValue(.author, "Bo Ray", basis: .jsonLD, bytes: 10..<13),
        StatedValue(.author, "The Site", basis: .meta, bytes: 14..<15),
        StatedValue(.published, "2023-03-14T08:00:00Z", basis: .jsonLD, bytes: 20..<30),
      ])
    let records =
      ExtractionFixture.extractor?.extract(
        reading, from: SourceIdentity(name: "a.html", sha256: ""),
        story: { _ in RecordID(naming: ["s"]) }
      ).records ?? []
    let found = records.compactMap { record in (record.payload as? Article).map { ($0, record) } }
    guard let (article, record) = found.first else {
      Issue.record("no article")
      return
    }
    #expect(article.headline == "A headline of the page")
    #expect(article.authors == ["Ann Lee", "Bo Ray"])
    #expect(article.publishedEDTF == "2023-03-14")
    let spans = record.envelope.spans.map(\.description)
    #expect(spans.contains("authors@6-9"))
    #expect(spans.contains("published_edtf@20-30"))
    #expect(spans.contains("headline@100-122"))
    let dates = records.compactMap { $0.payload as? DateRecord }
    #expect(dates.first?.when.edtf == "2023-03-13")
  }
}
