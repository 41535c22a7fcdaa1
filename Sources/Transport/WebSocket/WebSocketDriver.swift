import CLibWebSockets
import Foundation
import Synchronization

/// libwebsockets as the driver of an ``EventLoop``: one context, used on the loop's thread only.
///
/// `@unchecked` because the fields are confined to that thread, which the loop guarantees and callbacks check.
@safe final class WebSocketDriver: LoopDriver, @unchecked Sendable {
    /// The context; `nil` only after ``tearDown()``.
    private var context: OpaquePointer?

    /// The open handles by the number libwebsockets keeps for each. A number, so that a late callback finds nothing
    /// instead of a freed object.
    private var sockets: [Int: WebSocket] = [:]
    private var lastNumber = 0
    private let trustedCertificates: String?
    private let alarm: UnsafeMutablePointer<lws_sorted_usec_list_t>

    /// Makes the context.
    ///
    /// - Parameter trustedCertificates: A PEM file with the certificates to trust, instead of the system's.
    /// - Throws: ``TransportError`` when libwebsockets cannot start, for want of memory or file descriptors.
    init(trustedCertificates: String?) throws(TransportError) {
        self.trustedCertificates = trustedCertificates
        unsafe alarm = .allocate(capacity: 1)
        unsafe alarm.initialize(to: lws_sorted_usec_list_t())
        lws_set_log_level(0, nil)
        unsafe context = Self.makeContext(user: Unmanaged.passUnretained(self).toOpaque())
        if unsafe context == nil {
            unsafe alarm.deallocate()
            throw TransportError(.system, message: "libwebsockets cannot start: out of memory or file descriptors")
        }
    }

    private static func makeContext(user: UnsafeMutableRawPointer) -> OpaquePointer? {
        var info = unsafe makeInfo()
        unsafe info.user = user
        unsafe info.pt_serv_buf_size = 256 << 10
        unsafe info.options = endstate_lws_explicit_hosts | (takesTLSInitialization() ? endstate_lws_tls : 0)
        return unsafe lws_create_context(&info)
    }

    private static func makeInfo() -> lws_context_creation_info {
        var info = unsafe lws_context_creation_info()
        unsafe info.port = CONTEXT_PORT_NO_LISTEN
        unsafe info.protocols = protocols
        unsafe info.gid = -1
        unsafe info.uid = -1
        // Deadlines are the loop's timers; the library's own, in whole seconds, must not come first.
        unsafe info.timeout_secs = 24 * 3600
        return unsafe info
    }

    /// Whether this context is the one that initializes TLS: once a process, because each time moves a global index
    /// under the connections of the other contexts.
    private static func takesTLSInitialization() -> Bool {
        isTLSInitialized.withLock { isInitialized in
            defer { isInitialized = true }
            return !isInitialized
        }
    }

    private static let isTLSInitialized = Mutex(false)

    /// The virtual host that connections belong to: one for plain ones, another for TLS, made when first needed because
    /// loading the system's certificates takes 25 ms; and one more for each proxy, which is a setting of the host.
    ///
    /// - Parameters:
    ///   - isSecure: Whether TLS is spoken.
    ///   - proxy: The proxy as libwebsockets takes it; empty for none.
    /// - Returns: `nil` when it cannot be made, such as when a certificate file cannot be read.
    private func host(isSecure: Bool, proxy: String) -> OpaquePointer? {
        let name = (isSecure ? "secure" : "plain") + (proxy.isEmpty ? "" : " through " + proxy)
        if let host = unsafe lws_get_vhost_by_name(context, name) { return unsafe host }
        var info = unsafe Self.makeInfo()
        unsafe info.options = isSecure ? endstate_lws_tls : 0
        return unsafe name.withCString { name in
            unsafe info.vhost_name = name
            // An empty text where there is none: libwebsockets obeys http_proxy and ignores no_proxy, even for 127.0.0.1.
            return unsafe proxy.withCString { proxy in
                unsafe info.http_proxy_address = proxy
                guard let trustedCertificates else { return unsafe lws_create_vhost(context, &info) }
                return unsafe trustedCertificates.withCString { path in
                    unsafe info.client_ssl_ca_filepath = path
                    return unsafe lws_create_vhost(context, &info)
                }
            }
        }
    }

    /// The table of protocols, which has to outlive every context: it is never freed.
    private nonisolated(unsafe) static let protocols: UnsafePointer<lws_protocols> = {
        let table = UnsafeMutablePointer<lws_protocols>.allocate(capacity: 2)
        unsafe table.initialize(repeating: lws_protocols(), count: 2)
        unsafe table[0].name = UnsafePointer(strdup("endstate"))
        unsafe table[0].callback = websocketCallback
        return unsafe UnsafePointer(table)
    }()

    // MARK: LoopDriver

    func service(timeout: Duration?) {
        guard let context = unsafe context else { return }
        guard let timeout, timeout > .zero else {
            unsafe lws_service(context, timeout == nil ? 0 : -1)
            return
        }
        // lws_service takes no timeout: an alarm on the library's own clock ends the wait.
        let microseconds = timeout.components.seconds * 1_000_000 + timeout.components.attoseconds / 1_000_000_000_000
        unsafe lws_sul_schedule(context, 0, alarm, { _ in }, max(1000, microseconds))
        unsafe lws_service(context, 0)
        unsafe lws_sul_cancel(alarm)
    }

    func wake() {
        if let context = unsafe context { unsafe lws_cancel_service(context) }
    }

    func tearDown() {
        if let context = unsafe context { unsafe lws_context_destroy(context) }
        unsafe context = nil
        unsafe alarm.deallocate()
    }

    // MARK: Sockets

    /// Gives a socket its number.
    func register(_ socket: WebSocket) -> Int {
        lastNumber += 1
        sockets[lastNumber] = socket
        return lastNumber
    }

    /// The socket of a number, while its handle lives.
    func socket(_ number: Int) -> WebSocket? { sockets[number] }

    /// Forgets a number; its handle is gone.
    func forget(_ number: Int) {
        sockets[number] = nil
    }

    /// Begins to connect a socket.
    ///
    /// - Parameters:
    ///   - address: Whom to talk to.
    ///   - numericAddress: Where that is, or where the proxy is.
    ///   - proxy: Through whom.
    ///   - number: The socket's number.
    /// - Returns: The handle, `nil` when it failed at once.
    func open(
        _ address: WebSocketAddress, at numericAddress: String, through proxy: WebSocketProxy?, number: Int
    ) -> OpaquePointer? {
        let specification = proxy?.specification(at: numericAddress) ?? ""
        guard let host = unsafe host(isSecure: address.isSecure, proxy: specification) else { return nil }
        // To a proxy it is the name that is said, in brackets where it is an IPv6 address (RFC 9112, section 3.2.3).
        let named = address.host.contains(":") ? "[\(address.host)]" : address.host
        let target = proxy == nil ? numericAddress : named
        var info = unsafe lws_client_connect_info()
        unsafe info.context = context
        unsafe info.vhost = host
        unsafe info.port = Int32(address.port)
        unsafe info.ssl_connection = address.isSecure ? Int32(LCCSCF_USE_SSL.rawValue) : 0
        unsafe info.opaque_user_data = UnsafeMutableRawPointer(bitPattern: number)
        return unsafe target.withCString { target in
            unsafe address.hostAndPort.withCString { name in
                unsafe address.path.withCString { path in
                    // HTTP/2 would be offered by default; a websocket starts as HTTP/1.1.
                    unsafe "http/1.1".withCString { alpn in
                        unsafe info.address = target
                        unsafe info.host = name
                        unsafe info.path = path
                        unsafe info.alpn = alpn
                        return unsafe lws_client_connect_via_info(&info)
                    }
                }
            }
        }
    }
}
