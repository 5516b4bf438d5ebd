/// The content of a file that came packed.
///
/// gzip and zstd are undone, whatever the file's name is, and one of them within the other too. More
/// than that nobody does to a text, but a bomb is made so.
enum Unpacking {
  case content([UInt8], coding: [String])
  /// Would become more than it may.
  case tooLarge(String)
  /// The packed data are cut off or damaged: of a briefing whose end is missing no part is taken.
  case damaged(String)
  /// Packed once more than is undone.
  case tooDeep(String)

  /// How often one packing may lie within another.
  static let depth = 2

  /// Undoes what `file` is packed with.
  ///
  /// - Parameters:
  ///   - file: The bytes of the file.
  ///   - limit: The most bytes that it may become.
  init(_ file: [UInt8], limit: Int) {
    var content = file
    var coding: [String] = []
    while let packing = Packing(of: content.span) {
      guard coding.count < Self.depth else {
        self = .tooDeep("\(packing.rawValue) data, packed more than \(Self.depth) times")
        return
      }
      let budget = UnpackingBudget(packed: content.count, limit: limit)
      do {
        switch packing {
        case .gzip: content = try GzipDecoder.decode(content, budget)
        case .zstd: content = try ZstandardUnpacker.decode(content, budget)
        }
      } catch {
        switch error {
        case .tooLarge(let reason): self = .tooLarge("\(packing.rawValue) data: \(reason)")
        case .damaged(let reason): self = .damaged("\(packing.rawValue) data: \(reason)")
        }
        return
      }
      coding.append(packing.rawValue)
    }
    self = .content(content, coding: coding)
  }
}

/// What a file can be packed with, by the name that records give it.
enum Packing: String {
  case gzip, zstd

  /// By the first bytes: RFC 1952 2.3.1; RFC 8878 3.1.1 and, for a frame to be skipped, 3.1.2.
  init?(of bytes: Span<UInt8>) {
    guard bytes.count >= 4 else { return nil }
    if bytes[0] == 0x1f, bytes[1] == 0x8b, bytes[2] == 8 {
      self = .gzip
    } else if bytes[1] == 0xb5, bytes[2] == 0x2f, bytes[3] == 0xfd, bytes[0] == 0x28 {
      self = .zstd
    } else if bytes[1] == 0x2a, bytes[2] == 0x4d, bytes[3] == 0x18, bytes[0] & 0xf0 == 0x50 {
      self = .zstd
    } else {
      return nil
    }
  }
}

/// Why packed data have no content.
enum UnpackingFailure: Error {
  case tooLarge(String)
  case damaged(String)
}

/// How much packed data may become.
struct UnpackingBudget {
  let packed: Int
  let limit: Int

  /// Text packs to a tenth, a table of the same lines over and over to a hundredth.
  static let ratio = 250
  /// Up to here the ratio does not matter.
  static let free = 4 << 20

  /// The most bytes that may come out.
  var most: Int {
    let (byRatio, isOver) = packed.multipliedReportingOverflow(by: Self.ratio)
    return isOver ? limit : min(limit, max(Self.free, byRatio))
  }

  /// That more than ``most`` come out.
  var failure: UnpackingFailure {
    most == limit
      ? .tooLarge("\(packed) bytes become more than the \(limit) of MaxFile=")
      : .tooLarge("\(packed) bytes become more than \(most), over \(Self.ratio) times as many")
  }
}
