import CLibcurl
import Foundation

/// libcurl as the driver of an ``EventLoop``: one multi handle, used on the loop's thread only.
///
/// `@unchecked` because the fields are confined to that thread, which the loop guarantees; only the handle, which does
/// not change, is read from others, to wake it.
@safe final class CurlDriver: LoopDriver, @unchecked Sendable {
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let multi: UnsafeMutableRawPointer
    /// The transfers under way, by the address of their handle.
    private var transfers: [UInt: CurlTransfer] = [:]

    /// Makes the multi handle.
    ///
    /// - Throws: ``TransportError`` when libcurl cannot start.
    init() throws(TransportError) {
        guard Self.isReady, let multi = unsafe curl_multi_init() else {
            throw TransportError(.system, message: "libcurl cannot start: out of memory")
        }
        unsafe self.multi = multi
    }

    // MARK: LoopDriver

    func service(timeout: Duration?) {
        // A timeout a little late is right, a little early would spin: rounded up.
        let milliseconds =
            timeout.map {
                $0.components.seconds * 1000 + ($0.components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
            }
        unsafe curl_multi_poll(multi, nil, 0, Int32(clamping: milliseconds ?? 3_600_000), nil)
        perform()
    }

    func wake() {
        unsafe curl_multi_wakeup(multi)
    }

    func tearDown() {
        unsafe curl_multi_cleanup(multi)
    }

    // MARK: Transfers

    /// Starts a transfer; it tells its own end.
    func start(_ transfer: CurlTransfer) {
        let easy = unsafe transfer.easy
        transfers[UInt(bitPattern: easy)] = transfer
        let status = unsafe curl_multi_add_handle(multi, easy)
        if status != CURLM_OK {
            transfers[UInt(bitPattern: easy)] = nil
            transfer.finish(CURLE_FAILED_INIT)
        }
    }

    /// Ends a transfer early, unless it has ended.
    func cancel(_ transfer: CurlTransfer) {
        let easy = unsafe transfer.easy
        guard transfers.removeValue(forKey: UInt(bitPattern: easy)) != nil else { return }
        unsafe curl_multi_remove_handle(multi, easy)
        transfer.abandon()
    }

    private func perform() {
        var running: Int32 = 0
        unsafe curl_multi_perform(multi, &running)
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            let result = unsafe endstate_curl_message_result(message)
            guard let transfer = transfers.removeValue(forKey: UInt(bitPattern: easy)) else { continue }
            unsafe curl_multi_remove_handle(multi, easy)
            transfer.finish(result)
        }
    }
}
