/// The API over HTTPS. Start reading at [dev.skiff.client.http.HttpTransport].
@NullMarked
package dev.skiff.client.http;

import org.jspecify.annotations.NullMarked;
