internal import BriefingText
struct MailReader {
  let reading: FileReading
  init(_ content: [UInt8], coding: [String]) {
    reading = .text(Reading(plainText: content))
  }
}
