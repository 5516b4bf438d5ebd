/// What a file holds, told from its first bytes.
public enum ContentKind: Sendable, Hashable {
  /// Characters, in whatever charset: HTML and mail included.
  case text
  /// Anything else, by a name a reader knows: "PDF document".
  case binary(what: String)

  /// How many bytes from the start are looked at.
  public static let window = 65_536

  /// The kind of a file that begins with `bytes`; only the first `window` of them are read.
  ///
  /// Binary is what has a known magic number, a NUL byte, or more than one control character in
  /// fifty bytes. Text in an eight-bit charset has high bytes but hardly any controls: it stays
  /// text, and so does UTF-16 with a byte order mark.
  public init(of bytes: Span<UInt8>) {
    let count = min(bytes.count, ContentKind.window)
    if let what = ContentKind.magic(bytes) {
      self = .binary(what: what)
      return
    }
    let hasUTF16Mark =
      count >= 2 && (bytes[0] == 0xff && bytes[1] == 0xfe || bytes[0] == 0xfe && bytes[1] == 0xff)
    if hasUTF16Mark {
      self = .text
      return
    }
    var controls = 0
    var index = 0
    while index < count {
      switch bytes[index] {
      case 0:
        self = .binary(what: "binary data")
        return
      case 0x01...0x08, 0x0e...0x1a, 0x1c...0x1f, 0x7f: controls += 1
      default: break
      }
      index += 1
    }
    self = controls * 50 > count ? .binary(what: "binary data") : .text
  }

  private static let numbers: [(bytes: [UInt8], what: String)] = [
    ([0x25, 0x50, 0x44, 0x46, 0x2d], "PDF document"),
    ([0x50, 0x4b, 0x03, 0x04], "ZIP archive or Office document"),
    ([0x50, 0x4b, 0x05, 0x06], "ZIP archive"),
    ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "old Office document"),
    ([0x1f, 0x8b], "gzip data"),
    ([0x28, 0xb5, 0x2f, 0xfd], "zstd data"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz data"),
    ([0x42, 0x5a, 0x68], "bzip2 data"),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7-Zip archive"),
    ([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], "RAR archive"),
    ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "PNG image"),
    ([0xff, 0xd8, 0xff], "JPEG image"),
    ([0x47, 0x49, 0x46, 0x38], "GIF image"),
    ([0x49, 0x49, 0x2a, 0x00], "TIFF image"),
    ([0x4d, 0x4d, 0x00, 0x2a], "TIFF image"),
    ([0x7f, 0x45, 0x4c, 0x46], "ELF program"),
    ([0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], "SQLite database"),
    ([0x4f, 0x67, 0x67, 0x53], "Ogg media"),
    ([0x49, 0x44, 0x33], "MP3 audio"),
  ]

  private static func magic(_ bytes: Span<UInt8>) -> String? {
    if bytes.count >= 262, bytes[257] == 0x75, bytes[258] == 0x73, bytes[259] == 0x74,
      bytes[260] == 0x61, bytes[261] == 0x72
    {
      return "tar archive"
    }
    if begins(bytes, with: [0x52, 0x49, 0x46, 0x46]), bytes.count >= 12, bytes[8] == 0x57,
      bytes[9] == 0x45
    {
      return "WebP image"
    }
    if bytes.count >= 8, bytes[4] == 0x66, bytes[5] == 0x74, bytes[6] == 0x79, bytes[7] == 0x70 {
      return "MP4 video"
    }
    return numbers.first { begins(bytes, with: $0.bytes) }?.what
  }

  private static func begins(_ bytes: Span<UInt8>, with prefix: [UInt8]) -> Bool {
    if bytes.count < prefix.count { return false }
    for (offset, byte) in prefix.enumerated() where bytes[offset] != byte { return false }
    return true
  }
}
