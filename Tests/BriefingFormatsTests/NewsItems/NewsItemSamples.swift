/// One story, in the forms that agencies deliver.
enum NewsItemSamples {
  static let body = """
    <p>OSLO, Norway (NTB) &#8212; The ferry &quot;Havsula&quot; ran aground on Tuesday, the <em>coast \
    guard</em> said.</p>
    <p>“We heard a bang,” said Kari Møen,
       a passenger.</p><h2>What we know</h2><ul><li>14 people were hurt</li>\
    <li>Two holes<br/>below the line</li></ul><table><tr><td>Crew</td><td>12</td></tr></table>\
    <blockquote><p>We will pay &euro;3&#xa0;million.</p></blockquote>
    """

  static let text = """
    OSLO, Norway (NTB) — The ferry "Havsula" ran aground on Tuesday, the coast guard said.

    “We heard a bang,” said Kari Møen, a passenger.

    What we know

    14 people were hurt

    Two holes
    below the line

    Crew\t12

    We will pay €3\u{a0}million.
    """

  static let marks = [
    "paragraph: “We heard a bang,” said Kari Møen, a passenger.", "heading: What we know",
    "listItem: 14 people were hurt", "listItem: Two holes\nbelow the line", "row: Crew\t12",
    "quotation: We will pay €3\u{a0}million.",
  ]

  static func escaped(_ text: String, nonASCII: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where nonASCII && scalar.value > 0x7f:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func ninjs1(nonASCII: Bool) -> String {
    """
    {"uri": "tag:a.example,2024:1", "type": "text", "versioncreated": "2024-05-07T10:00:00Z",
     "pubstatus": "usable", "language": "en-NO", "headline": "Ferry \\"Havsula\\" runs aground",
     "byline": "By Kari Lund", "infosource": [{"name": "NTB"}], "copyrightholder": "Norsk Byrå",
     "body_text": "not this", "body_xhtml": "\(escaped(body, nonASCII: nonASCII))",
     "located": "Oslo"}
    """
  }

  static let ninjs3 = """
    {"uri": "x", "firstCreated": "2024-05-07T09:00:00Z", "versionCreated": "2024-05-07T10:00:00Z",
     "headlines": [{"role": "short", "value": "Ferry"},
                   {"role": "main", "value": "Ferry \\"Havsula\\" runs aground"}],
     "by": "By Kari Lund", "people": [{"role": "author", "name": "Kari Lund"}],
     "bodies": [{"contentType": "text/plain", "value": "not this"},
                {"contentType": "application/xhtml+xml", "value": "\(escaped(body))"}]}
    """

  static let nitf = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE nitf SYSTEM "http://a.example/nitf.dtd">
    <nitf><head><title>Ferry</title><docdata><date.issue norm="20240507T100000Z"/>
    <doc.copyright holder="Norsk Byrå" year="2024"/></docdata></head>
    <body><body.head><hedline><hl1>Ferry &#34;Havsula&#34; runs aground</hl1></hedline>
    <byline>By <person>Kari Lund</person></byline></body.head>
    <body.content>\(body)</body.content></body></nitf>
    """

  static func newsML(items: Int = 1) -> String {
    let text = """
      <newsItem guid="y"><catalogRef href="http://a.example/c"/>
      <itemMeta><itemClass qcode="ninat:text"/><provider literal="NTB"/>
      <versionCreated>2024-05-07T10:00:00Z</versionCreated></itemMeta>
      <contentMeta><language tag="en"/><infoSource><name>Nordic Wire</name></infoSource>
      <headline>Ferry &quot;Havsula&quot; runs aground</headline><by>By Kari Lund</by></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><h:html
      xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>no</h:title></h:head><h:body>
      \(body.replacing("</", with: "</h:").replacing("<", with: "<h:").replacing("<h:/h:", with: "</h:"))
      </h:body></h:html></inlineXML></contentSet></newsItem>
      """
    return """
      <?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
      <newsItem guid="x"><contentMeta><headline>A picture</headline></contentMeta><contentSet>
      <remoteContent href="a.jpg"/></contentSet></newsItem>
      \(String(repeating: text, count: items))</itemSet></newsMessage>
      """
  }
}
