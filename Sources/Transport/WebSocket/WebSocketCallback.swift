import CLibWebSockets

/// One call from libwebsockets about one socket; its pointers hold for the length of the call.
///
/// `@unchecked` because it never leaves the loop's thread: it is made there and handled at once by an actor that runs
/// there.
@safe struct WebSocketCallback: @unchecked Sendable {
    let reason: lws_callback_reasons
    let handle: OpaquePointer
    let data: UnsafeMutableRawBufferPointer

    /// Whether the library waits no more in the service under way: these come of what a socket was ready for. The others
    /// may come of a timeout as well, which the library looks at before it waits.
    var endsWait: Bool {
        switch reason {
        case LWS_CALLBACK_CLIENT_ESTABLISHED, LWS_CALLBACK_CLIENT_RECEIVE, LWS_CALLBACK_CLIENT_WRITEABLE: true
        default: false
        }
    }

    /// Whether a callback concerns a socket; the others are answered with 0.
    static func concerns(_ reason: lws_callback_reasons) -> Bool {
        switch reason {
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR, LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER,
            LWS_CALLBACK_CLIENT_ESTABLISHED, LWS_CALLBACK_CLIENT_RECEIVE, LWS_CALLBACK_CLIENT_WRITEABLE,
            LWS_CALLBACK_WS_PEER_INITIATED_CLOSE, LWS_CALLBACK_CLIENT_CLOSED, LWS_CALLBACK_WSI_DESTROY:
            true
        default: false
        }
    }
}

/// Where libwebsockets enters: finds the socket and hands the callback to it, on the loop's thread.
///
/// - Returns: 0 to go on, -1 to close the handle.
func websocketCallback(
    handle: OpaquePointer?,
    reason: lws_callback_reasons,
    user: UnsafeMutableRawPointer?,
    data: UnsafeMutableRawPointer?,
    count: Int
) -> Int32 {
    guard WebSocketCallback.concerns(reason), let handle = unsafe handle,
        let context = unsafe lws_get_context(handle), let user = unsafe lws_context_user(context)
    else { return 0 }
    let number = unsafe Int(bitPattern: lws_get_opaque_user_data(handle))
    let driver = unsafe Unmanaged<WebSocketDriver>.fromOpaque(user).takeUnretainedValue()
    guard let socket = driver.socket(number) else { return 0 }
    let callback = unsafe WebSocketCallback(
        reason: reason, handle: handle,
        data: UnsafeMutableRawBufferPointer(start: data, count: data == nil ? 0 : count))
    let result = socket.loop.measure(endsWait: callback.endsWait) {
        socket.assumeIsolated { $0.handle(callback) }
    }
    if reason == LWS_CALLBACK_WSI_DESTROY { driver.forget(number) }
    return result
}
