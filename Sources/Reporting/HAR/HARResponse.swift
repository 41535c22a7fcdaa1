import Foundation
import JSONKit
import RunModel

/// The answer of an entry; the status 0 where there was none.
struct HARResponse {
    let exchange: Exchange
    /// The bytes of a blob by its name.
    let blob: (String) -> Data?

    private var response: ResponseReceived? { exchange.response }
    private var wire: ResponseWire? { exchange.responseWire }
    /// Those of the wire, where they are known: the page may not see `Set-Cookie`.
    private var headers: [HeaderField] { wire?.headers ?? response?.headers ?? [] }
    private var isFromCache: Bool { response?.cache != nil && wire == nil }

    /// The answer.
    var json: JSON {
        var members: [String: JSON] = [
            "status": .integer(Int64(status)),
            "statusText": .string(response?.statusText ?? ""),
            "httpVersion": .string(HARText.httpVersion(response?.httpVersion ?? "")),
            "cookies": HARCookies.received(headers),
            "headers": HARText.pairs(HARText.fields(headers)),
            "content": content,
            "redirectURL": .string(redirectURL),
            "headersSize": .integer(Int64(wire?.headersSize ?? -1)),
            "bodySize": .integer(Int64(bodySize)),
        ]
        members["_transferSize"] = transferSize.map { .integer(Int64($0)) }
        if let failed = exchange.failed {
            members["_error"] = .string(failed.error)
            members["_blockedReason"] = failed.blockedReason.map(JSON.string)
            members["_corsError"] = failed.corsError.map(JSON.string)
            if failed.canceled { members["_wasAborted"] = true }
        } else if let error = socketError {
            members["_error"] = .string(error)
        }
        if response?.cache == "service-worker" { members["_fetchedViaServiceWorker"] = true }
        return .object(members)
    }

    private var status: Int {
        if let status = wire?.status, status > 0 { return status }
        return response?.status ?? exchange.socket?.changes.compactMap(\.change.status).last ?? 0
    }

    private var socketError: String? { exchange.socket?.changes.compactMap(\.change.error).last }

    private var redirectURL: String {
        exchange.next?.url ?? HARText.value(of: "location", in: headers) ?? ""
    }

    private var transferSize: Int? { exchange.finished?.size ?? (exchange.next == nil ? nil : response?.size) }

    /// Bytes of the body on the wire.
    private var bodySize: Int {
        if isFromCache || status == 304 { return 0 }
        guard let transferSize, let head = wire?.headersSize else { return -1 }
        return head >= 0 && transferSize > head ? transferSize - head : 0
    }

    private var content: JSON {
        let bytes = exchange.finished?.blob.flatMap(blob)
        let size = exchange.finished?.bodySize ?? bytes?.count ?? (response == nil || exchange.next != nil ? 0 : -1)
        let type = response?.mimeType ?? ""
        var members: [String: JSON] = [
            "size": .integer(Int64(size)), "mimeType": .string(type.isEmpty ? "x-unknown" : type),
        ]
        if bodySize > 0, size > bodySize { members["compression"] = .integer(Int64(size - bodySize)) }
        if let bytes, exchange.finished?.blob?.hasSuffix(".bin") == true {
            members["text"] = .string(bytes.base64EncodedString())
            members["encoding"] = "base64"
        } else if let bytes {
            members["text"] = .string(String(decoding: bytes, as: UTF8.self))
        }
        return .object(members)
    }
}
