public import BriefingRecords

/// The types of records that are written. `document` is always one of them: the line by which a
/// reader knows that it has the whole batch.
public struct Emission: Sendable, Hashable {
  /// The types.
  public let types: Set<RecordType>

  /// These types, and `document`.
  public init(_ types: some Sequence<RecordType>) {
    self.types = Set(types).union([.document])
  }

  /// Everything that is found.
  public static let all = Emission(RecordType.allCases)

  /// Whether content has to be looked into at all.
  public var needsExtraction: Bool { types.count > 1 }

  /// The records of a batch that are written. A reference to one that is not leads nowhere, and is
  /// left out; ids are as if all were written.
  func kept(_ records: [Record]) -> [Record] {
    guard self != .all else { return records }
    var kept = records.filter { types.contains($0.type) }
    let ids = Set(kept.map(\.envelope.id))
    for index in kept.indices where !kept[index].envelope.refs.isEmpty {
      kept[index].envelope.refs.removeAll { !ids.contains($0) }
    }
    return kept
  }
}

// MARK: - In words

extension Emission {
  /// A word that names no type.
  struct UnknownType: Error {
    let word: String
    /// The type that was probably meant.
    let nearest: String
  }

  /// The types of a list with blanks between them; `all` for everything. Nil where it is empty.
  init?(list: String) throws(UnknownType) {
    let words = list.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard !words.isEmpty else { return nil }
    var types: Set<RecordType> = []
    for word in words {
      if let type = RecordType(rawValue: word) {
        types.insert(type)
      } else if word == "all" {
        types.formUnion(RecordType.allCases)
      } else {
        let names = RecordType.allCases.map(\.rawValue) + ["all"]
        throw UnknownType(word: word, nearest: Spelling.nearest(to: word, among: names))
      }
    }
    self.init(types)
  }
}

// MARK: - On the wire

extension Emission {
  /// One bit a type, in the order of the contract.
  var bits: UInt64 {
    var bits: UInt64 = 0
    for (place, type) in RecordType.allCases.enumerated() where types.contains(type) {
      bits |= 1 << UInt64(place)
    }
    return bits
  }

  init(bits: UInt64) {
    self.init(
      RecordType.allCases.enumerated().filter { bits >> UInt64($0.offset) & 1 == 1 }.map(\.element))
  }
}
