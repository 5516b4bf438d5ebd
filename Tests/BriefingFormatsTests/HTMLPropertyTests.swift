import BriefingFormats
import BriefingText
import Testing

/// Random pages, the same in each run.
private struct PageMaker {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func word() -> String {
    let words = [
      "water", "Fish &amp; chips", "caf&eacute;", "&#8220;stay&#8221;", "x&nbsp;y", "naïve", "a",
      "é",
      "R&D", "&lt;tag&gt;", "said", "&hellip;", "5&thinsp;km", "1&copy2", "—", "漢字", "&bogus;",
      "no.",
    ]
    return words[next(words.count)]
  }

  mutating func text() -> String {
    (0...next(30)).map { _ in word() }.joined(separator: next(3) == 0 ? "\n  " : " ") + "."
  }

  mutating func page(_ depth: Int = 0) -> String {
    let tags = [
      "div", "p", "b", "i", "a href=/x", "ul", "li", "h2", "span class=date", "td", "table",
      "tr", "blockquote", "section class='article-body'", "aside", "br", "em", "pre", "!-- c --",
    ]
    var result = ""
    for _ in 0...next(5) {
      let tag = tags[next(tags.count)]
      let name = tag.prefix { $0 != " " }
      let inner = depth < 4 && next(2) == 0 ? page(depth + 1) : text()
      result += "<\(tag)>\(inner)" + (next(6) == 0 ? "" : "</\(name)>")
    }
    return result
  }
}

@Suite struct HTMLPropertyTests {
  /// What the bytes of a piece of HTML say: tags dropped, references resolved.
  private func said(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    let whole = String(decoding: bytes, as: UTF8.self)
    var inTag = false
    for character in whole.unicodeScalars {
      if character == "<" {
        inTag = true
      } else if character == ">" {
        inTag = false
      } else if !inTag {
        text.unicodeScalars.append(character)
      }
    }
    for (name, value) in [
      ("&amp;", "&"), ("&eacute;", "é"), ("&#8220;", "“"), ("&#8221;", "”"), ("&nbsp;", " "),
      ("&lt;", "<"), ("&gt;", ">"), ("&hellip;", "…"), ("&thinsp;", "\u{2009}"), ("&copy", "©"),
    ] {
      text = text.split(separator: name, omittingEmptySubsequences: false).joined(separator: value)
    }
    return text
  }

  @Test func `each word of a block stands in the bytes that prove it, in the order of the file`() {
    var maker = PageMaker(state: 7)
    for number in 0..<60 {
      let html = "<html><body>" + maker.page() + "</body></html>"
      let bytes = Array(html.utf8)
      let read = ReadPage(bytes)
      var last = 0
      for stretch in 0..<read.document.blocks.count {
        let block = read.document.blocks[stretch]
        let hull = read.reading.origin.hull(of: block.bytes)
        #expect(hull.lowerBound >= last, "page \(number): in the order of the file")
        last = hull.lowerBound
        let words = read.document.text(block.bytes).split { $0 == " " || $0 == "\t" }
        let proof = said(bytes[hull]).filter { !$0.isWhitespace }
        for word in words {
          #expect(
            proof.contains(word.filter { !$0.isWhitespace }), "page \(number): \(word) in \(proof)")
        }
        for token in read.document.tokens[block.tokens] {
          let parts = read.reading.origin.parts(of: token.bytes)
          let proof = said(bytes[read.reading.origin.hull(of: token.bytes)])
          #expect(!parts.isEmpty && proof.contains(read.document.text(token)), "page \(number)")
        }
      }
    }
  }

  @Test func `stated values stand in the bytes that prove them`() {
    for page in SamplePage.all {
      let reading = Reading(page: page.html)
      for value in reading.stated where value.field != .published || value.basis != .meta {
        let proof = said(page.html[value.bytes])
        let words = value.value.split(separator: " ").filter { !$0.contains("\\") }
        if value.field == .published, value.value.utf8.count == 10 { continue }
        #expect(
          words.allSatisfy { proof.contains($0) }, "\(page.name): \(value.value) in \(proof)")
      }
    }
  }

  @Test func `a file cut off anywhere is read as far as it goes`() {
    for page in SamplePage.all.prefix(6) {
      for end in stride(from: 0, to: page.html.count, by: 97) {
        let reading = Reading(page: Array(page.html[..<end]))
        #expect(reading.marks.allSatisfy { $0.bytes.upperBound <= reading.text.count })
      }
    }
  }
}
