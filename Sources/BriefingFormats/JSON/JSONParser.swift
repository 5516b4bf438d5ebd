/// Reads JSON strictly, without recursion: open containers stand on a list.
struct JSONParser {
  let content: [UInt8]
  let range: Range<Int>
  let isLenient: Bool

  private var place = 0
  private var values: [JSONDocument.Value] = []
  private var open: [Int] = []

  init(content: [UInt8], range: Range<Int>, isLenient: Bool) {
    self.content = content
    self.range = range
    self.isLenient = isLenient
  }

  mutating func run() throws(JSONDocument.Malformed) -> [JSONDocument.Value] {
    place = range.lowerBound
    skipWhite()
    try value()
    while let container = open.last {
      skipWhite()
      let isObject = values[container].kind == .object
      let isEmpty = values.count == container + 1
      let closing: UInt8 = isObject ? 0x7d : 0x5d
      if byte == closing {
        close(container)
        continue
      }
      if !isEmpty {
        guard byte == 0x2c else { throw malformed("a comma or a closing bracket is missing") }
        place += 1
        skipWhite()
        if isLenient, byte == closing {
          close(container)
          continue
        }
      }
      if isObject {
        guard byte == 0x22 else { throw malformed("a key is missing") }
        try string(.key)
        skipWhite()
        guard byte == 0x3a else { throw malformed("a colon is missing") }
        place += 1
        skipWhite()
      }
      try value()
    }
    skipWhite()
    guard place == range.upperBound else { throw malformed("text stands behind the end") }
    return values
  }

  private var byte: UInt8? { place < range.upperBound ? content[place] : nil }

  private mutating func skipWhite() {
    while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
  }

  private func malformed(_ cause: String) -> JSONDocument.Malformed {
    JSONDocument.Malformed(
      place: place, cause: place < range.upperBound ? cause : "the text ends too early")
  }

  private mutating func add(
    _ kind: JSONDocument.Kind, _ bytes: Range<Int>
  ) throws(JSONDocument.Malformed) {
    guard values.count < JSONDocument.valueLimit else {
      throw JSONDocument.Malformed(
        place: place, cause: "more than \(JSONDocument.valueLimit) values")
    }
    values.append(JSONDocument.Value(kind: kind, bytes: bytes, end: values.count + 1))
  }

  private mutating func close(_ container: Int) {
    place += 1
    values[container].end = values.count
    values[container].bytes = values[container].bytes.lowerBound..<place
    open.removeLast()
  }

  private mutating func value() throws(JSONDocument.Malformed) {
    switch byte {
    case 0x7b, 0x5b:
      guard open.count < JSONDocument.depthLimit else {
        throw malformed("more than \(JSONDocument.depthLimit) levels")
      }
      open.append(values.count)
      try add(byte == 0x7b ? .object : .array, place..<(place + 1))
      place += 1
    case 0x22: try string(.string)
    case .some(0x2d), .some(0x30...0x39): try number()
    case 0x74: try word("true", .yes)
    case 0x66: try word("false", .no)
    case 0x6e: try word("null", .null)
    default: throw malformed("a value is missing")
    }
  }

  private mutating func word(
    _ word: StaticString, _ kind: JSONDocument.Kind
  ) throws(JSONDocument.Malformed) {
    let bytes = Array("\(word)".utf8)
    guard range.upperBound - place >= bytes.count,
      content[place..<(place + bytes.count)].elementsEqual(bytes)
    else { throw malformed("a value is missing") }
    try add(kind, place..<(place + bytes.count))
    place += bytes.count
  }

  private mutating func number() throws(JSONDocument.Malformed) {
    let start = place
    if byte == 0x2d { place += 1 }
    let isZero = byte == 0x30
    guard digits() > 0 else { throw malformed("a digit is missing") }
    if isZero, content[start..<place].drop(while: { $0 == 0x2d }).count > 1 {
      throw malformed("a number begins with 0")
    }
    if byte == 0x2e {
      place += 1
      guard digits() > 0 else { throw malformed("a digit is missing") }
    }
    if let byte, byte | 0x20 == 0x65 {
      place += 1
      if self.byte == 0x2b || self.byte == 0x2d { place += 1 }
      guard digits() > 0 else { throw malformed("a digit is missing") }
    }
    try add(.number, start..<place)
  }

  private mutating func digits() -> Int {
    let start = place
    while let byte, (0x30...0x39).contains(byte) { place += 1 }
    return place - start
  }

  private mutating func string(_ kind: JSONDocument.Kind) throws(JSONDocument.Malformed) {
    place += 1
    let start = place
    while let byte, byte != 0x22 {
      if byte == 0x5c {
        place += 1
        switch self.byte {
        case 0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74: break
        case 0x75:
          guard range.upperBound - place > 4,
            content[(place + 1)...(place + 4)].allSatisfy({ digit in
              (0x30...0x39).contains(digit) || (0x61...0x66).contains(digit | 0x20)
            })
          else { throw malformed("an escape is no character") }
          place += 4
        default: throw malformed("an escape is no character")
        }
      } else if byte < 0x20, !isLenient {
        throw malformed("a control character stands in a string")
      }
      place += 1
    }
    guard byte == 0x22 else { throw malformed("a string does not end") }
    try add(kind, start..<place)
    place += 1
  }
}
