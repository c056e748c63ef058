/// What an API server is told at its start. Start reading at
/// [dev.skiff.apiserver.settings.ApiServerSettings]; immutable.
@NullMarked
package dev.skiff.apiserver.settings;

import org.jspecify.annotations.NullMarked;
