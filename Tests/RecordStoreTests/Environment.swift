import Glibc

/// What whoever runs the tests asks for.
enum Environment {
  /// BRIEFINGD_SOAK=1: every byte, every call, many lives; BRIEFINGD_LONG_TESTS=1 says the same.
  static let isLong = getenv("BRIEFINGD_SOAK") != nil || getenv("BRIEFINGD_LONG_TESTS") != nil

  static func number(_ variable: String, else value: Int) -> Int {
    getenv(variable).flatMap { Int(String(cString: $0)) } ?? value
  }
}
