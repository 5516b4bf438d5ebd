/// One short article in several languages.
enum ForeignSamples {
  struct Sample: Sendable {
    var language: String
    var text: String
    var quote: String
  }

  static let texts: [Sample] = [
    Sample(
      language: "de",
      text: """
        Brücke in Tallsund wieder offen

        Oslo (dpa) - Die Brücke über den Fluss ist seit Montag wieder für den Verkehr \
        freigegeben, wie die Stadt mitteilte. „Wir haben lange darauf gewartet“, sagte die \
        Bürgermeisterin Eva Lind am 3. Mai 2024. Die Kosten liegen bei 3,5 Millionen Euro.
        """,
      quote: "Wir haben lange darauf gewartet"),
    Sample(
      language: "fr",
      text: """
        Le pont de Tallsund rouvre

        Le pont sur le fleuve est de nouveau ouvert à la circulation depuis lundi, a \
        annoncé la mairie. « Nous avons attendu longtemps », a déclaré la maire Eva Lind le \
        3 mai 2024. Les travaux ont coûté 3,5 millions d’euros et ont duré neuf mois.
        """,
      quote: "Nous avons attendu longtemps"),
    Sample(
      language: "es",
      text: """
        Reabre el puente de Tallsund

        El puente sobre el río volvió a abrirse al tráfico el lunes, anunció el \
        ayuntamiento. «Hemos esperado mucho tiempo», dijo la alcaldesa Eva Lind el 3 de \
        mayo de 2024. Las obras costaron 3,5 millones de euros y duraron nueve meses.
        """,
      quote: "Hemos esperado mucho tiempo"),
    Sample(
      language: "pl",
      text: """
        Most w Tallsund znów otwarty

        Most na rzece jest od poniedziałku ponownie otwarty dla ruchu, poinformowało \
        miasto. „Długo na to czekaliśmy”, powiedziała burmistrz Eva Lind 3 maja 2024 roku. \
        Prace kosztowały 3,5 miliona euro i trwały dziewięć miesięcy.
        """,
      quote: "Długo na to czekaliśmy"),
    Sample(
      language: "uk",
      text: """
        Міст у Талсунді знову відкрито

        Міст через річку з понеділка знову відкрито для руху, повідомила міська рада. «Ми \
        довго на це чекали», — сказала міська голова Ева Лінд 3 травня 2024 року. Роботи \
        коштували 3,5 мільйона євро і тривали дев’ять місяців.
        """,
      quote: "Ми довго на це чекали"),
    Sample(
      language: "ru",
      text: """
        Мост в Талсунде снова открыт

        Мост через реку с понедельника снова открыт для движения, сообщила мэрия. «Мы долго \
        этого ждали», — сказала мэр Ева Линд 3 мая 2024 года. Работы стоили 3,5 миллиона \
        евро и длились девять месяцев.
        """,
      quote: "Мы долго этого ждали"),
    Sample(
      language: "tr",
      text: """
        Tallsund köprüsü yeniden açıldı

        Nehir üzerindeki köprü pazartesi gününden itibaren yeniden trafiğe açıldı, belediye \
        açıkladı. “Bunu uzun zamandır bekliyorduk” dedi belediye başkanı Eva Lind 3 Mayıs \
        2024 tarihinde. Çalışmalar 3,5 milyon avroya mal oldu ve dokuz ay sürdü.
        """,
      quote: "Bunu uzun zamandır bekliyorduk"),
    Sample(
      language: "ar",
      text: """
        إعادة فتح جسر تالسوند

        أعيد فتح الجسر فوق النهر أمام حركة المرور منذ يوم الاثنين، حسبما أعلنت البلدية. \
        وقالت رئيسة البلدية إيفا ليند: «لقد انتظرنا هذا طويلا». وبلغت تكلفة الأعمال ثلاثة \
        ملايين ونصف المليون يورو واستمرت تسعة أشهر.
        """,
      quote: "لقد انتظرنا هذا طويلا"),
    Sample(
      language: "zh",
      text: """
        塔尔松大桥重新开放

        市政府宣布，河上的大桥自星期一起重新开放通行。市长伊娃·林德表示：“我们等了很久。”工程耗资三百五十万欧元，历时九个月。记者说，桥上的交通已经恢复正常。
        """,
      quote: "我们等了很久。"),
    Sample(
      language: "zh-Hant",
      text: """
        塔爾松大橋重新開放

        市政府宣布，河上的大橋自星期一起重新開放通行。市長伊娃·林德表示：「我們等了很久。」工程耗資三百五十萬歐元，歷時九個月。記者說，橋上的交通已經恢復正常。
        """,
      quote: "我們等了很久。"),
  ]
}
