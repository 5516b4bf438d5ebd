import BriefingRecords
import BriefingStories
import Testing

@Suite struct StoryIdentityTests {
  private func identity(
    url: String? = nil, outlet: String? = nil, headline: String? = nil, words: String = ""
  ) -> RecordID {
    StoryIdentity.first(url: url, outlet: outlet, headline: headline, openingWords: words)
  }

  @Test(arguments: [
    "https://www.example.org/2026/11/talks-resume/",
    "http://example.org/2026/11/talks-resume",
    "https://amp.example.org/2026/11/talks-resume/amp",
    "https://EXAMPLE.org:443/2026/11/talks-resume?utm_source=x&fbclid=1#top",
  ])
  func oneArticleHasOneIdByWhicheverAddress(url: String) {
    #expect(identity(url: url) == identity(url: "https://example.org/2026/11/talks-resume"))
  }

  @Test(arguments: [
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a", "https://example.net/a"),
    ("https://example.org/news?id=1", "https://example.org/news?id=2"),
  ])
  func twoArticlesHaveTwoIds(one: String, other: String) {
    #expect(identity(url: one) != identity(url: other))
  }

  @Test func aHomePageIsNoArticle() {
    #expect(
      identity(url: "https://example.org/", words: "a b") == identity(words: "a b"))
  }

  @Test func theUrlCountsBeforeTheHeadline() {
    let url = "https://example.org/a"
    #expect(identity(url: url, outlet: "X", headline: "One") == identity(url: url))
    #expect(identity(outlet: "X", headline: "One") != identity(outlet: "X", headline: "Two"))
  }

  @Test func punctuationAndCaseOfAHeadlineSayNothing() {
    #expect(
      identity(outlet: "The Post", headline: "Talks ‘resume’ – again")
        == identity(outlet: "THE POST", headline: "Talks “resume”, again"))
  }

  @Test func aHeadlineWithoutAnOutletIsNotEnough() {
    #expect(identity(headline: "One", words: "x y") == identity(words: "x y"))
  }

  @Test func onlyTheFirstTwoHundredWordsCount() {
    let words = (1...200).map(String.init).joined(separator: " ")
    #expect(identity(words: words + " more") == identity(words: words + ",  other"))
    #expect(identity(words: "0 " + words) != identity(words: words))
  }

  @Test func theRelationFollowsTheOwnIdThenTheName() {
    let own = RecordID(naming: ["own"])
    let other = RecordID(naming: ["other"])
    func relation(known: Bool, name: RecordID?, overlap: Double) -> StoryRelation {
      StoryIdentity.relation(own: own, ownIsKnown: known, sameName: name, overlap: overlap)
    }
    #expect(relation(known: false, name: nil, overlap: 0) == .first(own))
    #expect(relation(known: true, name: other, overlap: 1) == .revision(of: own))
    #expect(relation(known: false, name: other, overlap: 0.6) == .revision(of: other))
    #expect(relation(known: false, name: other, overlap: 0.1) == .first(own))
  }
}
