import CLibWebSockets
import Foundation

/// libwebsockets as the driver of an ``EventLoop``: one context, used on the loop's thread only.
///
/// `@unchecked` because the fields are confined to that thread, which the loop guarantees and callbacks check.
@safe final class WebSocketDriver: LoopDriver, @unchecked Sendable {
    /// The context; `nil` only after ``tearDown()``.
    private(set) var context: OpaquePointer?

    /// The open handles by the number libwebsockets keeps for each. A number, so that a late callback finds nothing
    /// instead of a freed object.
    private var sockets: [Int: WebSocket] = [:]
    private var lastNumber = 0
    private let alarm: UnsafeMutablePointer<lws_sorted_usec_list_t>

    /// Makes the context.
    ///
    /// - Parameter trustedCertificates: A PEM file with the certificates to trust, instead of the system's.
    /// - Throws: ``TransportError`` when libwebsockets cannot start, for want of memory or file descriptors.
    init(trustedCertificates: String?) throws(TransportError) {
        unsafe alarm = .allocate(capacity: 1)
        unsafe alarm.initialize(to: lws_sorted_usec_list_t())
        lws_set_log_level(0, nil)
        unsafe context = Self.makeContext(trustedCertificates, user: Unmanaged.passUnretained(self).toOpaque())
        if unsafe context == nil {
            unsafe alarm.deallocate()
            throw TransportError(.system, message: "libwebsockets cannot start: out of memory or file descriptors")
        }
    }

    private static func makeContext(
        _ trustedCertificates: String?,
        user: UnsafeMutableRawPointer
    ) -> OpaquePointer? {
        var info = unsafe lws_context_creation_info()
        unsafe info.port = CONTEXT_PORT_NO_LISTEN
        unsafe info.protocols = protocols
        unsafe info.user = user
        unsafe info.gid = -1
        unsafe info.uid = -1
        unsafe info.pt_serv_buf_size = 256 << 10
        // Deadlines are the loop's timers; the library's own, in whole seconds, must not come first.
        unsafe info.timeout_secs = 24 * 3600
        unsafe info.options = endstate_lws_global_tls
        // libwebsockets obeys http_proxy and ignores no_proxy, even for 127.0.0.1.
        return unsafe "".withCString { noProxy in
            unsafe info.http_proxy_address = noProxy
            guard let trustedCertificates else { return unsafe lws_create_context(&info) }
            return unsafe trustedCertificates.withCString { path in
                unsafe info.client_ssl_ca_filepath = path
                return unsafe lws_create_context(&info)
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
}
