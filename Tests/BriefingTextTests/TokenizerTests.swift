import Testing

@testable import BriefingText

/// The tokens of `text` as strings, quotes shown by kind.
func tokens(_ text: String) -> [String] {
  let document = parsed(text)
  return document.tokens.map { token in
    switch token.kind {
    case .openQuote: "<"
    case .closeQuote: ">"
    default: document.text(token)
    }
  }
}

func parsed(_ text: String) -> TextDocument {
  var parser = DocumentParser(phrases: BoilerplatePhrases())
  let bytes = Array(text.utf8)
  parser.feed(bytes.span)
  return parser.finish()
}

func sentences(_ text: String) -> [String] {
  let document = parsed(text)
  return document.sentences.map { document.text($0.bytes) }
}

@Suite struct TokenizerTests {
  @Test(
    arguments: [
      ("US-led talks", "US|-|led|talks"),
      ("Kenya's port and Chad’s army", "Kenya|'s|port|and|Chad|’s|army"),
      ("1,300 men on 24.02.22 at 06:00.", "1,300|men|on|24.02.22|at|06:00|."),
      ("155mm and 19th", "155|mm|and|19th"),
      ("Gen. Ito of the U.S. Army", "Gen.|Ito|of|the|U.S.|Army"),
      ("US$61-billion for C$4", "US|$|61|-|billion|for|C|$|4"),
      ("It don’t, can't, cannot", "It|do|n’t|,|ca|n't|,|can|not"),
      ("O’Brien said, ’tis done", "O’Brien|said|,|’tis|done"),
      ("in the ’90s and 1990's", "in|the|’|90|s|and|1990|'s"),
      ("the soldiers’ boots", "the|soldiers|’|boots"),
      ("see https://a.example/b_(c), ok", "see|https://a.example/b_(c)|,|ok"),
      ("mail jo.doe@a.example or @jo_doe.", "mail|jo.doe@a.example|or|@jo_doe|."),
      ("No. 9 was no. Then", "No.|9|was|no|.|Then"),
      ("AT&T and G. W. Hale", "AT&T|and|G.|W.|Hale"),
      ("well... so… --", "well|...|so|…|--"),
      ("Feb. 14,2023 but 14,000", "Feb.|14|,|2023|but|14,000"),
      ("Türkiye\u{a0}won", "Türkiye|won"),
      ("2 a.m. local", "2|a.m.|local"),
    ])
  func `cuts words, numbers and marks`(text: String, expected: String) {
    #expect(tokens(text).joined(separator: "|") == expected)
  }

  @Test(
    arguments: [
      ("‘Pick it up,’ he said. ‘Don’t!’", "<|Pick|it|up|,|>|he|said|.|<|Do|n’t|!|>"),
      ("‘the soldiers’ boots’ hurt", "<|the|soldiers|’|boots|>|hurt"),
      ("‘his friends’ and others", "<|his|friends|>|and|others"),
      ("She said \"go\" and \"stay\".", "She|said|<|go|>|and|<|stay|>|."),
      ("‘He said: “No.” So I went.’", "<|He|said|:|<|No|.|>|So|I|went|.|>"),
      ("„Wait,“ he said", "<|Wait|,|>|he|said"),
      ("«Non», «oui»; »ja«", "<|Non|>|,|<|oui|>|;|<|ja|>"),
      ("”Ja,” hon sade", "<|Ja|,|>|hon|sade"),
      ("a 12\" gun and 6'2\" tall", "a|12|\"|gun|and|6|'|2|\"|tall"),
      ("World › Europe", "World|›|Europe"),
      ("could ’tip over’: report", "could|<|tip|over|>|:|report"),
      ("'Go,' she said, 'or don't.'", "<|Go|,|>|she|said|,|<|or|do|n't|.|>"),
      ("“it” (the “plan”)", "<|it|>|(|the|<|plan|>|)"),
      ("“wrong“ here", "<|wrong|>|here"),
      ("“…and then”", "<|…|and|then|>"),
      ("**\"bold\"** x", "**|<|bold|>|**|x"),
    ])
  func `tells opening from closing quotation marks`(text: String, expected: String) {
    #expect(tokens(text).joined(separator: "|") == expected)
  }
}

@Suite struct SentenceTests {
  @Test(
    arguments: [
      ["Gov. Ann Lee met Lt. Gen. Bo Ray.", "They spoke."],
      ["It fell at 6 p.m. on Friday.", "Mr. Ode left."],
      ["He came at 6 p.m.", "Nobody else did."],
      ["The U.S. Senate met.", "It is in the U.S.", "The vote is near."],
      ["“We wait. We see,” she said.", "“That is all.”", "Nobody spoke."],
      ["“Why now?” he asked.", "“Who knows?” Smith said."],
      ["Calls of ‘Shame!’ and ‘Since when?’ went round.", "Order returned."],
      ["It cost 3.5 million.", "That is No. 9 on the list."],
      ["He waited… and left.", "Then J. R. Ewing came."],
      ["“They hit us.", "We hit back."],
      ["Is it so?", "Yes!", "No."],
      ["(It rained.)", "Then it stopped."],
      ["A headline without a stop"],
    ])
  func `splits where a reader would`(expected: [String]) {
    #expect(sentences(expected.joined(separator: " ")) == expected)
  }
}
