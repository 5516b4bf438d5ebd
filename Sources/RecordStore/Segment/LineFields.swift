/// What can be told of a line without reading all of it.
enum LineFields {
  private static let recordPrefix = Array(#"{"type":""#.utf8)
  private static let documentPrefix = Array(#"{"type":"document","#.utf8)
  private static let sequenceKey = Array(#","seq":"#.utf8)

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
    var index = line.startIndex
    let last = line.endIndex - sequenceKey.count
    while index < last {
      if line[index] == 0x2c, line[index...].starts(with: sequenceKey) {
        var value = 0
        var digit = index + sequenceKey.count
        while digit < line.endIndex, line[digit] >= 0x30, line[digit] <= 0x39 {
          value = value * 10 + Int(line[digit] - 0x30)
          // I-JSON's limit, which is also far from overflow.
          guard value < 9_007_199_254_740_992 else { return nil }
          digit += 1
        }
        return digit > index + sequenceKey.count ? value : nil
      }
      index += 1
    }
    return nil
  }
}
