import Glibc

/// The long form of tests that have one.
package enum Soak {
  /// `BRIEFINGD_SOAK=1`: hours of work, and bounds on time that only hold on a quiet machine.
  package static let isAsked = getenv("BRIEFINGD_SOAK") != nil

  /// The number for the long form, else the one for the short form.
  package static func or<Value>(_ long: Value, _ short: Value) -> Value { isAsked ? long : short }
}
