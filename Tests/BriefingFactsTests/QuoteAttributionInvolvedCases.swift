extension QuoteAttributionTests {
  static let involved: [Case] = [
    Case(
      name: "a quotation in a quotation belongs to its own source",
      text: "“My uncle told me, ‘Never sell the boat.’ So I kept it,” Tomas Ilk said.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk", "My uncle"]),
    Case(
      name: "a term has no speaker",
      text: "Crews of the so-called “ghost convoy” slept aboard.", speakers: [""]),
    Case(
      name: "what somebody calls it",
      text: "The junta banned news of what it calls an “anti-bandit campaign”.",
      speakers: ["junta"]),
    Case(
      name: "called with an object before the words",
      text: "Tomas Ilk called the offer “a paper umbrella”.", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "an agency reports what a speaker said",
      text: "Tomas Ilk said the dam was “sound as a bell,” the Alvian News Agency reported.",
      persons: ["Tomas Ilk"], organisations: ["Alvian News Agency"], speakers: ["Tomas Ilk"]),
    Case(
      name: "words of a headline belong to who says them in the text",
      text: "# Ilk: dam is ‘sound’\n\nTomas Ilk said the dam was “sound as a bell”.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk", "Tomas Ilk"]),
    Case(
      name: "words of a subhead belong to who says them in the text",
      text: "## ‘A paper umbrella’\n\nOrban Vey called the offer “a paper umbrella”.",
      persons: ["Orban Vey"], speakers: ["Orban Vey", "Orban Vey"]),
    Case(
      name: "a headline with the claim before a colon",
      text: "# ‘The dam is sound’: water minister\n\nRain fell all week.",
      speakers: ["water minister"]),
    Case(
      name: "a pull quote with a dash and a signature",
      text: "“The river took the school.”\n\n— Mirela Danko, nurse in Orlice",
      persons: ["Mirela Danko"], places: ["Orlice"], speakers: ["Mirela Danko"]),
    Case(
      name: "a pull quote with name and role in the next line",
      text: "“The river took the school.”\n\nMirela Danko, High Commissioner for Water",
      persons: ["Mirela Danko"], speakers: ["Mirela Danko"]),
    Case(
      name: "cries from a place",
      text: "Cries of ‘Shame!’ came from the public gallery.", speakers: ["public gallery"]),
    Case(
      name: "an unnamed somebody",
      text: "‘Too late!’ shouted someone in the second row.",
      speakers: ["someone in the second row"]),
    Case(
      name: "it goes to the body that spoke before",
      text: "The harbour command said a mine had been found. “It did not go off,” it added.",
      speakers: ["harbour command"]),
    Case(
      name: "they goes to two speakers",
      text: "Mirela Danko and Tomas Ilk say help is late. “We wait,” they write.",
      persons: ["Mirela Danko", "Tomas Ilk"], speakers: ["Mirela Danko and Tomas Ilk"]),
    Case(
      name: "the subject after an adverbial",
      text: "In Velmora, Water Minister Tomas Ilk said the dam was “sound”.",
      persons: ["Tomas Ilk"], places: ["Velmora"], speakers: ["Tomas Ilk"]),
    Case(
      name: "asked first, then said",
      text: "Asked whether the dam would hold, Tomas Ilk said: “Ask the river.”",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "a verb in the passive has no source before it",
      text: "Tomas Ilk was told to leave. Orban Vey said it was “high time”.",
      persons: ["Tomas Ilk", "Orban Vey"], speakers: ["Orban Vey"]),
    Case(
      name: "straight marks",
      text: "\"The dam holds,\" Tomas Ilk said. \"For now.\"", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "single marks with apostrophes inside",
      text: "‘It’s the soldiers’ dam, not ours,’ Tomas Ilk said.", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "auxiliaries between name and verb",
      text: "“The dam holds,” Tomas Ilk had earlier told parliament.", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "two partial quotations of one sentence",
      text: "Tomas Ilk said the dam was “sound” and the river “a liar”.", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk", "Tomas Ilk"]),
    Case(
      name: "who said",
      text: "The council thanked Tomas Ilk, who said he was “only the plumber”.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "a statement before its source",
      text: "In a statement on Sunday, the Port Authority called it “a paper umbrella”.",
      organisations: ["Port Authority"], speakers: ["Port Authority"]),
    Case(
      name: "the statement speaks for its body",
      text: "The Port Authority shut the quay. “There is no danger,” the statement said.",
      organisations: ["Port Authority"], speakers: ["Port Authority"]),
    Case(
      name: "a statement from a body is the body",
      text: "A statement from the Port Authority said there was “no danger”.",
      organisations: ["Port Authority"], speakers: ["Port Authority"]),
    Case(
      name: "an insertion between dashes",
      text: "Tomas Ilk — a plumber by trade — said the dam was “sound”.", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "an insertion in brackets",
      text: "Tomas Ilk (Water Party) said the dam was “sound”.", persons: ["Tomas Ilk"],
      organisations: ["Water Party"], speakers: ["Tomas Ilk"]),
    Case(
      name: "an agency quotes somebody as saying",
      text: "The Alvian News Agency quoted Tomas Ilk as saying: “The dam is sound.”",
      persons: ["Tomas Ilk"], organisations: ["Alvian News Agency"], speakers: ["Tomas Ilk"]),
    Case(
      name: "somebody was quoted as saying",
      text: "“The dam is sound,” Tomas Ilk was quoted as saying by the Alvian News Agency.",
      persons: ["Tomas Ilk"], organisations: ["Alvian News Agency"], speakers: ["Tomas Ilk"]),
    Case(
      name: "an operation called by a name has no speaker",
      text: "The army began an operation called “Wet Stone” in the valley.", speakers: [""]),
    Case(
      name: "a dash between the quotation and its source",
      text: "“The dam is sound” – said Tomas Ilk.", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "a signature in the same line",
      text: "“The dam is sound.” — Tomas Ilk, water minister", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "a headline with a dash before its source",
      text: "# ‘The dam is sound’ – Tomas Ilk\n\nRain fell.", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "an earlier report in the sentence is not the source",
      text: "While Orban Vey said it would hold, “the dam is finished,” Tomas Ilk said.",
      persons: ["Tomas Ilk", "Orban Vey"], speakers: ["Tomas Ilk"]),
    Case(
      name: "an age stands for the person",
      text: "Mirela Danko lost her house. “I swam,” the 44-year-old said.",
      persons: ["Mirela Danko"], speakers: ["Mirela Danko"]),
    Case(
      name: "a list entry with a name and a colon",
      text: "Tomas Ilk: “The dam is sound.”", persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "adding starts an utterance of its own",
      text: "“The dam is sound,” Tomas Ilk said, adding: “For now.”", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk", "Tomas Ilk"]),
    Case(
      name: "a question",
      text: "“Is the dam sound?” asked Mirela Danko.", persons: ["Mirela Danko"],
      speakers: ["Mirela Danko"]),
    Case(
      name: "an interview between commas",
      text: "Tomas Ilk, in an interview with Orban Vey, said the dam was “sound”.",
      persons: ["Tomas Ilk", "Orban Vey"], speakers: ["Tomas Ilk"]),
    Case(
      name: "an unclosed mark silences nobody else",
      text: "“The dam is sound, Orban Vey said.\n\nTomas Ilk said it was “finished”.",
      persons: ["Tomas Ilk", "Orban Vey"], speakers: ["Tomas Ilk"]),
    Case(
      name: "who is told is not who tells",
      text: "“The dam is sound,” resident Mirela Danko, 39, told Orban Vey by phone.",
      persons: ["Mirela Danko", "Orban Vey"], speakers: ["Mirela Danko"]),
    Case(
      name: "one of them by name",
      text: "Mothers queue. “Nobody came,” one of them, Mirela Danko, told the Courier.",
      persons: ["Mirela Danko"], organisations: ["Courier"], speakers: ["Mirela Danko"]),
    Case(
      name: "a belief inside a report belongs to who reports",
      text: "The Port Authority said they would respond “in due time”.",
      organisations: ["Port Authority"], speakers: ["Port Authority"]),
    Case(
      name: "a verb in the present is no part of the role",
      text: "“The last step is the hardest,” the researcher believes.", speakers: ["researcher"]),
  ]
}
