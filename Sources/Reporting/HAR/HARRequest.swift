import Foundation
import JSONKit
import RunModel

/// The request of an entry.
struct HARRequest {
    let exchange: Exchange

    private var request: RequestSent { exchange.request }
    /// Those of the wire, where they are known.
    private var headers: [HeaderField] { exchange.requestWire?.headers ?? request.headers }

    /// The request.
    var json: JSON {
        var members: [String: JSON] = [
            "method": .string(request.method),
            "url": .string(request.url),
            "httpVersion": .string(HARText.httpVersion(exchange.response?.httpVersion ?? "")),
            "cookies": HARCookies.sent(headers),
            "headers": HARText.pairs(HARText.fields(headers)),
            "queryString": HARText.query(request.url),
            "headersSize": -1,
            "bodySize": .integer(Int64(bodySize)),
        ]
        members["postData"] = postData
        return .object(members)
    }

    private var bodySize: Int {
        request.bodySize ?? request.body?.utf8.count ?? (request.bodyOmitted == true ? -1 : 0)
    }

    private var postData: JSON? {
        let type = HARText.value(of: "content-type", in: headers) ?? ""
        guard let text = request.body else {
            guard request.bodyOmitted == true else { return nil }
            return ["mimeType": .string(type), "text": "", "comment": "the body was not available"]
        }
        var members: [String: JSON] = ["mimeType": .string(type), "text": .string(text)]
        if request.bodyBase64 == true {
            members["_encoding"] = "base64"
        } else if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            members["params"] = HARText.pairs(HARText.form(text))
        }
        let kept = request.bodyBase64 == true ? text.utf8.count / 4 * 3 : text.utf8.count
        if let size = request.bodySize, kept + 2 < size, kept >= 32_768 {
            members["comment"] = .string("the beginning of \(size) bytes")
        }
        return .object(members)
    }
}
