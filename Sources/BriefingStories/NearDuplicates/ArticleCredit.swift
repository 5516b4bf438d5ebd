public import BriefingRecords

/// Whom an article credits its text to.
public struct ArticleCredit: Sendable, Hashable {
  /// The agencies that are credited, each by its words in lower case.
  private let agencies: [[String]]
  /// Who published it.
  private let publisher: [String]

  /// The credit of an article record; nil for any other record.
  public init?(_ line: RecordLine) {
    guard line.type == .article else { return nil }
    var names: [String] = []
    if case .list(let items)? = line["info_sources"] {
      for case .string(let name) in items { names.append(name) }
    }
    agencies = names.map(Self.words).filter { !$0.isEmpty }
    publisher = Self.words(line.string("publisher") ?? "")
  }

  /// Whether any agency could be common to this article and another.
  public var isEmpty: Bool { agencies.isEmpty && publisher.isEmpty }

  /// Whether both have their text from one agency: both credit it, or one credits the other's
  /// publisher. That both have the same publisher proves nothing.
  public func sharesAgency(with other: ArticleCredit) -> Bool {
    agencies.contains { other.names($0) } || other.agencies.contains { names($0) }
  }

  private func names(_ agency: [String]) -> Bool {
    agencies.contains { Self.isOne($0, agency) } || Self.isOne(publisher, agency)
  }

  /// Whether two names are of one body: the same words, or the initials of the other.
  private static func isOne(_ name: [String], _ other: [String]) -> Bool {
    name == other || isInitials(name, of: other) || isInitials(other, of: name)
  }

  private static func isInitials(_ name: [String], of words: [String]) -> Bool {
    guard name.count == 1, words.count > 1 else { return false }
    return name[0].elementsEqual(words.compactMap(\.first))
  }

  private static func words(_ name: String) -> [String] {
    let words = StoryIdentity.words(name)
    return words.first == "the" ? Array(words.dropFirst()) : words
  }
}
