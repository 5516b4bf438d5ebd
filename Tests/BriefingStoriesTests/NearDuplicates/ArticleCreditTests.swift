import BriefingRecords
import BriefingStories
import Testing

@Suite("A wire copy is known by the agency that both articles name")
struct ArticleCreditTests {
  private func credit(_ agencies: [String], publisher: String? = nil) throws -> ArticleCredit {
    let record = Record(
      Envelope(
        id: RecordID(naming: ["article"]), rule: "test", sourceName: "a.txt", sourceSHA256: nil,
        storyID: nil),
      Article(infoSources: agencies, publisher: publisher, wordCount: 1, blockCount: 1))
    return try #require(ArticleCredit(try RecordLine(record)))
  }

  @Test("by its name, its initials, with or without an article")
  func names() throws {
    let one = try credit(["Velland Press Agency"], publisher: "Lowport Post")
    for name in ["Velland Press Agency", "VPA", "the velland press agency"] {
      #expect(one.sharesAgency(with: try credit([name], publisher: "Tessaly Mail")), "\(name)")
    }
    #expect(one.sharesAgency(with: try credit([], publisher: "VPA")))
    #expect(try credit([], publisher: "VPA").sharesAgency(with: one))
  }

  @Test("not by what only looks alike, nor by a common publisher")
  func strangers() throws {
    let one = try credit(["Velland Press Agency"], publisher: "Lowport Post")
    #expect(!one.sharesAgency(with: try credit([], publisher: "Lowport Post")))
    #expect(!one.sharesAgency(with: try credit(["Lowport Wire"], publisher: "Lowport Post")))
    #expect(!one.sharesAgency(with: try credit(["Velland"])))
    #expect(!one.sharesAgency(with: try credit([""])))
    #expect(try credit([]).isEmpty)
    #expect(!one.isEmpty)
  }
}
