import LinuxIO

/// One line to the person at the terminal.
enum StandardError {
  /// Writes `line`; where standard error is closed there is nobody to tell.
  static func write(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    let terminal = Descriptor(owning: 2)
    try? terminal.writeAll(bytes.span)
    _ = terminal.release()
  }
}

/// The statuses that the programs exit with, beside 0 and ArgumentParser's 64 (sysexits.h).
enum BriefingExit {
  /// A file could not be read.
  static let unreadable: Int32 = 1
  /// The configuration or the lexicon is wrong.
  static let configuration: Int32 = 78
}
