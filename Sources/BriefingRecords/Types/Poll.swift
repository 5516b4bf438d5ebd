/// One figure of an opinion poll.
public struct Poll: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.poll

  /// The institute that asked.
  public var pollster: String?
  /// Who was asked.
  public var population: String?
  /// What was asked.
  public var question: String?
  /// The answer counted.
  public var response: String?
  /// The share, in percent.
  public var sharePercent: Double?
  /// The earlier share in the same sentence, in percent.
  public var previousSharePercent: Double?
  /// When it was.
  public var when: When

  /// A poll of the given parts.
  public init(
    pollster: String? = nil, population: String? = nil, question: String? = nil,
    response: String? = nil, sharePercent: Double? = nil, previousSharePercent: Double? = nil,
    when: When = When()
  ) {
    self.pollster = pollster
    self.population = population
    self.question = question
    self.response = response
    self.sharePercent = sharePercent
    self.previousSharePercent = previousSharePercent
    self.when = when
  }

  /// Every key empty.
  public static var blank: Poll { Poll() }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("pollster", pollster)
    visitor.field("population", population)
    visitor.field("question", question)
    visitor.field("response", response)
    visitor.field("share_pct", sharePercent)
    visitor.field("prev_share_pct", previousSharePercent)
    when.visit(&visitor)
  }

  /// Pollster, share, answer.
  public func summary(of envelope: Envelope) -> String {
    let share = sharePercent.map { JSONNumber.text($0) + " %" } ?? "?"
    return "\(pollster ?? "unnamed poll"): \(share) \(response ?? question ?? "")"
  }
}
