import BriefingRecords
import Glibc
import LinuxIO
import RecordStore
import SystemPackage

/// Batches of made-up sources. The ids depend on name and version only, as real ones do.
enum Samples {
  static let moment = Timestamp(milliseconds: 1_700_000_000_000)

  static func batch(
    _ name: String, version: Int = 1, facts: Int = 3, outcome: Document.Outcome = .accepted,
    padding: Int = 0, sha256: String? = nil
  ) -> Batch {
    let hash = sha256 ?? Self.hash("\(name) \(version)")
    let story = RecordID(naming: ["story", name])
    var records: [Record] = []
    for fact in 0..<facts {
      records.append(
        Record(
          Envelope(
            id: RecordID(naming: [name, "\(version)", "\(fact)"]), rule: "test.made_up",
            sourceName: name, sourceSHA256: hash, storyID: story, section: "“,\"seq\":9”",
            line: fact, bytes: 0..<10, text: "ünïcode \n" + String(repeating: "x", count: padding)),
          BlockRecord(role: .paragraph, ordinal: fact)))
    }
    let envelope = Envelope(
      id: RecordID(documentOf: name, version: hash),
      rule: outcome == .accepted ? "ingest.accept" : "ingest.\(outcome.rawValue)",
      sourceName: name, sourceSHA256: outcome == .vanished ? nil : hash, storyID: story)
    return Batch(
      records: records, envelope: envelope,
      document: Document(
        sourceBytes: 100, outcome: outcome, recordCount: 0, producer: "briefingd/0.0.1"))
  }

  static func hash(_ text: String) -> String { SHA256.hex(of: Array(text.utf8).span) }
}

/// Files as the tests look at them.
enum Files {
  static func bytes(_ path: FilePath) throws -> [UInt8] {
    let file = try Descriptor(opening: path, .readOnly)
    let size = Int(try file.status().size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Glibc.read(file.number, buffer.baseAddress, size))
    }
  }

  static func write(_ bytes: some Collection<UInt8>, to path: FilePath) throws {
    let file = try Descriptor(opening: path, .writeOnly, options: [.create, .truncate])
    let copy = Array(bytes)
    try file.writeAll(copy.span)
  }

  static func names(in path: FilePath) throws -> [String] {
    try Directory(path).entries().map { String(decoding: $0.name, as: UTF8.self) }.sorted()
  }

  /// What a crash leaves: the files as they are now, while the store is still open.
  static func image(of store: FilePath, at copy: FilePath) throws {
    try Directory.makeIfMissing(copy)
    for entry in try Directory(store).entries() {
      let name = String(decoding: entry.name, as: UTF8.self)
      if entry.kind == .directory {
        try image(of: store.appending(name), at: copy.appending(name))
      } else {
        try write(bytes(store.appending(name)), to: copy.appending(name))
      }
    }
  }

  static func permissions(_ path: FilePath) throws -> UInt32 {
    try Descriptor(opening: path, .readOnly).status().permissions
  }
}

extension Directory {
  static func makeIfMissing(_ path: FilePath) throws {
    _ = path.withPlatformString { mkdir($0, 0o755) }
  }
}

/// What a strict reader makes of a store.
struct StoreContent {
  var lines: [RecordLine] = []
  /// `name sha256 outcome` of each document record.
  var documents: [String] = []

  init(_ path: FilePath) throws {
    let bytes = try Files.bytes(path)
    for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast() {
      let record = try RecordLine(parsing: line)
      lines.append(record)
      if record.type == .document {
        documents.append(
          [
            record.string("source_name") ?? "", record.string("source_sha256") ?? "",
            record.string("outcome") ?? "",
          ].joined(separator: " "))
      }
    }
  }

  var sequences: [Int] { lines.compactMap { $0.integer("seq") } }
  /// Each id with its revision.
  var identities: [String] {
    lines.map { "\($0.string("id") ?? "") \($0.integer("rev") ?? 0)" }
  }
  var sequencesRise: Bool { zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 } }
  var identitiesAreUnique: Bool { Set(identities).count == identities.count }
}
