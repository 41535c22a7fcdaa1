/// The C library a loop serves: what it waits in, and how another thread wakes it.
///
/// Every method but ``wake()`` is called on the loop's thread only.
protocol LoopDriver: AnyObject, Sendable {
    /// Waits for sockets to become ready and runs the library's callbacks for them.
    ///
    /// - Parameter timeout: The longest wait; zero looks without waiting, `nil` waits until something happens.
    func service(timeout: Duration?)

    /// Makes a ``service(timeout:)`` under way return soon. Called from any thread.
    func wake()

    /// Frees the library's handles. Nothing is called afterwards.
    func tearDown()
}
