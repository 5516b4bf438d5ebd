/// A character encoding that a text may come in.
enum Charset: Sendable, Hashable {
  case utf8
  case utf16LittleEndian
  case utf16BigEndian
  /// One of ``CharsetTables``.
  case eightBit(Int)
  /// Known by its name, and not read.
  case foreign(String)

  /// Lower-case IANA name.
  var name: String {
    switch self {
    case .utf8: "utf-8"
    case .utf16LittleEndian: "utf-16le"
    case .utf16BigEndian: "utf-16be"
    case .eightBit(let row): CharsetTables.rows[row].name
    case .foreign(let name): name
    }
  }

  /// The encoding that a label stands for, by the table of the WHATWG Encoding Standard: what calls
  /// itself `iso-8859-1` is read as windows-1252.
  ///
  /// - Parameter label: As a file states it; case and white space at its edges do not matter.
  init?(label: String) {
    let key = label.lowercased().filter { !" \t\r\n\u{c}\"'".contains($0) }
    guard let charset = CharsetLabels.charsets[key] else { return nil }
    self = charset
  }

  static let windows1252 = Charset(label: "windows-1252") ?? .utf8
}

/// The labels of the WHATWG Encoding Standard (encoding.spec.whatwg.org, "Names and labels"), and those
/// by which uchardet calls what it finds.
enum CharsetLabels {
  static let charsets: [String: Charset] = {
    var charsets: [String: Charset] = [:]
    let rows = Dictionary(
      uniqueKeysWithValues: CharsetTables.rows.enumerated().map { ($0.element.name, $0.offset) })
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let name = words.first else { continue }
      let charset: Charset
      switch name {
      case "utf-8": charset = .utf8
      case "utf-16le": charset = .utf16LittleEndian
      case "utf-16be": charset = .utf16BigEndian
      default: charset = rows[name].map { .eightBit($0) } ?? .foreign(name)
      }
      for word in words { charsets[word] = charset }
    }
    return charsets
  }()

  private static let table = """
    utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
    utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf16 ucs-2le
    utf-16be unicodefffe ucs-2be
    ibm866 866 cp866 csibm866
    ibm852 852 cp852 cspcp852
    ibm855 855 cp855 csibm855
    iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
    iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
    iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
    iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
    iso-8859-6 arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 \
    iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
    iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 \
    iso_8859-7 iso_8859-7:1987 sun_eu_greek
    iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 \
    iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical
    iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
    iso-8859-13 iso8859-13 iso885913
    iso-8859-14 iso8859-14 iso885914
    iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
    iso-8859-16
    koi8-r cskoi8r koi koi8 koi8_r
    koi8-u koi8-ru
    macintosh csmacintosh mac x-mac-roman
    windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
    windows-1250 cp1250 x-cp1250
    windows-1251 cp1251 x-cp1251
    windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 \
    iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252
    windows-1253 cp1253 x-cp1253
    windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 \
    iso_8859-9:1989 l5 latin5 x-cp1254
    windows-1255 cp1255 x-cp1255
    windows-1256 cp1256 x-cp1256
    windows-1257 cp1257 x-cp1257
    windows-1258 cp1258 x-cp1258
    x-mac-ce mac-centraleurope macce
    x-mac-cyrillic x-mac-ukrainian mac-cyrillic
    gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk
    gb18030
    big5 big5-hkscs cn-big5 csbig5 x-x-big5
    euc-jp cseucpkdfmtjapanese x-euc-jp
    iso-2022-jp csiso2022jp
    shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
    euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 \
    ksc_5601 windows-949 uhc
    iso-2022-kr csiso2022kr
    iso-2022-cn
    hz-gb-2312
    euc-tw
    johab
    viscii
    utf-7
    utf-32le utf-32
    utf-32be
    """
}
