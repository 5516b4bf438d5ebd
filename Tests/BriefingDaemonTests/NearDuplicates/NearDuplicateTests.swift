import BriefingRecords
import BriefingStories
import RecordStore
import TestSupport
import Testing

@Suite("A text that comes again in another form is found in the ledger")
struct NearDuplicateTests {
  /// Texts of made-up sentences; every tenth sentence stands in many of them.
  private func documents(_ count: Int, sentences: Int, seed: UInt64) -> [[String]] {
    var generator = SplitMix64(state: seed)
    // As in a language, few words are in every sentence and most are rare.
    func word() -> String {
      let rank = Int.random(in: 0..<20_000, using: &generator)
      return "w\(rank < 9_000 ? rank % 60 : rank)"
    }
    func sentence() -> String {
      (0..<Int.random(in: 12...28, using: &generator)).map { _ in word() }.joined(separator: " ")
        + "."
    }
    let common = (0..<12).map { _ in sentence() }
    return (0..<count).map { _ in
      (0..<sentences).map {
        $0 % 10 == 9 ? common.randomElement(using: &generator) ?? "" : sentence()
      }
    }
  }

  private func expectGoals(_ evaluation: NearDuplicateEvaluation) {
    #expect(evaluation.meanRecall >= 0.98, "\(evaluation.recall)")
    for (variant, recall) in evaluation.recall { #expect(recall >= 0.95, "\(variant)") }
    #expect(evaluation.precision >= 0.999, "\(evaluation.wrongPairs)")
  }

  @Test("in texts of made-up sentences, short ones and long ones", arguments: [9, 40, 150])
  func generated(sentences: Int) throws {
    let documents = documents(40, sentences: sentences, seed: UInt64(sentences))
    expectGoals(try NearDuplicateEvaluation(documents, seed: 1, in: TemporaryFolder()))
  }

  @Test(
    "in texts that people wrote",
    .enabled(if: Treebanks.folder != nil, "no treebanks in ../shared/data/ud"))
  func written() throws {
    let documents = Treebanks.documents(words: 150)
    #expect(documents.count >= 300)
    let evaluation = try NearDuplicateEvaluation(documents, seed: 7, in: TemporaryFolder())
    expectGoals(evaluation)
    print(
      "\(documents.count) documents, mean recall \(evaluation.meanRecall), pair precision",
      "\(evaluation.precision)", evaluation.wrongPairs,
      evaluation.recall.sorted { $0.key.rawValue < $1.key.rawValue })
  }
}
