import CLibcurl
import Foundation

/// One request and its answer on the wire, without redirects.
///
/// `@unchecked` because it is made by one task and from its start on used on the loop's thread only.
@safe final class CurlTransfer: @unchecked Sendable {
    /// What came, or why not.
    let outcome = OneShot<HTTPResponse, TransportError>()
    /// libcurl's handle.
    let easy: UnsafeMutableRawPointer

    private let request: HTTPRequest
    private let address: CurlURL
    private let start = ContinuousClock.now
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers: [(name: String, value: String)] = []
    private var body = Data()
    private var isOverflowing = false

    /// Prepares a transfer.
    ///
    /// - Parameters:
    ///   - request: What to ask.
    ///   - address: Whom to ask, instead of the request's own URL.
    ///   - trustedCertificates: A PEM file with the certificates to trust, instead of the system's.
    /// - Throws: ``TransportError`` for a request that cannot be sent as it is.
    init(_ request: HTTPRequest, to address: CurlURL, trustedCertificates: String?) throws(TransportError) {
        try Self.validate(request, address)
        guard let easy = unsafe curl_easy_init() else { throw TransportError(.system, message: "out of memory") }
        unsafe self.easy = easy
        self.request = request
        self.address = address
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setUp(trustedCertificates)
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe curl_slist_free_all(headerList)
        unsafe errorText.deallocate()
    }

    // MARK: The end

    /// The transfer is over.
    func finish(_ result: CURLcode) {
        if result == CURLE_OK || (isOverflowing && request.overflow == .truncate) {
            outcome.resolve(.success(response()))
        } else {
            outcome.resolve(.failure(error(result)))
        }
    }

    /// The transfer was ended from this side.
    func abandon() {
        outcome.resolve(.failure(Self.cancelled(address)))
    }

    /// The error of a cancelled exchange.
    static func cancelled(_ address: CurlURL) -> TransportError {
        TransportError(.cancelled, host: address.hostAndPort, message: "cancelled")
    }

    private func response() -> HTTPResponse {
        HTTPResponse(
            status: long(CURLINFO_RESPONSE_CODE), headers: headers, body: body, isTruncated: isOverflowing,
            timings: timings(), url: address.publicText, redirects: [])
    }

    private func error(_ result: CURLcode) -> TransportError {
        if isOverflowing {
            return TransportError(
                .bodyTooLarge, host: address.hostAndPort, message: "the body is larger than \(request.bodyLimit) bytes")
        }
        let detail = unsafe String(cString: errorText)
        let code = TransportError.Code(curl: result, systemError: long(CURLINFO_OS_ERRNO))
        var message = code.summary
        if code == .timedOut {
            message =
                duration(CURLINFO_CONNECT_TIME_T) == .zero
                ? "no connection in time"
                : headers.isEmpty ? "no answer in time" : "the answer was not whole in time"
        }
        return TransportError(
            code, host: address.hostAndPort, message: message, native: NativeCode(curl: result, detail: detail))
    }

    private func timings() -> HTTPTimings {
        HTTPTimings(
            start: start, end: .now, resolved: duration(CURLINFO_NAMELOOKUP_TIME_T),
            connected: duration(CURLINFO_CONNECT_TIME_T), secured: duration(CURLINFO_APPCONNECT_TIME_T),
            firstByte: duration(CURLINFO_STARTTRANSFER_TIME_T), total: duration(CURLINFO_TOTAL_TIME_T))
    }

    private func duration(_ info: CURLINFO) -> Duration {
        var microseconds: curl_off_t = 0
        unsafe endstate_curl_get_offset(easy, info, &microseconds)
        return .microseconds(Int64(microseconds))
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        unsafe endstate_curl_get_long(easy, info, &value)
        return value
    }

    // MARK: What arrives

    /// A line of the head, with its line break.
    fileprivate func receiveHeader(_ data: UnsafeRawBufferPointer) {
        let line = unsafe String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
        // A status line starts the head of another response: what came before was an interim one.
        if line.hasPrefix("HTTP/") { return headers.removeAll() }
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        headers.append((String(line[..<colon]), value))
    }

    /// A part of the body.
    ///
    /// - Returns: Whether it fits; the transfer ends otherwise. libcurl's own limit stops only lengths known beforehand.
    fileprivate func receiveBody(_ data: UnsafeRawBufferPointer) -> Bool {
        let room = request.bodyLimit - body.count
        if data.count > room {
            isOverflowing = true
            unsafe body.append(contentsOf: data.prefix(room))
            return false
        }
        unsafe body.append(contentsOf: data)
        return true
    }
}

// MARK: - Setting up

extension CurlTransfer {
    private static func validate(_ request: HTTPRequest, _ address: CurlURL) throws(TransportError) {
        guard HeaderRules.isSafe(name: request.method, value: "") else {
            throw TransportError(
                .badRequest, host: address.hostAndPort,
                message: "not a method: \(HeaderRules.printable(request.method))")
        }
        for header in request.headers where !HeaderRules.isSafe(name: header.name, value: header.value) {
            throw TransportError(
                .badRequest, host: address.hostAndPort,
                message: "the header \(HeaderRules.printable(header.name)) holds a character that is not allowed")
        }
        guard request.deadline > .now else {
            throw TransportError(
                .timedOut, host: address.hostAndPort, message: "the deadline had passed before the request")
        }
    }

    private func setUp(_ trustedCertificates: String?) {
        set(CURLOPT_URL, address.text)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_NOSIGNAL, 1)
        // Else the end of a transfer waits for a name server that is silent, and all others with it.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_TIMEOUT_MS, (request.deadline - start).wholeMilliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.wholeMilliseconds)
        // Every encoding this libcurl knows; the limit counts what comes out.
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_USERAGENT, "endstate")
        if address.isLoopback { set(CURLOPT_PROXY, "") }
        if let trustedCertificates { set(CURLOPT_CAINFO, trustedCertificates) }
        if let certificate = request.clientCertificate {
            set(CURLOPT_SSLCERT, certificate.certificate)
            set(CURLOPT_SSLKEY, certificate.key ?? certificate.certificate)
        }
        unsafe endstate_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
        setUpMethod()
        setUpHeaders()
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe endstate_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        unsafe endstate_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        unsafe endstate_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, curlBody)
        unsafe endstate_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, curlHeader)
    }

    private func setUpMethod() {
        if request.method == "HEAD" { return set(CURLOPT_NOBODY, 1) }
        let expectsBody = ["POST", "PUT", "PATCH"].contains(request.method)
        if let body = request.body ?? (expectsBody ? Data() : nil) {
            unsafe endstate_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            _ = unsafe body.withUnsafeBytes { bytes in
                unsafe endstate_curl_set_pointer(
                    easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            }
            if body.isEmpty { set(CURLOPT_COPYPOSTFIELDS, "") }
        }
        set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private func setUpHeaders() {
        let names = Set(request.headers.map { $0.name.lowercased() })
        // libcurl would add these by itself to a request with a body.
        for name in ["Content-Type", "Expect"] where !names.contains(name.lowercased()) { append("\(name):") }
        for (name, value) in request.headers { append(value.isEmpty ? "\(name);" : "\(name): \(value)") }
        unsafe endstate_curl_set_list(easy, CURLOPT_HTTPHEADER, headerList)
    }

    private func append(_ header: String) {
        if let list = unsafe curl_slist_append(headerList, header) { unsafe headerList = unsafe list }
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe endstate_curl_set_long(easy, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        unsafe endstate_curl_set_string(easy, option, value)
    }
}

extension Duration {
    /// At least one: libcurl takes zero for "no limit".
    fileprivate var wholeMilliseconds: Int {
        max(1, Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
    }
}

// MARK: - Where libcurl enters

private func curlBody(
    data: UnsafeMutablePointer<CChar>?,
    size: Int,
    count: Int,
    context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    let isTaken = unsafe transfer.receiveBody(UnsafeRawBufferPointer(start: data, count: size * count))
    return isTaken ? size * count : 0
}

private func curlHeader(
    data: UnsafeMutablePointer<CChar>?,
    size: Int,
    count: Int,
    context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    unsafe transfer.receiveHeader(UnsafeRawBufferPointer(start: data, count: size * count))
    return size * count
}
