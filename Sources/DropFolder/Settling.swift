/// What speaks for and against a file being complete, where nobody moved it in as a whole.
struct Evidence {
  /// Whether a program may go on writing.
  enum Writers {
    /// Nobody has the file open, or the last one has closed it.
    case none
    /// Something was written, and no close was seen since.
    case likely
    /// Nothing tells.
    case unknown
  }

  /// How the content ends.
  enum End {
    case empty
    /// With a line end, the end of a sentence, or something that closes.
    case clear
    case unclear
  }

  var writers: Writers
  var end: End
  /// The longest time for which the file was closed and then written to again, in nanoseconds.
  var longestPause: UInt64

  /// How long the file must have been left alone to count as complete, in nanoseconds.
  func quiet(settle: UInt64, longest: UInt64) -> UInt64 {
    let base =
      switch (writers, end) {
      case (.none, .clear): settle / 10
      case (.none, _), (.unknown, .clear): settle
      case (.likely, _), (.unknown, _): longest
      }
    return min(max(base, longestPause &* 2), max(longest, settle))
  }
}

extension Evidence.End {
  /// How many bytes from the end of a file decide.
  static let length = 4

  /// Judges by the last bytes of a file.
  init(lastBytes bytes: [UInt8]) {
    guard let last = bytes.last else {
      self = .empty
      return
    }
    var isClear = Self.closing.contains(last)
    let beforeLast = bytes.count > 1 ? bytes[bytes.count - 2] : 0
    // UTF-16 of either order.
    if last == 0 { isClear = Self.closing.contains(beforeLast) }
    if bytes.count > 1, Self.closing16.contains(UInt16(beforeLast) << 8 | UInt16(last)) {
      isClear = true
    }
    if bytes.count > 2 {
      let word = UInt32(bytes[bytes.count - 3]) << 16 | UInt32(beforeLast) << 8 | UInt32(last)
      if Self.closing24.contains(word) { isClear = true }
    }
    self = isClear ? .clear : .unclear
  }

  private static let closing = Set("\n\r.!?\"')]}>".utf8)

  /// In UTF-8: « » ؟ ۔
  private static let closing16: Set<UInt16> = [0xC2AB, 0xC2BB, 0xD89F, 0xDB94]

  /// In UTF-8: ‘ ’ “ ” … ‹ › । 。 」 』 ！ ）．？
  private static let closing24: Set<UInt32> = [
    0xE28098, 0xE28099, 0xE2809C, 0xE2809D, 0xE280A6, 0xE280B9, 0xE280BA, 0xE0A5A4, 0xE38082,
    0xE3808D, 0xE3808F, 0xEFBC81, 0xEFBC89, 0xEFBC8E, 0xEFBC9F,
  ]
}
