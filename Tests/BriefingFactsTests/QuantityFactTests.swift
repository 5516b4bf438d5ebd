import BriefingFacts
import BriefingRecords
import BriefingText
import Testing

@Suite struct QuantityFactTests {
  @Test func `a fact proves the figure and what it counts`() throws {
    let document = QuantityFixture.document("They sent 20,000 rounds of tank ammunition.")
    let facts = QuantityMention.facts(of: QuantityFixture.mentions(document), in: document)
    let fact = try #require(facts.first)
    #expect(fact.spans.map(\.description) == ["quantity@10-16", "of@17-42"])
    #expect(fact.anchor == "20,000 rounds of tank ammunition")
    #expect(fact.rule == "quantity.count_digits")
    let payload = try #require(fact.payload as? Quantity)
    #expect(payload.measurement.value == 20000)
    #expect(payload.of == "rounds of tank ammunition")
  }

  @Test func `a conversion in brackets refers to what it converts`() {
    let document = QuantityFixture.document("They fled 3 kilometers (1.8 miles), 4 km in all.")
    let facts = QuantityMention.facts(of: QuantityFixture.mentions(document), in: document)
    #expect(facts.map(\.refs.count) == [0, 1, 0])
    #expect(facts[1].refs.first == facts[0].key)
  }

  @Test func `tables that do not fit are refused with file and line`() throws {
    let broken = try LexiconTable(
      name: "units",
      bytes: Array("phrase\tclass\tkind\tucum\tfactor\nmile\tword\tdistance\tmi".utf8),
      columns: MeasureLexicon.unitColumns)
    let currencies = try QuantityFixture.table("currencies", MeasureLexicon.currencyColumns)
    let numerals = try QuantityFixture.table("numerals", MeasureLexicon.numeralColumns)
    #expect(throws: LexiconError.self) {
      try MeasureLexicon(units: broken, currencies: currencies, numerals: numerals)
    }
  }

  @Test func `the shipped lexicon loads`() {
    #expect(QuantityFixture.lexicon != nil)
  }
}
