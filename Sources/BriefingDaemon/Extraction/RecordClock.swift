public import BriefingRecords
import LinuxIO

/// The time that records are stamped with.
///
/// With `SOURCE_DATE_EPOCH` in the environment (reproducible-builds.org) it stands still, so that the
/// same input gives the same bytes.
public struct RecordClock: Sendable {
  private let fixed: Timestamp?

  /// A clock that stands still at `SOURCE_DATE_EPOCH` seconds, where that is set and a number.
  public init(environment: (String) -> String?) {
    fixed = environment("SOURCE_DATE_EPOCH").flatMap(Int64.init).map {
      Timestamp(milliseconds: $0 &* 1000)
    }
  }

  /// The time now.
  public func now() -> Timestamp {
    fixed ?? Timestamp(milliseconds: WallClock.now())
  }
}
