internal import BriefingRecords
public import BriefingText

/// Finds errors in the source itself: the closed list of the issue record.
///
/// Precision before recall: what may be meant so is no issue.
public struct IssueExtractor: Sendable {
  private let lexicon: IssueLexicon

  /// An extractor with the given misspellings and offices.
  public init(lexicon: IssueLexicon) {
    self.lexicon = lexicon
  }

  /// The errors of a document, in the order of the file.
  public func facts(in document: TextDocument, dates: [DateMention]) -> [Fact] {
    var found = DuplicateIssues(document: document).issues()
    let dated = dates.reduce(into: Set<Int>()) { $0.formUnion($1.tokens) }
    let spelling = SpellingIssues(document: document, lexicon: lexicon, dated: dated)
    for (index, block) in document.blocks.enumerated() where block.role.carriesFacts {
      found += DoubledIssues(document: document).issues(in: block, index: index)
      found += spelling.issues(in: block, index: index)
      found += MarkIssues(document: document).issues(in: block, index: index)
      if let missing = missingDate(block, index, document, dated) { found.append(missing) }
    }
    for date in dates {
      guard let fault = date.fault else { continue }
      found.append(
        FoundIssue(
          fault.code, fault.bytes, block: date.block, suggestion: fault.suggestion,
          rule: "issue.date"))
    }
    for damage in document.damage { found.append(issue(damage, document)) }
    return
      found.sorted {
        ($0.bytes.lowerBound, $0.code.rawValue) < ($1.bytes.lowerBound, $1.code.rawValue)
      }
      .map { $0.fact(in: document) }
  }

  /// A stamp's label with nothing to stamp: "Updated:".
  private func missingDate(
    _ block: Block, _ index: Int, _ document: TextDocument, _ dated: Set<Int>
  ) -> FoundIssue? {
    guard block.role == .dateline, let last = block.tokens.last,
      document.text(document.tokens[last]) == ":",
      block.tokens.count <= 6, !block.tokens.contains(where: { dated.contains($0) })
    else { return nil }
    let hasNumber = block.tokens.contains { document.tokens[$0].kind == .number }
    guard !hasNumber else { return nil }
    return FoundIssue(
      .missingDate, block.body, block: index, suggestion: "the date after the label is missing",
      rule: "issue.stamp_label_alone")
  }

  private func issue(_ damage: Damage, _ document: TextDocument) -> FoundIssue {
    let code: Issue.Code
    let severity: Issue.Severity
    switch damage.kind {
    case .undecodableBytes: (code, severity) = (.undecodableBytes, .error)
    case .replacementCharacter: (code, severity) = (.replacementCharacter, .warning)
    case .mojibake: (code, severity) = (.mojibake, .warning)
    case .unbalancedQuotes: (code, severity) = (.unbalancedQuotes, .info)
    }
    let block = document.blocks.firstIndex { $0.bytes.contains(damage.bytes.lowerBound) }
    return FoundIssue(
      code, damage.bytes, block: block, suggestion: nil, rule: "issue.\(code.rawValue)",
      severity: severity)
  }
}

/// An error with its place, before it becomes a fact.
struct FoundIssue {
  var code: Issue.Code
  var bytes: Range<Int>
  var block: Int?
  var suggestion: String?
  var rule: String
  var severity: Issue.Severity

  init(
    _ code: Issue.Code, _ bytes: Range<Int>, block: Int?, suggestion: String?, rule: String,
    severity: Issue.Severity = .warning
  ) {
    self.code = code
    self.bytes = bytes
    self.block = block
    self.suggestion = suggestion
    self.rule = rule
    self.severity = severity
  }

  func fact(in document: TextDocument) -> Fact {
    Fact(
      Issue(code: code, severity: severity, suggestion: suggestion), bytes: bytes,
      spans: [FieldSpan("issue", bytes)], rule: rule,
      anchor: "\(code.rawValue) \(document.text(bytes))", block: block)
  }
}
