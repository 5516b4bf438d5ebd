import BriefingDaemon
import Testing

@Suite struct StoreSettingsTests {
  private func configuration(_ lines: String) throws -> Configuration {
    try Configuration(
      file: ("[Store]\n" + lines, "test.conf"), environment: { _ in nil }, options: [:])
  }

  @Test func segmentsAreClosedAtAGigabyteAndStayPlainByDefault() {
    let configuration = Configuration()
    #expect(configuration.commitDelay == .milliseconds(5))
    #expect(configuration.rotation.size == 1 << 30)
    #expect(configuration.rotation.age == nil)
    #expect(!configuration.rotation.compresses)
  }

  @Test func sizesAgesAndDelaysHaveUnits() throws {
    let configuration = try configuration(
      "CommitDelay=0ms\nSegmentSize=1T\nSegmentAge=30d\nCompress=zstd\n")
    #expect(configuration.commitDelay == .zero)
    #expect(configuration.rotation.size == 1 << 40)
    #expect(configuration.rotation.age == .seconds(30 * 86_400))
    #expect(configuration.rotation.compresses)
    let off = try self.configuration("SegmentSize=off\nSegmentAge=off\nCompress=none\n")
    #expect(off.rotation.size == nil)
    #expect(off.rotation.age == nil)
    #expect(!off.rotation.compresses)
  }

  @Test(
    arguments: [
      "CommitDelay=2s", "CommitDelay=5", "SegmentSize=0", "SegmentSize=2T", "SegmentSize=-1",
      "SegmentAge=30", "SegmentAge=0d", "SegmentAge=4000d", "SegmentAge=5min", "Compress=gzip",
      "Compress=",
    ])
  func otherValuesAreRefusedWithTheLine(line: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try configuration(line + "\n") }
    #expect(error?.line == 2)
  }
}
