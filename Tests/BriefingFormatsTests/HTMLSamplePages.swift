import BriefingFormats
import BriefingText
import Glibc

/// The pages of `Tests/Pages`, each with what a reader would say is its story.
struct SamplePage {
  var name: String
  var html: [UInt8]
  var headline: String?
  var authors: [String] = []
  var date: String?
  var body: [String] = []

  static let all: [SamplePage] = {
    let folder = root + "/Tests/Pages"
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".html") { names.append(String(name.dropLast(5))) }
    }
    return names.sorted().map { SamplePage($0, folder) }
  }()

  static let root =
    String(#filePath.split(separator: "/").dropLast(3).joined(separator: "/"))
      .isEmpty ? "" : "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  private init(_ name: String, _ folder: String) {
    self.name = name
    html = Self.read("\(folder)/\(name).html")
    let text = String(decoding: Self.read("\(folder)/\(name).txt"), as: UTF8.self)
    var isHead = true
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        isHead = false
      } else if !isHead {
        body.append(String(line))
      } else if line.hasPrefix("headline: ") {
        headline = String(line.dropFirst(10))
      } else if line.hasPrefix("author: ") {
        authors.append(String(line.dropFirst(8)))
      } else if line.hasPrefix("date: ") {
        date = String(line.dropFirst(6))
      }
    }
  }
}

/// A page as the rest of the program sees it.
struct ReadPage {
  static let phrases = try? BoilerplatePhrases(
    table: SamplePage.read(SamplePage.root + "/Config/lexicon/boilerplate.tsv").span)

  let reading: Reading
  let document: TextDocument

  init(_ html: [UInt8]) {
    reading = Reading(page: html)
    document = DocumentParser(phrases: Self.phrases ?? BoilerplatePhrases()).document(
      ofReading: reading)
  }

  func texts(_ roles: Set<BlockRole>) -> [String] {
    document.blocks.filter { roles.contains($0.role) }.map { document.text($0.body) }
  }

  /// The text of the story.
  var body: [String] { texts([.paragraph, .subhead, .listItem]) }

  var headline: String? {
    texts([.headline]).first ?? reading.stated.first { $0.field == .headline }?.value
  }

  var authors: [String] { reading.stated.filter { $0.field == .author }.map(\.value) }

  /// The harmonic mean of precision and recall on words, each counted as often as it stands.
  static func score(_ found: [String], _ expected: [String]) -> Double {
    let (one, other) = (words(found), words(expected))
    var common = 0
    for (word, count) in one { common += min(count, other[word] ?? 0) }
    let total = one.values.reduce(0, +) + other.values.reduce(0, +)
    return total == 0 ? 1 : 2 * Double(common) / Double(total)
  }

  private static func words(_ texts: [String]) -> [String: Int] {
    var result: [String: Int] = [:]
    for text in texts {
      for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
        if let first = word.unicodeScalars.first, first.value >= 0x3000 {
          for character in word { result[String(character), default: 0] += 1 }
        } else {
          result[String(word), default: 0] += 1
        }
      }
    }
    return result
  }
}
