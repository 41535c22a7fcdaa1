import CSpawn
import Foundation

/// A thread of its own for what blocks.
///
/// Unlike Foundation's `Thread`, it tells when there is none to be had, as in a container with a limit of processes: work
/// that silently never begins would leave whoever waits for it waiting for ever.
package enum BlockingThread {
    /// What a thread is given.
    private final class Work: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// Starts a thread, which ends with its closure.
    ///
    /// - Parameters:
    ///   - name: Its name, for debuggers; the system keeps fifteen bytes of it.
    ///   - stackSize: The size of its stack in bytes.
    ///   - body: What it does.
    /// - Throws: ``TransportError`` with code `system` when there is no thread to be had.
    package static func start(
        _ name: String, stackSize: Int = 8 << 20, _ body: @escaping @Sendable () -> Void
    ) throws(TransportError) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(&attributes, stackSize)
        let work = unsafe Unmanaged.passRetained(Work(name: name, body: body))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, &attributes,
            { context in
                guard let context = unsafe context else { return nil }
                let work = unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                unsafe endstate_name_this_thread(work.name)
                work.body()
                return nil
            }, work.toOpaque())
        guard status == 0 else {
            unsafe work.release()
            throw TransportError(
                .system, message: "no thread can be started; raise the limit of processes of this user or container",
                native: NativeCode(errno: status))
        }
    }
}
