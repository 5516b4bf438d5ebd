public import BriefingRecords

/// Which story a source tells, as far as the source itself shows it.
public enum StoryIdentity {
  /// The id of a story by its first version.
  ///
  /// From the URL that the file states; where it states none, from outlet and headline; where one
  /// of them is missing too, from the first 200 words. Each is normalised, so that the same article
  /// saved twice has one id:
  /// - The URL loses its scheme, `www.`, `m.` and `amp.` in front of the host, port, query, fragment
  ///   and final slashes, and a last segment `amp`; the host is lower case. A parameter such as
  ///   `id=` that alone tells articles apart stays: all but the known tracking ones do.
  /// - Texts are compared by their words: letters and digits in lower case; all else parts words.
  ///
  /// - Parameters:
  ///   - url: the address of the article that the file states.
  ///   - outlet: the publisher.
  ///   - headline: the headline.
  ///   - openingWords: the text from its beginning, at least 200 words where there are so many.
  /// - Returns: the story's id.
  public static func first(
    url: String?, outlet: String?, headline: String?, openingWords: String
  ) -> RecordID {
    if let url, let address = ArticleAddress(url) {
      return RecordID(naming: ["story", "url", address.normalised])
    }
    let publisher = words(outlet ?? "")
    let title = words(headline ?? "")
    if !publisher.isEmpty, !title.isEmpty {
      return RecordID(
        naming: [
          "story", "headline", publisher.joined(separator: " "), title.joined(separator: " "),
        ])
    }
    let opening = words(openingWords, limit: 200)
    return RecordID(naming: ["story", "words", opening.joined(separator: " ")])
  }

  /// Which story a version belongs to, and whether it is the story's first.
  ///
  /// A version whose own id is known revises that story. Otherwise the name under which it was
  /// dropped decides, as for a live briefing whose headline was changed, but only if enough of the
  /// earlier version stands in it: a name like `clipboard.txt` is used for one story after the
  /// other.
  ///
  /// - Parameters:
  ///   - own: the id by ``first(url:outlet:headline:openingWords:)``.
  ///   - ownIsKnown: whether the store has an accepted batch of that story.
  ///   - sameName: the story of the latest accepted batch under the same name.
  ///   - overlap: share of that story's text that this version has, by
  ///     ``StoryState/overlap(with:in:)``; 0 where it is not known.
  /// - Returns: the relation.
  public static func relation(
    own: RecordID, ownIsKnown: Bool, sameName: RecordID?, overlap: Double
  ) -> StoryRelation {
    if ownIsKnown { return .revision(of: own) }
    if let sameName, overlap >= leastOverlap { return .revision(of: sameName) }
    return .first(own)
  }

  /// Below this share of common text, two files of one name are two stories.
  public static let leastOverlap = 0.2

  /// The words of a text, in lower case.
  static func words(_ text: String, limit: Int = .max) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word += scalar.properties.lowercaseMapping
      } else if !word.isEmpty {
        words.append(word)
        word = ""
        if words.count == limit { return words }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}

/// How a version stands to the stories that are known.
public enum StoryRelation: Hashable, Sendable {
  /// The first version of a story.
  case first(RecordID)
  /// A later version of a known story, whose id it takes over.
  case revision(of: RecordID)

  /// The story's id.
  public var storyID: RecordID {
    switch self {
    case .first(let id), .revision(of: let id): id
    }
  }
}
