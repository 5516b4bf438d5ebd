/// A form of file that is no text, and the command that makes text of it.
struct BinaryForm {
  /// Its name, as a reader knows it.
  var what: String
  /// Prints or writes its text; `FILE` stands for the file.
  var conversion: String?

  private init(_ what: String, _ conversion: String? = nil) {
    self.what = what
    self.conversion = conversion
  }

  /// The form of a file that begins with `bytes`; nil where it may be text.
  static func of(_ bytes: Span<UInt8>) -> BinaryForm? {
    if bytes.begins(with: [0x50, 0x4b, 0x03, 0x04], at: 0) { return zip(bytes) }
    if bytes.begins(with: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], at: 0) {
      return compound(bytes)
    }
    if bytes.begins(with: ascii("ustar"), at: 257) { return archive("tar archive") }
    if bytes.begins(with: ascii("BOOKMOBI"), at: 60) {
      return BinaryForm("Kindle book", "ebook-convert FILE FILE.txt")
    }
    if bytes.begins(with: ascii("RIFF"), at: 0) {
      return bytes.begins(with: ascii("WEBP"), at: 8)
        ? image("WebP") : BinaryForm("audio or video")
    }
    if bytes.begins(with: ascii("ftyp"), at: 4), bytes.count >= 12 {
      let isStill = ["heic", "heix", "mif1", "avif"].contains {
        bytes.begins(with: ascii($0), at: 8)
      }
      return isStill ? image("HEIF") : BinaryForm("MP4 video")
    }
    if bytes.begins(with: ascii("BM"), at: 0), bytes.begins(with: [0, 0, 0, 0], at: 6) {
      return image("BMP")
    }
    return forms.first { bytes.begins(with: $0.prefix, at: 0) }?.form
  }

  private static let forms: [(prefix: [UInt8], form: BinaryForm)] = [
    (ascii("%PDF-"), BinaryForm("PDF document", "pdftotext -layout FILE -")),
    (ascii("%!PS"), BinaryForm("PostScript document", "ps2ascii FILE")),
    (ascii("{\\rtf1"), BinaryForm("RTF document", "pandoc -f rtf -t plain FILE")),
    (ascii("{\\rtf"), BinaryForm("RTF document", "pandoc -f rtf -t plain FILE")),
    (ascii("AT&TFORM"), BinaryForm("DjVu document", "djvutxt FILE")),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], BinaryForm("xz data", "unxz FILE")),
    (ascii("BZh"), BinaryForm("bzip2 data", "bunzip2 FILE")),
    ([0x50, 0x4b, 0x05, 0x06], BinaryForm("empty ZIP archive")),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], archive("7-Zip archive")),
    ([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], archive("RAR archive")),
    (ascii("!<arch>"), archive("ar archive")),
    ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], image("PNG")),
    ([0xff, 0xd8, 0xff], image("JPEG")),
    (ascii("GIF8"), image("GIF")),
    ([0x49, 0x49, 0x2a, 0x00], image("TIFF")),
    ([0x4d, 0x4d, 0x00, 0x2a], image("TIFF")),
    ([0x7f, 0x45, 0x4c, 0x46], BinaryForm("ELF program")),
    (ascii("SQLite f"), BinaryForm("SQLite database", "sqlite3 FILE .dump")),
    (ascii("bplist00"), BinaryForm("Safari web archive or property list")),
    (ascii("OggS"), BinaryForm("Ogg media")),
    (ascii("ID3"), BinaryForm("MP3 audio")),
    ([0x1a, 0x45, 0xdf, 0xa3], BinaryForm("Matroska video")),
  ]

  private static func image(_ name: String) -> BinaryForm {
    BinaryForm("\(name) image", "tesseract FILE -")
  }

  private static func archive(_ name: String) -> BinaryForm {
    BinaryForm(name, "bsdtar -xf FILE")
  }

  private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

  // MARK: ZIP

  /// What an archive is by its first entry, if that is its type, else by the names in it.
  ///
  /// - Source: OpenDocument 1.3 part 2, 3.3 and EPUB OCF 3.3 (`mimetype` first and stored);
  ///   ECMA-376 part 2 (names of parts).
  private static func zip(_ bytes: Span<UInt8>) -> BinaryForm {
    if bytes.begins(with: ascii("mimetype"), at: 30) {
      for (type, form) in packages where bytes.begins(with: ascii(type), at: 38) { return form }
    }
    for (name, form) in parts {
      // The names stand before each part, and all together at the end.
      let pattern = ascii(name)
      if bytes.holds(pattern, from: 0, within: ContentKind.window)
        || bytes.holds(
          pattern, from: bytes.count - ContentKind.window, within: ContentKind.window)
      {
        return form
      }
    }
    return archive("ZIP archive")
  }

  private static let packages: [(String, BinaryForm)] = [
    (
      "application/vnd.oasis.opendocument.text",
      BinaryForm("OpenDocument text", "pandoc -f odt -t plain FILE")
    ),
    (
      "application/vnd.oasis.opendocument.spreadsheet",
      BinaryForm("OpenDocument spreadsheet", "soffice --headless --convert-to csv FILE")
    ),
    (
      "application/vnd.oasis.opendocument",
      BinaryForm("OpenDocument file", "soffice --headless --convert-to pdf FILE")
    ),
    ("application/epub+zip", BinaryForm("EPUB book", "pandoc -f epub -t plain FILE")),
  ]

  private static let parts: [(String, BinaryForm)] = [
    ("word/document", BinaryForm("Word document (DOCX)", "pandoc -f docx -t plain FILE")),
    (
      "xl/workbook",
      BinaryForm("Excel workbook (XLSX)", "soffice --headless --convert-to csv FILE")
    ),
    (
      "ppt/presentation",
      BinaryForm("PowerPoint presentation (PPTX)", "soffice --headless --convert-to pdf FILE")
    ),
    ("META-INF/container.xml", BinaryForm("EPUB book", "pandoc -f epub -t plain FILE")),
  ]

  // MARK: Old Office

  /// What a compound file holds, by the names in its directory, in UTF-16.
  private static func compound(_ bytes: Span<UInt8>) -> BinaryForm {
    for (name, form) in streams {
      let pattern: [UInt8] = name.utf8.flatMap { (byte: UInt8) -> [UInt8] in [byte, 0] }
      if bytes.holds(pattern, from: 0, within: 1 << 20)
        || bytes.holds(pattern, from: bytes.count - (1 << 20), within: 1 << 20)
      {
        return form
      }
    }
    return BinaryForm("old Office document", "catdoc FILE")
  }

  private static let streams: [(String, BinaryForm)] = [
    ("__substg1.0_", BinaryForm("Outlook message", "msgconvert FILE")),
    ("WordDocument", BinaryForm("old Word document", "catdoc FILE")),
    ("Workbook", BinaryForm("old Excel workbook", "xls2csv FILE")),
    ("PowerPoint Document", BinaryForm("old PowerPoint presentation", "catppt FILE")),
  ]
}
