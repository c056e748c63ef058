/// The rules of APIServices, and those of the API that we serve ourselves. Start reading at
/// [dev.skiff.apiserver.registry.kinds.registration.ApiServiceRules].
///
/// Stateless; changes nothing.
@NullMarked
package dev.skiff.apiserver.registry.kinds.registration;

import org.jspecify.annotations.NullMarked;
