/// The Status object of the API and the failures that become one. Start reading at
/// [dev.skiff.api.status.ApiException].
@NullMarked
package dev.skiff.api.status;

import org.jspecify.annotations.NullMarked;
