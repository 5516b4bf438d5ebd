import BriefingDaemon
import BriefingRecords
import LinuxIO
import SystemPackage
import Testing

/// What people read about the configuration and the records is what the program knows of them.
@Suite("Manual pages")
struct ManualPageTests {
  @Test("briefingd.conf has every key once, in its section, and no other")
  func keysOfTheFile() throws {
    #expect(try InstalledConfiguration().keys == Self.keys)
  }

  @Test("briefingd.conf(5) explains every key once, below its section, and no other")
  func keysOfThePage() throws {
    let explained = try ConfigurationPage().entries.map { Key(section: $0.section, name: $0.key) }
    #expect(explained.sorted() == Self.keys)
  }

  @Test("what is commented out in briefingd.conf is the default")
  func commentedValues() throws {
    var shown: [Setting: String] = [:]
    for entry in try InstalledConfiguration().entries where entry.isCommentedOut {
      let setting = try #require(Setting(rawValue: entry.key))
      shown[setting] = entry.value
    }
    // By default these depend on the machine.
    shown[.workers] = nil
    shown[.lexicon] = nil
    // Not given they follow other settings, or stand for the same list.
    let settleMax = shown.removeValue(forKey: .settleMax)
    #expect(settleMax == "10s")
    #expect(shown.removeValue(forKey: .ignore)?.hasPrefix(".* *~ ") == true)
    let configuration = try Configuration(file: nil, environment: { _ in nil }, options: shown)
    #expect(configuration == Configuration())
  }

  @Test("briefingd.conf(5) names the value of briefingd.conf, the option and the variable of a key")
  func valuesAndNames() throws {
    let page = try ConfigurationPage()
    for entry in try InstalledConfiguration().entries {
      let setting = try #require(Setting(rawValue: entry.key))
      let lines = try #require(page.entries.first { $0.key == entry.key }).lines
      #expect(
        [".", ","].contains { lines.contains(".Ql \(entry.value) \($0)") },
        "the value of \(entry.key)=")
      #expect(
        lines.contains(".Fl Fl \(setting.option.dropFirst(2)) ,"), "the option of \(entry.key)=")
      #expect(lines.contains(".Ev \(setting.variable) ."), "the variable of \(entry.key)=")
    }
  }

  @Test("briefing-records(7) has every type, every key and every outcome of records")
  func records() throws {
    let text = try Self.text(of: "Packaging/man/briefing-records.7")
    let words = Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    for type in RecordType.allCases {
      #expect(text.contains("\n.It Cm \(type.rawValue)\n"), "the keys of \(type.rawValue)")
      #expect(text.contains("\n\(type.rawValue)\t"), "\(type.rawValue) in the table")
      for key in RecordSchema.keys(of: type) {
        #expect(words.contains(key), "the key \(key) of \(type.rawValue)")
      }
    }
    let daemon = try Self.text(of: "Packaging/man/briefingd.8")
    for outcome in Document.Outcome.allCases {
      #expect(daemon.contains("\n.It Cm \(outcome.rawValue)\n"), "the outcome \(outcome.rawValue)")
    }
  }

  // MARK: - The files

  struct Key: Comparable, CustomStringConvertible {
    var section: String
    var name: String

    var description: String { "[\(section)] \(name)=" }

    static func < (one: Key, other: Key) -> Bool {
      (one.section, one.name) < (other.section, other.name)
    }
  }

  static var keys: [Key] {
    Setting.allCases.map { Key(section: $0.section, name: $0.rawValue) }.sorted()
  }

  /// The text of a file of the source tree.
  static func text(of file: String) throws -> String {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent()
    let bytes = try Descriptor(opening: root.pushing(FilePath(file)), .readOnly)
      .readToEnd(limit: 1 << 20)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// `Config/briefingd.conf`, with what is commented out in it.
private struct InstalledConfiguration {
  struct Entry {
    var section: String
    var key: String
    var value: String
    var isCommentedOut: Bool
  }

  private(set) var entries: [Entry] = []

  var keys: [ManualPageTests.Key] {
    entries.map { ManualPageTests.Key(section: $0.section, name: $0.key) }.sorted()
  }

  init() throws {
    var section = ""
    for line in try ManualPageTests.text(of: "Config/briefingd.conf").split(separator: "\n") {
      if line.hasPrefix("["), line.hasSuffix("]") { section = String(line.dropFirst().dropLast()) }
      // Prose is set apart from the # by a blank.
      let isCommentedOut = line.hasPrefix("#")
      let parts = line.drop { $0 == "#" }.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].allSatisfy(\.isLetter) else { continue }
      entries.append(
        Entry(
          section: section, key: String(parts[0]), value: String(parts[1]),
          isCommentedOut: isCommentedOut))
    }
  }
}

/// The source of briefingd.conf(5).
private struct ConfigurationPage {
  struct Entry {
    var section: String
    var key: String
    /// As a person reads them.
    var lines: [String]
  }

  private(set) var entries: [Entry] = []

  init() throws {
    var section: String?
    for line in try ManualPageTests.text(of: "Packaging/man/briefingd.conf.5").split(
      separator: "\n")
    {
      if line.hasPrefix(".Sh ") {
        let words = line.split(separator: " ")
        let isSection = words.count == 3 && words[2] == "SECTION"
        section = isSection ? words[1].prefix(1) + words[1].dropFirst().lowercased() : nil
      } else if let section, line.hasPrefix(".It Ic "),
        let key = line.split(separator: " ").last(
          where: { $0.hasSuffix("=") })
      {
        entries.append(Entry(section: section, key: String(key.dropLast()), lines: []))
      } else if section != nil, !entries.isEmpty {
        entries[entries.count - 1].lines.append(Self.plain(line))
      }
    }
  }

  /// Without the escapes that keep troff from making other characters of these.
  private static func plain(_ line: Substring) -> String {
    var text = ""
    var rest = line
    while let character = rest.popFirst() {
      if character == "\\", rest.hasPrefix("(ti") {
        text += "~"
        rest = rest.dropFirst(3)
      } else if character != "\\" {
        text.append(character)
      }
    }
    return text
  }
}
