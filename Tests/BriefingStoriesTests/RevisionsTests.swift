import BriefingRecords
import BriefingStories
import Testing

@Suite struct RevisionsTests {
  private let story = RecordID(naming: ["story"])

  /// A block with an id of its own words; `at` is where it stands.
  private func block(
    _ words: String, role: BlockRecord.Role = .paragraph, at: Int = 0, version: Int = 1,
    refs: [String] = []
  ) -> Record {
    Record(
      Envelope(
        id: RecordID(type: .block, story: story, anchor: words), rule: "test.block",
        sourceName: "v\(version).txt", sourceSHA256: "\(version)", storyID: story, line: at,
        bytes: at..<(at + words.utf8.count), text: words,
        spans: [FieldSpan("text", at..<(at + 1))],
        refs: refs.map { RecordID(naming: [$0]) }),
      BlockRecord(role: role, ordinal: at))
  }

  /// A version of these records.
  private func batch(_ records: [Record], version: Int = 1) throws -> EncodedBatch {
    try EncodedBatch(
      lines: EncodedBatch.recordLines(of: records),
      envelope: Envelope(
        id: RecordID(naming: ["document", "\(version)"]), rule: "document.accepted",
        sourceName: "v\(version).txt", sourceSHA256: "\(version)", storyID: story),
      document: Document(outcome: .accepted, recordCount: 0, producer: "test"))
  }

  /// Writes a version as the store would, and reads its lines back.
  private func write(
    _ records: [Record], after state: StoryState = StoryState(), version: Int = 1
  ) throws -> [RecordLine] {
    var batch = try batch(records, version: version)
    let revisions = try Revisions(of: batch, after: state)
    batch.lines = revisions.lines
    batch.retractions = revisions.retractions
    let bytes = batch.encode(
      firstSequence: version * 100, emittedAt: Timestamp(milliseconds: Int64(version)))
    let lines = try bytes.split(separator: 0x0a).map { try RecordLine(parsing: $0) }
    #expect(lines.count == batch.lineCount)
    #expect(lines.last?.integer("record_count") == lines.count - 1)
    return lines
  }

  /// `op rev text` of each record that a sequence of versions writes, version by version.
  private func operations(_ versions: [[Record]]) throws -> [[String]] {
    var state = StoryState()
    return try versions.enumerated().map { index, records in
      let lines = try write(records, after: state, version: index + 1)
      for line in lines { state.take(line) }
      return lines.dropLast().map { line in
        let operation = line.string("op") ?? ""
        return "\(operation) \(line.integer("rev") ?? 0) \(line.string("text") ?? "")"
      }
    }
  }

  @Test func theFirstVersionIsAllAdditions() throws {
    #expect(try operations([[block("one"), block("two")]]) == [["add 1 one", "add 1 two"]])
  }

  @Test func whatOnlyMovedIsNotWrittenAgain() throws {
    let first = [block("one"), block("two", at: 10)]
    let second = [
      block("new", version: 2), block("one", at: 4, version: 2), block("two", at: 14, version: 2),
    ]
    #expect(try operations([first, second])[1] == ["add 1 new"])
  }

  @Test func whatChangedHasTheNextRevision() throws {
    let versions = [
      [block("one")], [block("one", role: .notice)], [block("one", role: .notice)],
      [block("one")],
    ]
    #expect(
      try operations(versions) == [["add 1 one"], ["change 2 one"], [], ["change 3 one"]])
  }

  @Test func whatVanishedIsRetractedOnceAndCanComeBack() throws {
    let versions = [
      [block("one"), block("two")], [block("two")], [block("two")], [block("one"), block("two")],
      [block("two")],
    ]
    #expect(
      try operations(versions) == [
        ["add 1 one", "add 1 two"], ["retract 2 one"], [], ["add 3 one"], ["retract 4 one"],
      ])
  }

  @Test func aRetractionRepeatsTheLineWithItsProof() throws {
    let first = try write([block("one “a” \u{2028}", at: 7)])
    let second = try write([], after: StoryState(first), version: 2)
    let before = first[0]
    let after = second[0]
    #expect(after.keys == before.keys)
    for key in before.keys where !["summary", "rev", "op", "seq", "emitted_at"].contains(key) {
      #expect(after[key] == before[key], "\(key)")
    }
    #expect(after.string("summary") == "retracted: \(before.string("summary") ?? "")")
    #expect(after.integer("seq") == 200)
    #expect(after.string("source_sha256") == "1")
  }

  @Test func theOrderOfReferencesSaysNothing() throws {
    let versions = [[block("one", refs: ["a", "b"])], [block("one", refs: ["b", "a"])]]
    #expect(try operations(versions)[1].isEmpty)
    let changed = [[block("one", refs: ["a", "b"])], [block("one", refs: ["a"])]]
    #expect(try operations(changed)[1] == ["change 2 one"])
  }

  @Test func anIdThatAVersionHasTwiceIsWrittenOnce() throws {
    let revisions = try Revisions(
      of: batch([block("one"), block("one", at: 9)]), after: StoryState())
    #expect(revisions.lines.count == 1)
    #expect(revisions.repeatedIDs == [block("one").envelope.id.description])
  }

  @Test func typesThatAreNotWrittenAreLeftAsTheyWere() throws {
    let state = StoryState(try write([block("one"), block("two")]))
    let revisions = try Revisions(of: batch([], version: 2), after: state, types: [.quote])
    #expect(revisions.lines.isEmpty && revisions.retractions.isEmpty)
  }

  @Test func referencesToTypesThatAreNotWrittenAreNoChange() throws {
    var state = StoryState(try write([block("one")]))
    let quote = { (refs: [RecordID]) in
      Record(
        Envelope(
          id: RecordID(naming: ["quote"]), rule: "test.quote", sourceName: "v1.txt",
          sourceSHA256: "1", storyID: self.story, refs: refs),
        Meeting.blank)
    }
    let target = block("one").envelope.id
    for line in try write([block("one"), quote([target])], after: state) { state.take(line) }
    let without = try batch([quote([])], version: 2)
    #expect(try Revisions(of: without, after: state, types: [.meeting]).lines.isEmpty)
    #expect(try Revisions(of: without, after: state).lines.count == 1)
  }

  @Test func documentRecordsAreNoFactsOfTheStory() throws {
    let lines = try write([block("one")])
    #expect(StoryState(lines).standing.map { $0.string("type") } == ["block"])
  }

  @Test func theOverlapIsTheShareOfBlocksThatStandInBoth() throws {
    let lines = try write(["a", "b", "c", "d"].map { block($0) })
    let state = StoryState(lines)
    let other = try write(["a", "x", "c"].map { block($0) })
    #expect(state.overlap(with: other) == 0.5)
    #expect(state.overlap(with: []) == 0)
    #expect(StoryState().overlap(with: other) == nil)
    #expect(state.overlap(with: other, in: [.quote]) == nil)
  }
}
