/// Decodes an eight-bit charset.
struct EightBitDecoder {
  private let upper: [UInt32]

  init(row: Int) { upper = Self.tables[row] }

  /// The characters of 0x80 to 0xFF for each row of ``CharsetTables``.
  static let tables: [[UInt32]] = CharsetTables.rows.map { row in
    let scalars = row.upper.unicodeScalars.map(\.value)
    return [UInt32](repeating: 0xfffd, count: max(0, 128 - scalars.count)) + scalars
  }

  func decode(_ content: Span<UInt8>, into writer: inout DecodedTextWriter) {
    var index = 0
    while index < content.count {
      let byte = content[index]
      if byte < 0x80 {
        writer.append(UInt32(byte), at: index, length: 1)
      } else {
        let scalar = upper[Int(byte) - 0x80]
        if scalar == 0xfffd {
          writer.appendDamage(at: index, length: 1)
        } else {
          writer.append(scalar, at: index, length: 1)
        }
      }
      index += 1
    }
  }
}

/// Decodes UTF-16. A surrogate without its other half, and half a unit at the end, say nothing.
struct UTF16Decoder {
  let isLittleEndian: Bool

  func unit(_ content: Span<UInt8>, _ index: Int) -> UInt32 {
    let first = UInt32(content[index])
    let second = UInt32(content[index + 1])
    return isLittleEndian ? first | second << 8 : first << 8 | second
  }

  func decode(_ content: Span<UInt8>, from start: Int, into writer: inout DecodedTextWriter) {
    var index = start
    while index + 1 < content.count {
      let first = unit(content, index)
      guard first & 0xf800 == 0xd800 else {
        writer.append(first, at: index, length: 2)
        index += 2
        continue
      }
      if first < 0xdc00, index + 3 < content.count {
        let second = unit(content, index + 2)
        if second & 0xfc00 == 0xdc00 {
          let scalar = 0x10000 + (first & 0x3ff) << 10 + (second & 0x3ff)
          writer.append(scalar, at: index, length: 4)
          index += 4
          continue
        }
      }
      writer.appendDamage(at: index, length: 2)
      index += 2
    }
    if index < content.count { writer.appendDamage(at: index, length: 1) }
  }
}

/// Whether bytes are UTF-8, and how many of its longer sequences they have.
struct UTF8Check {
  /// Sound sequences of more than a byte.
  private(set) var sequences = 0
  /// Places where no sound sequence stands.
  private(set) var errors = 0

  var isSound: Bool { errors == 0 }
  var isASCII: Bool { errors == 0 && sequences == 0 }

  init(of bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      let (_, length) = UTF8Repair.scalar(bytes, at: index)
      if length > 0 {
        sequences += 1
        index += length
      } else {
        errors += 1
        index -= length
      }
    }
  }
}

/// Reads UTF-8 that has been damaged.
enum UTF8Repair {
  static func decode(_ content: Span<UInt8>, into writer: inout DecodedTextWriter) {
    var index = 0
    while index < content.count {
      let (value, length) = scalar(content, at: index)
      if length > 0 {
        writer.append(value, at: index, length: length)
        index += length
      } else {
        writer.appendDamage(at: index, length: -length)
        index -= length
      }
    }
  }

  /// The scalar at `index` and its length; where none stands, the length is that of the longest
  /// beginning of one, and negative (Unicode, "Substitution of Maximal Subparts").
  static func scalar(_ bytes: Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let first = bytes[index]
    let length: Int
    var value: UInt32
    var allowed: ClosedRange<UInt8> = 0x80...0xbf
    switch first {
    case 0..<0x80: return (UInt32(first), 1)
    case 0xc2...0xdf: (length, value) = (2, UInt32(first & 0x1f))
    case 0xe0...0xef:
      (length, value) = (3, UInt32(first & 0x0f))
      if first == 0xe0 { allowed = 0xa0...0xbf }
      if first == 0xed { allowed = 0x80...0x9f }
    case 0xf0...0xf4:
      (length, value) = (4, UInt32(first & 0x07))
      if first == 0xf0 { allowed = 0x90...0xbf }
      if first == 0xf4 { allowed = 0x80...0x8f }
    default: return (0xfffd, -1)
    }
    var step = 1
    while step < length {
      guard index + step < bytes.count, allowed.contains(bytes[index + step]) else {
        return (0xfffd, -step)
      }
      value = value << 6 | UInt32(bytes[index + step] & 0x3f)
      allowed = 0x80...0xbf
      step += 1
    }
    return (value, length)
  }
}
