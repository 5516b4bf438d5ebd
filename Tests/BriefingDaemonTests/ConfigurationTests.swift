import BriefingDaemon
import BriefingRecords
import SystemPackage
import Testing

@Suite("Configuration")
struct ConfigurationTests {
  static func configuration(
    _ text: String = "", environment: [String: String] = [:], options: [Setting: String] = [:]
  ) throws(ConfigurationError) -> Configuration {
    try Configuration(
      file: (text, "briefingd.conf"), environment: { environment[$0] }, options: options)
  }

  @Test("reads every key, and comments and white space do not matter")
  func everyKey() throws {
    let configuration = try Self.configuration(
      """
      # comment
      [Daemon]
        Drop = /var/drop
      Store=/var/store\r
      Lexicon=/usr/lexicon
      ; another
      [Ingest]
      Settle=2s
      SettleMax=1min
      Ignore=.* *.bak
      Watch=poll
      PollInterval=250ms
      MaxFile=3M
      [Records]
      SnippetMax=0
      Emit=quote  date	quote
      """)
    #expect(configuration.drop == "/var/drop")
    #expect(configuration.store == "/var/store")
    #expect(configuration.lexicon == "/usr/lexicon")
    #expect(configuration.settle == .seconds(2))
    #expect(configuration.settleMax == .seconds(60))
    #expect(configuration.ignore == ".* *.bak")
    #expect(configuration.watch == "poll")
    #expect(configuration.pollInterval == .milliseconds(250))
    #expect(configuration.maxFile == 3 << 20)
    #expect(configuration.snippetMax == 0)
    #expect(configuration.emit == Emission([.quote, .date]))
  }

  @Test("the variable wins over the file, the option over both")
  func precedence() throws {
    let configuration = try Self.configuration(
      "[Daemon]\nDrop=/file\nStore=/file\nLexicon=/file",
      environment: ["BRIEFINGD_STORE": "/variable", "BRIEFINGD_LEXICON": "/variable"],
      options: [.lexicon: "/option"])
    #expect(configuration.drop == "/file")
    #expect(configuration.store == "/variable")
    #expect(configuration.lexicon == "/option")
  }

  @Test("every setting has an option and a variable of the same name")
  func names() {
    #expect(Setting.maxFile.option == "--max-file")
    #expect(Setting.maxFile.variable == "BRIEFINGD_MAX_FILE")
    #expect(Set(Setting.allCases.map(\.option)).count == Setting.allCases.count)
  }

  @Test(
    "what is wrong is named with its line and what was probably meant",
    arguments: [
      ("[Daemon]\nDorp=/x", "briefingd.conf:2: unknown key Dorp=; did you mean Drop=?"),
      ("[Deamon]\nDrop=/x", "briefingd.conf:2: unknown section [Deamon]; did you mean [Daemon]?"),
      ("[Daemon]\n\nSettle=1s", "briefingd.conf:3: Settle= belongs in section [Ingest]"),
      (
        "[Daemon]\nDrop=/x\nDrop=/y",
        "briefingd.conf:3: Drop= stands already in line 2; remove one of them"
      ),
      ("Drop=/x", "briefingd.conf:1: a key before the first section header"),
      ("[Daemon]\nDrop", "briefingd.conf:2: expected Key=Value, found “Drop”"),
      ("[Daemon", "briefingd.conf:1: a section header is written [Name]"),
      ("[]\n", "briefingd.conf:1: a section header is written [Name]"),
      ("[Daemon]\nDrop=", "briefingd.conf:2: Drop=“” is not a path"),
      (
        "[Ingest]\nSettle=5",
        "briefingd.conf:2: Settle=“5” is not a time such as 500ms, 2s or 1min, of at most an hour"
      ),
      (
        "[Ingest]\nMaxFile=0",
        "briefingd.conf:2: MaxFile=“0” is not a size such as 64M, of at least 1 and at most 4G"
      ),
      (
        "[Records]\nSnippetMax=-1",
        "briefingd.conf:2: SnippetMax=“-1” is not a number from 0 to 100000"
      ),
      (
        "[Records]\nEmit=quotes date",
        "briefingd.conf:2: Emit=“quotes date” is not a list of record types: there is no quotes; "
          + "did you mean quote?"
      ),
    ])
  func errors(text: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try Self.configuration(text) }
    #expect(error?.description == message)
  }

  @Test(
    "values of every wrong kind are refused",
    arguments: [
      "[Ingest]\nSettle=-1s", "[Ingest]\nSettle=1h", "[Ingest]\nSettle=61min",
      "[Ingest]\nSettle=ms", "[Ingest]\nWatch=sometimes", "[Ingest]\nPollInterval=0ms",
      "[Ingest]\nSettleMax=long",
      "[Ingest]\nSettle=99999999999999999999s", "[Ingest]\nMaxFile=5G", "[Ingest]\nMaxFile=1T",
      "[Ingest]\nMaxFile=M", "[Ingest]\nMaxFile=-1", "[Ingest]\nMaxFile=9223372036854775807G",
      "[Records]\nSnippetMax=", "[Records]\nSnippetMax=1e3", "[Records]\nSnippetMax=100001",
      "[Records]\nSnippetMax=٣", "[Records]\nEmit=", "[Records]\nEmit=quote,date",
      "[Records]\nEmit=Quote",
    ])
  func wrongValues(text: String) {
    #expect(throws: ConfigurationError.self) { try Self.configuration(text) }
  }

  @Test("a wrong variable or option is named as such")
  func origins() {
    let variable = #expect(throws: ConfigurationError.self) {
      try Self.configuration(environment: ["BRIEFINGD_SETTLE": "soon"])
    }
    #expect(variable?.description.hasPrefix("BRIEFINGD_SETTLE: “soon” is not a time") == true)
    let option = #expect(throws: ConfigurationError.self) {
      try Self.configuration(options: [.maxFile: "big"])
    }
    #expect(option?.description.hasPrefix("--max-file: “big” is not a size") == true)
  }

  @Test("no text crashes the reader")
  func noise() {
    var state: UInt64 = 0x9e37_79b9
    let alphabet = Array("[]=#;\n\r\t DropSettle/ ﹪é1msGM")
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      _ = try? Self.configuration(text)
    }
  }
}
