import Glibc
import TestSupport

/// What whoever runs the tests asks for.
enum Environment {
  /// Every byte, every call, many lives.
  static let isLong = Soak.isAsked

  static func number(_ variable: String, else value: Int) -> Int {
    getenv(variable).flatMap { Int(String(cString: $0)) } ?? value
  }
}
