import BriefingRecords
import Testing

@testable import BriefingDaemon

@Suite("The types of records that are written")
struct EmissionTests {
  private func record(_ name: String, _ payload: any RecordPayload, refs: [String] = []) -> Record {
    Record(
      Envelope(
        id: RecordID(naming: [name]), rule: "test.made_up", sourceName: "a.txt",
        sourceSHA256: nil, storyID: nil, refs: refs.map { RecordID(naming: [$0]) }),
      payload)
  }

  @Test("references to what is not written are left out, the others stay")
  func references() {
    let records = [
      record("a", BlockRecord(role: .paragraph, ordinal: 0)),
      record("b", Meeting.blank, refs: ["a", "c"]), record("c", Meeting.blank),
    ]
    let kept = Emission([.meeting]).kept(records)
    #expect(kept.map(\.type) == [.meeting, .meeting])
    #expect(kept.first?.envelope.refs == [RecordID(naming: ["c"])])
    #expect(Emission.all.kept(records).map(\.envelope.refs) == records.map(\.envelope.refs))
  }

  @Test("a worker is told of exactly the types that are meant")
  func wire() throws {
    for types in [[], [.article], [.quote, .issue], RecordType.allCases] as [[RecordType]] {
      let emission = Emission(types)
      let request = WorkerRequest(serial: 1, name: "a", size: 1, story: nil, emission: emission)
      #expect(try WorkerRequest(request.bytes).emission == emission)
      #expect(emission.types.contains(.document))
      #expect(emission.needsExtraction == !types.isEmpty)
    }
  }
}
