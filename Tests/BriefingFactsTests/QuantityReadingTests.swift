import Testing

@Suite struct QuantityReadingTests {
  @Test(
    arguments: [
      ("1,300 men", "1,300 = count 1300"),
      ("about 1 300 men", "1 300 = count 1300 APPROX"),
      ("700\u{a0}000 men", "700\u{a0}000 = count 700000"),
      ("1.300 soldiers left", "1.300 = count 1300"),
      ("1'300 soldiers left", "1'300 = count 1300"),
      ("12,34,567 votes", "12,34,567 = count 1234567"),
      ("losses rose (+890)", "+890 = count 890"),
      ("twenty-two men", "twenty-two = count 22"),
      ("one hundred and five men", "one hundred and five = count 105"),
      ("half a million men", "half a million = count 500000"),
      ("half a dozen men", "half a dozen = count 6"),
      ("a dozen men", "a dozen = count 12"),
      ("two dozen men", "two dozen = count 24"),
      ("a million shells", "a million = count 1000000"),
      ("a quarter of a million men", "a quarter of a million = count 250000"),
      ("8m people fled", "8m = count 8000000"),
      ("10k followers", "10k = count 10000"),
      ("3 lakh people", "3 lakh = count 300000"),
      ("a 17-article bill", "17 = count 17"),
      ("a 120-bed ward", "120 = count 120"),
      ("17 of 24 drones", "17 = count 17; 24 = count 24"),
      ("a vote of 311-112", "311 = count 311; 112 = count 112"),
      ("2,000-odd homes", "2,000 = count 2000 APPROX"),
      ("500 litres a day", "500 litres = count 500 L/d"),
      ("at 900 km/h", "900 km/h = count 900 km/h"),
      ("minus 20 degrees Celsius", "minus 20 degrees Celsius = count -20 Cel"),
    ])
  func `reads counts in digits and words`(text: String, expected: String) {
    #expect(QuantityFixture.figures("There were " + text + ".") == expected)
  }

  @Test(
    arguments: [
      ("dozens of men", "dozens = count 12…"),
      ("scores of people", "scores = count 20…"),
      ("injuring scores", "scores = count 20…"),
      ("hundreds of men", "hundreds = count 100…"),
      ("thousands and thousands of men", "thousands and thousands = count 1000…"),
      ("tens of thousands of men", "tens of thousands = count 10000…"),
      ("tens of billions of dollars", "tens of billions of dollars = money 10000000000… USD"),
      ("several hundred men", "several hundred = count 100…"),
      ("a few thousand men", "a few thousand = count 1000…"),
    ])
  func `reads vague numerals without a value`(text: String, expected: String) {
    #expect(QuantityFixture.figures("It meant " + text + ".") == expected)
  }

  @Test(
    arguments: [
      ("30,000 to 40,000 men", "30,000 to 40,000 = count 30000…40000"),
      ("10-14 days", "10-14 days = duration 10…14 d"),
      ("10–14 days", "10–14 days = duration 10…14 d"),
      ("between 20 and 30 men", "20 and 30 = count 20…30"),
      ("$5-6 billion", "$5-6 billion = money 5000000000…6000000000 USD"),
      ("€3bn to €4bn", "€3bn to €4bn = money 3000000000…4000000000 EUR"),
      ("20-30%", "20-30% = percent 20…30 %"),
      ("two to three weeks", "two to three weeks = duration 2…3 wk"),
      ("two- to three-day trips", "two- to three-day = duration 2…3 d"),
      ("men aged 18 to 60", "18 to 60 = age 18…60 a"),
      ("a rise from 60 to 75 percent", "60 = percent 60 %; 75 percent = percent 75 %"),
      ("105- and 155-millimetre guns", "105 = calibre 105 mm; 155-millimetre = calibre 155 mm"),
    ])
  func `reads ranges as one figure and changes as two`(text: String, expected: String) {
    #expect(QuantityFixture.figures("It was " + text + ".") == expected)
  }

  @Test(
    arguments: [
      ("half of them", "half = ratio 0.5"),
      ("nearly two-thirds of it", "two-thirds = ratio 0.6667 LESS_THAN"),
      ("three quarters of it", "three quarters = ratio 0.75"),
      ("a third of it", "a third = ratio 0.3333"),
      ("one in four men", "one in four = ratio 0.25"),
      ("nine out of ten men", "nine out of ten = ratio 0.9"),
      ("43 per cent of men", "43 per cent = percent 43 %"),
      ("3.1 percentage points", "3.1 percentage points = percent 3.1 %"),
      ("54% (-3)", "54% = percent 54 %; -3 = percent -3 %"),
      ("46 percent (June: 49)", "46 percent = percent 46 %; 49 = percent 49 %"),
    ])
  func `reads shares`(text: String, expected: String) {
    #expect(QuantityFixture.figures("It was " + text + ".") == expected)
  }

  @Test(
    arguments: [
      ("$11.7 billion dollars", "$11.7 billion dollars = money 11700000000 USD"),
      ("US$61-billion", "US$61-billion = money 61000000000 USD"),
      ("C$400 million", "C$400 million = money 400000000 CAD"),
      (
        "S$12 million (RM41.8 million)",
        "S$12 million = money 12000000 SGD; RM41.8 million = money 41800000 MYR"
      ),
      ("€1.05bn", "€1.05bn = money 1050000000 EUR"),
      ("€900m", "€900m = money 900000000 EUR"),
      ("22,5 mln euros", "22,5 mln euros = money 22500000 EUR"),
      ("EUR 100 000", "EUR 100 000 = money 100000 EUR"),
      ("USD 60 per barrel", "USD 60 = money 60 USD 1/[bbl_us]"),
      ("Rs 850 crore", "Rs 850 crore = money 8500000000 INR"),
      ("310 billion won", "310 billion won = money 310000000000 KRW"),
      ("200 zł", "200 zł = money 200 PLN"),
      ("100€", "100€ = money 100 EUR"),
      ("a 70-million-dollar deal", "70-million-dollar = money 70000000 USD"),
      ("$1 = 0.9412 pounds", "$1 = money 1 USD; 0.9412 pounds = money 0.9412 GBP"),
      ("30 million Canadian dollars", "30 million Canadian dollars = money 30000000 CAD"),
      ("Norway paid 40 million kroner", "40 million kroner = money 40000000 NOK"),
      ("Denmark paid 40 million kroner", "40 million kroner = money 40000000 DKK"),
    ])
  func `reads sums`(text: String, expected: String) {
    #expect(QuantityFixture.figures("It was " + text + ".") == expected)
  }

  @Test(
    arguments: [
      ("3 kilometers (1.8 miles)", "3 kilometers = length 3 km; 1.8 miles = length 1.8 [mi_i]"),
      ("200m apart", "200m = length 200 m"),
      ("about 200 m", "200 m = length 200 m APPROX"),
      ("22 square kilometres", "22 square kilometres = area 22 km2"),
      ("700 000 tonnes", "700 000 tonnes = mass 700000 t"),
      ("14 metric tons", "14 metric tons = mass 14 t"),
      ("400 pounds of explosive", "400 pounds = mass 400 [lb_av]"),
      ("155-millimetre shells", "155-millimetre = calibre 155 mm"),
      ("155mm shells", "155mm = calibre 155 mm"),
      ("40 mm of rain", "40 mm = length 40 mm"),
      ("a two-day visit", "two-day = duration 2 d"),
      ("more than seven-month war", "seven-month = duration 7 mo MORE_THAN"),
      ("2 minutes", "2 minutes = duration 2 min"),
      ("half an hour", "half an hour = duration 0.5 h"),
      ("three and a half years", "three and a half years = duration 3.5 a"),
      ("another ten days", "ten days = duration 10 d"),
      ("a 6-year-old boy", "6-year-old = age 6 a"),
      ("said Jane Roe, 58, a nurse", "58 = age 58 a"),
      ("Jan Roe (44) and a boy, 8", "44 = age 44 a; 8 = age 8 a"),
      ("a man of 67", "67 = age 67 a"),
      ("two boys aged 6 and 9", "two = count 2; 6 = age 6 a; 9 = age 9 a"),
      ("a mother of five", "five = count 5"),
    ])
  func `reads measures and ages`(text: String, expected: String) {
    #expect(QuantityFixture.figures("It was " + text + ".") == expected)
  }

  @Test(
    arguments: [
      ("under 500", "LESS_THAN"), ("fewer than 90", "LESS_THAN"), ("nearly 50", "LESS_THAN"),
      ("more than 30", "MORE_THAN"), ("over 40", "MORE_THAN"), ("up to 150", "EQUAL_OR_LESS"),
      ("as many as 15,000", "EQUAL_OR_LESS"), ("no more than 9", "EQUAL_OR_LESS"),
      ("at least 11", "EQUAL_OR_MORE"), ("no fewer than 12", "EQUAL_OR_MORE"),
      ("some 30", "APPROX"), ("perhaps 30", "APPROX"), ("an estimated 30", "APPROX"),
      ("close to 30", "APPROX"), ("roughly **30**", "APPROX"), ("“up to 60”", "EQUAL_OR_LESS"),
    ])
  func `reads the bound beside a figure and leaves it out of the span`(
    text: String, expected: String
  ) {
    let figures = QuantityFixture.figures("They counted " + text + " ships.")
    #expect(figures.hasSuffix(expected))
    #expect(figures.first?.isNumber == true)
  }

  @Test(arguments: [
    "hand over 20 tanks", "another 20 tanks", "only 20 tanks", "a row over 20 tanks",
  ])
  func `takes no bound from other words`(text: String) {
    #expect(QuantityFixture.figures("It may be to " + text + ".") == "20 = count 20")
  }

  @Test(
    arguments: [
      ("48 Leopard 2 tanks came", "Leopard 2 tanks"),
      ("20,000 rounds of tank ammunition went", "rounds of tank ammunition"),
      ("17 of 24 Shahed drones fell", "Shahed drones; Shahed drones"),
      ("13 people were hurt, two of them children", "people; children"),
      ("27 settlements were hit, 14 of them twice", "settlements; settlements"),
      ("five villages in the north and six in the south", "villages; villages"),
      ("61 more persons and entities were listed", "persons and entities"),
      ("arms worth $1 billion", "arms"),
      ("a £310 million contract with a yard", "contract"),
      ("a 62-year-old woman left", "woman"),
      ("43 percent of voters agree, down from 49 percent", "voters; voters"),
    ])
  func `finds what is counted`(text: String, expected: String) {
    #expect(QuantityFixture.counted(text + ".") == expected)
  }

  @Test func `labels of tables say what their cells count`() {
    #expect(QuantityFixture.counted("tanks – 6,458 (+12)") == "tanks; tanks")
    #expect(QuantityFixture.figures("tanks – 6,458 (+12)") == "6,458 = count 6458; +12 = count 12")
  }

  @Test func `a dollar sign is the dollar that the same sum is printed with`() {
    let text = "Ottawa finds $400M.\nIt will spend C$400 million.\nWashington gave $500M."
    #expect(
      QuantityFixture.figures(text)
        == "$400M = money 400000000 CAD; C$400 million = money 400000000 CAD; "
        + "$500M = money 500000000 USD")
  }
}
