import Hummingbird

/// A page of HTML.
struct Page: Sendable {
    var title: String
    /// HTML; whatever comes from outside is escaped by whoever puts it here.
    var body: String

    func html(status: HTTPResponse.Status = .ok) -> Response {
        let text = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title.escapedForHTML) · Endstate staging</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
        let headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static let style = """
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f5f6f8; color: #1b1f24 }
        main { max-width: 40rem; margin: 3rem auto; padding: 2rem; background: #fff; border-radius: 8px }
        label { display: block; font-weight: 600 }
        input { font: inherit; padding: .4rem; width: 100%; box-sizing: border-box }
        button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: 6px; background: #0b57d0; color: #fff }
        button:disabled { background: #9aa5b1 }
        [role=alert] { color: #b3261e }
        """
}

extension String {
    /// The text with the characters that mean something in HTML written out.
    var escapedForHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
