internal import LinuxIO
internal import SystemPackage

/// A segment that is not appended to any more, as its name tells of it.
public struct ClosedSegment: Hashable, Sendable {
  /// No line of the segment has a lower number, no line of an earlier one a number as high.
  public let firstSequence: Int
  /// Whether it is compressed with zstd.
  public let isCompressed: Bool

  init(firstSequence: Int, isCompressed: Bool = false) {
    self.firstSequence = firstSequence
    self.isCompressed = isCompressed
  }

  private static let prefix = "records."
  private static let suffix = ".jsonl"
  private static let compressedSuffix = ".jsonl.zst"
  /// Enough for every number below 2⁵³, so that names sort as numbers do.
  private static let digits = 16

  /// Reads a name; nil where it is no closed segment's.
  init?(name: String) {
    guard name.hasPrefix(Self.prefix) else { return nil }
    var rest = name.dropFirst(Self.prefix.count)
    if rest.hasSuffix(Self.compressedSuffix) {
      isCompressed = true
      rest = rest.dropLast(Self.compressedSuffix.count)
    } else if rest.hasSuffix(Self.suffix) {
      isCompressed = false
      rest = rest.dropLast(Self.suffix.count)
    } else {
      return nil
    }
    guard rest.utf8.count == Self.digits, rest.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int(rest)
    else { return nil }
    firstSequence = number
  }

  /// `records.0000000000000001.jsonl`, and `.zst` where it is compressed.
  public var name: String { stem + (isCompressed ? Self.compressedSuffix : Self.suffix) }

  /// The name under which a compressed copy is made; no pattern for segments matches it.
  var unfinishedName: String { stem + ".zst-unfinished" }

  private var stem: String {
    let number = String(firstSequence)
    return Self.prefix + String(repeating: "0", count: max(0, Self.digits - number.utf8.count))
      + number
  }
}

extension StoreLayout {
  /// The closed segments in the order of their lines. Where one is there twice, plain and
  /// compressed, the plain one is named.
  func closedSegments() throws(SystemCallError) -> [ClosedSegment] {
    var segments: [Int: ClosedSegment] = [:]
    for segment in try allSegmentFiles() {
      if segment.isCompressed, segments[segment.firstSequence] != nil { continue }
      segments[segment.firstSequence] = segment
    }
    return segments.values.sorted { $0.firstSequence < $1.firstSequence }
  }

  /// Every file of a closed segment, in no order.
  func allSegmentFiles() throws(SystemCallError) -> [ClosedSegment] {
    var found: [ClosedSegment] = []
    for entry in try Directory(directory).entries() {
      guard let name = String(validating: entry.name, as: UTF8.self),
        let segment = ClosedSegment(name: name)
      else { continue }
      found.append(segment)
    }
    return found
  }
}
