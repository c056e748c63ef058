/// The API server, free of HTTP. Start reading at [dev.skiff.apiserver.ApiServer].
@NullMarked
package dev.skiff.apiserver;

import org.jspecify.annotations.NullMarked;
