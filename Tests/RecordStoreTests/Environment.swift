import Glibc

/// What whoever runs the tests asks for.
enum Environment {
  /// BRIEFINGD_TEST_LONG=1: every byte, every call, many lives.
  static let isLong = getenv("BRIEFINGD_TEST_LONG") != nil

  static func number(_ variable: String, else value: Int) -> Int {
    getenv(variable).flatMap { Int(String(cString: $0)) } ?? value
  }
}
