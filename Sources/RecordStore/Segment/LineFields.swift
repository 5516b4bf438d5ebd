/// What can be told of a line without reading all of it.
enum LineFields {
  private static let recordPrefix = Array(#"{"type":""#.utf8)
  private static let documentPrefix = Array(#"{"type":"document","#.utf8)
  private static let sequenceKey = Array(#","seq":"#.utf8)
  private static let idKey = Array(#","id":""#.utf8)
  private static let revisionKey = Array(#"","rev":"#.utf8)
  private static let emittedKey = Array(#","emitted_at":""#.utf8)

  /// Whether the line begins as every record does.
  static func looksLikeRecord(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: recordPrefix)
  }

  /// Whether the line begins as a document record does.
  static func looksLikeDocument(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: documentPrefix)
  }

  /// The number under `seq`; nil where there is none, or none that the store would give out.
  ///
  /// No string can hold the key's bytes: its quotation marks would be escaped.
  static func sequence(_ line: ArraySlice<UInt8>) -> Int? {
    guard var digit = value(of: sequenceKey, in: line) else { return nil }
    let start = digit
    var value = 0
    while digit < line.endIndex, line[digit] >= 0x30, line[digit] <= 0x39 {
      value = value * 10 + Int(line[digit] - 0x30)
      // I-JSON's limit, which is also far from overflow.
      guard value < 9_007_199_254_740_992 else { return nil }
      digit += 1
    }
    return digit > start ? value : nil
  }

  /// The moment under `emitted_at`, in milliseconds since 1970; nil where there is none.
  static func emittedAt(_ line: ArraySlice<UInt8>) -> Int64? {
    guard let start = value(of: emittedKey, in: line), start + 24 <= line.endIndex else {
      return nil
    }
    return Moment.milliseconds(line[start..<(start + 24)])
  }

  /// The id with its revision; nil where the line has none.
  static func identity(_ line: ArraySlice<UInt8>) -> Sightings.Key? {
    guard let start = value(of: idKey, in: line), start + 44 < line.endIndex,
      line[(start + 36)...].starts(with: revisionKey)
    else { return nil }
    var revision = 0
    var digit = start + 36 + revisionKey.count
    while digit < line.endIndex, line[digit] >= 0x30, line[digit] <= 0x39, revision < 1 << 40 {
      revision = revision * 10 + Int(line[digit] - 0x30)
      digit += 1
    }
    return Sightings.Key(id: line[start..<(start + 36)], revision: revision)
  }

  /// Where the value of a key begins.
  private static func value(of key: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
    var index = line.startIndex
    let last = line.endIndex - key.count
    while index < last {
      if line[index] == 0x2c, line[index...].starts(with: key) { return index + key.count }
      index += 1
    }
    return nil
  }
}
