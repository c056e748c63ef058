/// One API call and its answer, free of any HTTP library, so that the same call crosses a
/// socket or a method. Start reading at [dev.skiff.api.request.ApiHandler].
@NullMarked
package dev.skiff.api.request;

import org.jspecify.annotations.NullMarked;
