import Glibc

/// Text in other charsets, by glibc: what the tests compare with.
enum Encoded {
  struct Unknown: Error { let charset: String }

  static func bytes(_ text: String, _ charset: String) throws -> [UInt8] {
    try converted(Array(text.utf8), from: "UTF-8", to: charset)
  }

  static func converted(_ bytes: [UInt8], from: String, to: String) throws -> [UInt8] {
    guard let converter = iconv_open(to, from), converter != iconv_t(bitPattern: -1) else {
      throw Unknown(charset: to)
    }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    var left = input.count
    var room = output.count
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        return iconv(converter, &from, &left, &to, &room)
      }
    }
    guard status != Int.max, left == 0 else { throw Unknown(charset: to) }
    return output[..<(output.count - room)].map { UInt8(bitPattern: $0) }
  }
}

/// Sentences about places that exist nowhere, in the words of several languages.
enum Sentences {
  static let ukrainian = [
    "Мешканці Лугового сьогодні зранку відкрили новий міст через річку Тиху.",
    "«Ми чекали на це одинадцять років», — сказала їхня голова Оксана Вербовська.",
    "Ґанок старої школи теж полагодили, а дощ ішов цілу ніч.",
    "На пероні стояло понад двісті людей, серед них чимало дітей.",
  ]
  static let russian = [
    "Вчера вечером в посёлке Заречный снова включили свет и отопление.",
    "«Это был очень долгий месяц», — рассказал журналистам мастер Ефим Сухарев.",
    "Объезд по южной дороге открыт для грузовиков, но поезда ещё не ходят.",
    "Жители принесли рабочим горячий чай, хлеб и яблоки.",
  ]
  static let german = [
    "Die Fähre nach Süderholm fährt wegen des Sturms erst am späten Nachmittag.",
    "„Größere Schäden gibt es nicht“, erklärte Hafenmeisterin Käthe Brömmel.",
    "Über dreißig Gäste mußten die Nacht im Gemeindehaus verbringen.",
  ]
  static let french = [
    "Le préfet a annoncé hier la réouverture de l’école détruite par la tempête.",
    "« Où étaient les secours ? », a demandé la maire, très émue, à Noël Châtaignier.",
    "Les pêcheurs ont déjà réparé leurs bateaux près du phare de Kérival.",
  ]
  static let polish = [
    "Zażółcony most nad Wełną zamknięto w środę po południu dla ciężarówek.",
    "„Będziemy pracować także w nocy”, powiedział inżynier Łukasz Świątek.",
    "Mieszkańcy żądają, żeby gmina jeszcze w tym miesiącu naprawiła drogę.",
  ]
  static let turkish = [
    "Güneşli köyünde dün akşam yeni çeşme açıldı, çocuklar şarkı söyledi.",
    "Belediye başkanı Işıl Yılmazoğlu “Bu iş için üç yıl uğraştık” dedi.",
    "Yağmur başlayınca köylüler büyük çınarın altına sığındı.",
  ]
  static let greek = [
    "Οι κάτοικοι του Νέου Λιμανιού γύρισαν χθες το βράδυ στα σπίτια τους.",
    "Η γέφυρα άνοιξε πάλι, είπε ο δήμαρχος Στέλιος Βραχνός.",
  ]
  static let english = [
    "The café on the quay reopened on Monday — “a good sign,” said its owner, Zoë Brontëlle.",
    "Nobody was hurt, and the £40,000 façade will be rebuilt by autumn.",
  ]

  /// Each language with the charsets that its texts come in.
  static let inCharsets: [(name: String, sentences: [String], charsets: [String])] = [
    ("Ukrainian", ukrainian, ["windows-1251", "koi8-u", "utf-16le", "utf-16be", "utf-8"]),
    ("Russian", russian, ["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "utf-16le", "utf-8"]),
    ("German", german, ["windows-1252", "utf-16le", "utf-16be", "utf-8"]),
    ("French", french, ["windows-1252", "utf-16le", "utf-8"]),
    ("Polish", polish, ["windows-1250", "iso-8859-2", "utf-16be", "utf-8"]),
    ("Turkish", turkish, ["windows-1254", "utf-16le", "utf-8"]),
    ("Greek", greek, ["windows-1253", "iso-8859-7", "utf-16le", "utf-8"]),
    ("English", english, ["windows-1252", "utf-16be", "utf-8"]),
  ]
}
