import CLibWebSockets
import CLibcurl

/// The C libraries that are linked, as they name themselves.
package enum LibraryVersions {
    /// libcurl and what it was built with: `libcurl/7.88.1 OpenSSL/3.0.15 …`.
    package static var curl: String { unsafe String(cString: curl_version()) }

    /// libwebsockets: `4.1.6`.
    package static var webSockets: String { unsafe String(cString: lws_get_library_version()) }
}
