public import BriefingText

/// What became of the bytes of a file.
public enum FileReading: Sendable {
  /// They are a text.
  case text(Reading)
  /// They are something else, by a name a reader knows, and the command that makes text of it where
  /// there is one.
  case unsupported(what: String, conversion: String?)
  /// They would become more than the limit allows, once unpacked.
  case tooLarge(String)

  /// Reads a file, whatever its name is.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - limit: The most bytes that it may have once it is unpacked.
  public init(_ file: [UInt8], limit: Int) {
    switch ContentKind(of: file.span) {
    case .other(let what, let conversion):
      self = .unsupported(what: what, conversion: conversion)
    case .json: self = NinjsReader.reading(of: file)
    case .xml: self = NewsXMLReader.reading(of: file)
    case .plainText:
      self = .text(MarkdownReader.reading(of: file) ?? Reading(plainText: file))
    }
  }
}
