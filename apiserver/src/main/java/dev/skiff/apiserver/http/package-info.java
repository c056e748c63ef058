/// Sockets to calls and back: TLS, HTTP/1.1 and HTTP/2 on Jetty, without anything of what the API
/// means. Start reading at [dev.skiff.apiserver.http.HttpFrontend].
///
/// A call runs on its own virtual thread. An open watch has no thread: it is written when it has
/// events.
@NullMarked
package dev.skiff.apiserver.http;

import org.jspecify.annotations.NullMarked;
