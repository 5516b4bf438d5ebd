import BriefingRecords

/// What a worker is asked: the records of one open file, which comes with the message.
struct WorkerRequest {
  /// Names the request in the reply.
  var serial: UInt64
  /// The source's name, as records write it.
  var name: String
  /// How many bytes the file has; no more are read.
  var size: Int
  /// The story that the content is a later version of; nil to take it as the first of its own.
  var story: RecordID?
  /// The types of records that are wanted.
  var emission: Emission

  init(serial: UInt64, name: String, size: Int, story: RecordID?, emission: Emission) {
    self.serial = serial
    self.name = name
    self.size = size
    self.story = story
    self.emission = emission
  }

  var bytes: [UInt8] {
    var writer = WireWriter()
    writer.write(serial)
    writer.write(name)
    writer.write(UInt64(size))
    writer.write(story?.description)
    writer.write(emission.bits)
    return writer.bytes
  }

  init(_ bytes: [UInt8]) throws(WireReader.Malformed) {
    var reader = WireReader(bytes)
    serial = try reader.number()
    guard let name = try reader.text() else { throw WireReader.Malformed() }
    self.name = name
    size = try reader.count(upTo: .max)
    story = try reader.text().flatMap { RecordID($0) }
    emission = Emission(bits: try reader.number())
  }
}
