/// The types of records, in the order of the contract.
public enum RecordType: String, Vocabulary {
  case article, block, quote, statement, pledge, sanction, casualty, territory, meeting, poll,
    event, quantity, date, entity, link, revision, issue, document

  /// The payload type behind this record type.
  public var payload: any RecordPayload.Type {
    switch self {
    case .article: Article.self
    case .block: BlockRecord.self
    case .quote: Quote.self
    case .statement: Statement.self
    case .pledge: Pledge.self
    case .sanction: Sanction.self
    case .casualty: Casualty.self
    case .territory: Territory.self
    case .meeting: Meeting.self
    case .poll: Poll.self
    case .event: Event.self
    case .quantity: Quantity.self
    case .date: DateRecord.self
    case .entity: Entity.self
    case .link: Link.self
    case .revision: Revision.self
    case .issue: Issue.self
    case .document: Document.self
    }
  }
}
