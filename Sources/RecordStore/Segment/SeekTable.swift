/// Where the frames of a compressed segment lie: the last frame of the file, in the form of zstd's
/// "seekable format" 0.1.0. Tools that do not know it pass over it: `zstd -d` and DuckDB read the
/// whole file as usual.
struct SeekTable {
  /// Bytes of content in each frame but the last.
  static let frameContent = 1 << 20

  struct Frame {
    /// First byte of the frame in the file.
    var offset: Int64
    /// Bytes of the frame.
    var length: Int
    /// First byte of its content in the segment.
    var start: Int64
    /// Bytes of its content.
    var size: Int
  }

  private(set) var frames: [Frame] = []

  /// Bytes of content in all frames.
  var size: Int64 { frames.last.map { $0.start + Int64($0.size) } ?? 0 }
  /// Bytes of all frames in the file.
  var length: Int64 { frames.last.map { $0.offset + Int64($0.length) } ?? 0 }

  mutating func append(length: Int, size: Int) {
    frames.append(Frame(offset: self.length, length: length, start: self.size, size: size))
  }

  /// The frame that has the byte at `offset` of the content; nil beyond the end.
  func index(at offset: Int64) -> Int? {
    var low = 0
    var high = frames.count
    while low < high {
      let middle = (low + high) / 2
      if frames[middle].start + Int64(frames[middle].size) <= offset {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < frames.count ? low : nil
  }

  // MARK: - In the file

  private static let skippableMagic: UInt32 = 0x184D_2A5E
  private static let seekableMagic: UInt32 = 0x8F92_EAB1
  /// Number of frames, a byte of flags, the magic number.
  static let footerLength = 9
  private static let headerLength = 8

  /// The frame that holds the table.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ number: UInt32, to bytes: inout [UInt8]) {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    append(Self.skippableMagic, to: &bytes)
    append(UInt32(frames.count * 8 + Self.footerLength), to: &bytes)
    for frame in frames {
      append(UInt32(frame.length), to: &bytes)
      append(UInt32(frame.size), to: &bytes)
    }
    append(UInt32(frames.count), to: &bytes)
    bytes.append(0)
    append(Self.seekableMagic, to: &bytes)
    return bytes
  }

  init() {}

  /// Bytes of the table whose footer ends a file; nil where it is none of ours.
  static func length(footer: [UInt8]) -> Int? {
    guard footer.count == footerLength, number(footer, 5) == seekableMagic, footer[4] == 0
    else { return nil }
    return headerLength + Int(number(footer, 0)) * 8 + footerLength
  }

  /// Reads the table; nil where it is not one, or not that of a file whose frames have `length`
  /// bytes.
  init?(parsing bytes: [UInt8], length: Int64) {
    guard bytes.count >= Self.headerLength + Self.footerLength,
      Self.number(bytes, 0) == Self.skippableMagic,
      Int(Self.number(bytes, 4)) == bytes.count - Self.headerLength
    else { return nil }
    var place = Self.headerLength
    while place < bytes.count - Self.footerLength {
      let size = Int(Self.number(bytes, place + 4))
      // A damaged size must not become that much memory.
      guard size <= Self.frameContent else { return nil }
      append(length: Int(Self.number(bytes, place)), size: size)
      place += 8
    }
    guard self.length == length else { return nil }
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
      | UInt32(bytes[place + 3]) << 24
  }
}
