import CLibcurl
import Foundation

extension NativeCode {
    /// A result of libcurl. What the transfer's error buffer holds says more than the code's own text.
    init(curl code: CURLcode, detail: String) {
        let text = unsafe String(cString: curl_easy_strerror(code))
        self.init(.libcurl, Int32(code.rawValue), text: detail.isEmpty ? text : detail)
    }
}

extension TransportError.Code {
    /// The kind of failure that a result of libcurl stands for.
    init(curl code: CURLcode, systemError: Int) {
        self =
            switch code {
            case CURLE_OPERATION_TIMEDOUT: .timedOut
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolveFailed
            case CURLE_COULDNT_CONNECT: systemError == Int(ECONNREFUSED) ? .connectionRefused : .connectionFailed
            case CURLE_URL_MALFORMAT: .badURL
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
                CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CRL_BADFILE:
                .tls
            case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_PROXY:
                .connectionFailed
            // The scheme has been checked: what is not supported is HTTP 0.9, which is to say anything.
            case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM,
                CURLE_BAD_CONTENT_ENCODING:
                .protocol
            default: .system
            }
    }

    /// What happened, in words that do not repeat libcurl's.
    var summary: String {
        switch self {
        case .timedOut: "no whole answer in time"
        case .resolveFailed: "the name has no address"
        case .connectionRefused: "the connection was refused"
        case .badURL: "the URL cannot be used"
        case .tls: "the TLS connection failed"
        case .connectionFailed: "the connection broke or could not be made"
        case .protocol: "the server did not answer in HTTP"
        default: "the exchange failed"
        }
    }
}
