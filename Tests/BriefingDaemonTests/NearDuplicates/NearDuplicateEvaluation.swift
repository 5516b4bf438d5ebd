import BriefingRecords
import BriefingStories
import RecordStore
import TestSupport

/// Texts and their forms, put into a store one after the other; what each is linked to.
struct NearDuplicateEvaluation {
  /// Share of the originals that each form is linked to.
  private(set) var recall: [TextVariant: Double] = [:]
  /// Pairs that are linked: those of one original, and others.
  private(set) var rightPairs = 0
  private(set) var wrongPairs: [String] = []

  var meanRecall: Double { recall.values.reduce(0, +) / Double(recall.count) }
  var precision: Double { Double(rightPairs) / Double(rightPairs + wrongPairs.count) }

  // Documents are texts, each as its sentences.
  init(_ documents: [[String]], seed: UInt64, in folder: TemporaryFolder) throws {
    let store = try RecordStore.open(directory: folder.file("store")).store
    var generator = SplitMix64(state: seed)
    var originOfStory: [RecordID: (document: Int, form: String)] = [:]
    var linkedToOriginal: [TextVariant: Int] = [:]
    for (number, sentences) in documents.enumerated() {
      let others = (0..<sentences.count).compactMap { _ in
        let other = Int.random(in: 0..<documents.count - 1, using: &generator)
        return documents[other < number ? other : other + 1].randomElement(using: &generator)
      }
      var forms: [(form: TextVariant?, text: String)] = [
        (nil, sentences.joined(separator: "\n"))
      ]
      for variant in TextVariant.allCases {
        forms.append((variant, variant.text(of: sentences, others: others, using: &generator)))
      }
      for (form, text) in forms {
        let name = "\(number) \(form?.rawValue ?? "original")"
        let story = RecordID(naming: [name])
        let fingerprint = Self.fingerprint(of: text)
        if let fingerprint {
          let similar = try store.texts(like: fingerprint) {
            fingerprint.similarity(to: $0) != nil
          }
          for other in similar {
            guard let origin = originOfStory[other.storyID] else { continue }
            if origin.document == number {
              rightPairs += 1
            } else {
              wrongPairs.append("\(name) – \(origin.document) \(origin.form)")
            }
            if let form, origin.document == number, origin.form == "original" {
              linkedToOriginal[form, default: 0] += 1
            }
          }
        }
        originOfStory[story] = (number, form?.rawValue ?? "original")
        try store.commit([Self.batch(name, story, fingerprint)], at: Timestamp(milliseconds: 0))
      }
    }
    for variant in TextVariant.allCases {
      recall[variant] = Double(linkedToOriginal[variant] ?? 0) / Double(documents.count)
    }
  }

  static func fingerprint(of text: String) -> TextFingerprint? {
    var sampler = FingerprintSampler()
    let bytes = Array(text.utf8)
    sampler.add(bytes.span)
    return sampler.finish()
  }

  static func batch(
    _ name: String, _ story: RecordID, _ fingerprint: TextFingerprint?
  ) -> Batch {
    let sha256 = SHA256.hex(of: Array(name.utf8).span)
    return Batch(
      records: [],
      envelope: Envelope(
        id: RecordID(documentOf: name, version: sha256), rule: "ingest.accept", sourceName: name,
        sourceSHA256: sha256, storyID: story),
      document: Document(
        sourceBytes: 1, outcome: .accepted, recordCount: 0, producer: "briefingd/0.0.1",
        fingerprint: fingerprint))
  }
}
