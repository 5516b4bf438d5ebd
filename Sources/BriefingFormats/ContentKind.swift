/// What a file holds, told from its first bytes.
enum ContentKind: Sendable, Hashable {
  /// Plain text, in whatever charset.
  case plainText
  /// A message as mail programs save it.
  case mail
  /// Anything else, by a name a reader knows ("PDF document"), and the command that makes text of it
  /// where there is one.
  case other(what: String, conversion: String?)

  /// How many bytes from the start are looked at.
  static let window = 65_536

  /// The kind of a file that begins with `bytes`; only the first `window` of them are read.
  ///
  /// Binary is what has a known magic number, a NUL byte that is no part of UTF-16, or more than one
  /// control character in fifty bytes. Text in an eight-bit charset has high bytes but hardly any
  /// controls: it stays text.
  init(of bytes: Span<UInt8>) {
    if let form = ContentKind.magic(bytes) ?? ContentKind.markup(bytes) {
      self = .other(what: form.what, conversion: form.conversion)
      return
    }
    if UTF16Guess.isUTF16(bytes) {
      self = .plainText
      return
    }
    if MailForm.begins(bytes) {
      self = .mail
      return
    }
    let count = min(bytes.count, ContentKind.window)
    var controls = 0
    var index = 0
    while index < count {
      switch bytes[index] {
      case 0:
        self = .other(what: "binary data", conversion: nil)
        return
      case 0x01...0x08, 0x0e...0x1a, 0x1c...0x1f, 0x7f: controls += 1
      default: break
      }
      index += 1
    }
    self =
      controls * 50 > count ? .other(what: "binary data", conversion: nil) : .plainText
  }

  private struct Form {
    var prefix: [UInt8]
    var what: String
    var conversion: String?

    init(_ prefix: [UInt8], _ what: String, _ conversion: String? = nil) {
      self.prefix = prefix
      self.what = what
      self.conversion = conversion
    }
  }

  private static let forms = [
    Form([0x25, 0x50, 0x44, 0x46, 0x2d], "PDF document", "pdftotext -layout FILE"),
    Form([0x50, 0x4b, 0x03, 0x04], "ZIP archive or Office document", "pandoc -t plain FILE"),
    Form([0x50, 0x4b, 0x05, 0x06], "ZIP archive"),
    Form([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "old Office document", "catdoc FILE"),
    Form([0x7b, 0x5c, 0x72, 0x74, 0x66], "RTF document", "pandoc -t plain FILE"),
    Form([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz data", "unxz FILE"),
    Form([0x42, 0x5a, 0x68], "bzip2 data", "bunzip2 FILE"),
    Form([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7-Zip archive"),
    Form([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], "RAR archive"),
    Form([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "PNG image"),
    Form([0xff, 0xd8, 0xff], "JPEG image"),
    Form([0x47, 0x49, 0x46, 0x38], "GIF image"),
    Form([0x49, 0x49, 0x2a, 0x00], "TIFF image"),
    Form([0x4d, 0x4d, 0x00, 0x2a], "TIFF image"),
    Form([0x7f, 0x45, 0x4c, 0x46], "ELF program"),
    Form([0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], "SQLite database"),
    Form([0x4f, 0x67, 0x67, 0x53], "Ogg media"),
    Form([0x49, 0x44, 0x33], "MP3 audio"),
  ]

  /// Markup that would read as text full of tags, by how it begins.
  private static let markups: [(prefix: String, form: Form)] = [
    ("<!doctype html", Form([], "HTML page", "html2text FILE")),
    ("<html", Form([], "HTML page", "html2text FILE")),
    ("<?xml", Form([], "XML document", "xmllint --xpath 'string()' FILE")),
  ]

  private static func markup(_ bytes: Span<UInt8>) -> Form? {
    var start = 0
    if begins(bytes, with: [0xef, 0xbb, 0xbf]) { start = 3 }
    while start < min(bytes.count, window),
      bytes[start] == 0x20 || (0x09...0x0d).contains(bytes[start])
    {
      start += 1
    }
    return markups.first { markup in
      let prefix = Array(markup.prefix.utf8)
      guard bytes.count - start >= prefix.count else { return false }
      return prefix.indices.allSatisfy { index in
        let byte = bytes[start + index]
        let folded = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
        return folded == prefix[index]
      }
    }?.form
  }

  private static func magic(_ bytes: Span<UInt8>) -> Form? {
    if bytes.count >= 262, bytes[257] == 0x75, bytes[258] == 0x73, bytes[259] == 0x74,
      bytes[260] == 0x61, bytes[261] == 0x72
    {
      return Form([], "tar archive")
    }
    if begins(bytes, with: [0x52, 0x49, 0x46, 0x46]), bytes.count >= 12, bytes[8] == 0x57,
      bytes[9] == 0x45
    {
      return Form([], "WebP image")
    }
    if bytes.count >= 8, bytes[4] == 0x66, bytes[5] == 0x74, bytes[6] == 0x79, bytes[7] == 0x70 {
      return Form([], "MP4 video")
    }
    return forms.first { begins(bytes, with: $0.prefix) }
  }

  private static func begins(_ bytes: Span<UInt8>, with prefix: [UInt8]) -> Bool {
    if bytes.count < prefix.count { return false }
    for (offset, byte) in prefix.enumerated() where bytes[offset] != byte { return false }
    return true
  }
}
