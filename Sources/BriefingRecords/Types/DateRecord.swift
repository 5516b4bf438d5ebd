/// A time expression and its place on the calendar.
public struct DateRecord: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.date

  /// The TIMEX3 types.
  public enum TimexType: String, Vocabulary {
    case date = "DATE"
    case time = "TIME"
    case duration = "DURATION"
    case set = "SET"
  }

  /// The TIMEX3 type.
  public var timexType: TimexType
  /// The TIMEX3 value of the expression alone, never resolved.
  public var timexValue: String?
  /// When it was.
  public var when: When

  /// A date of the given parts.
  public init(timexType: TimexType, timexValue: String? = nil, when: When = When()) {
    self.timexType = timexType
    self.timexValue = timexValue
    self.when = when
  }

  /// Every key empty.
  public static var blank: DateRecord { DateRecord(timexType: .date) }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("timex_type", timexType)
    visitor.field("timex_value", timexValue)
    when.visit(&visitor)
  }

  /// The expression and the day it proves.
  public func summary(of envelope: Envelope) -> String {
    let text = when.text ?? ""
    guard let edtf = when.edtf else { return "“\(text)” unresolved" }
    return "“\(text)” = \(edtf)"
  }
}
