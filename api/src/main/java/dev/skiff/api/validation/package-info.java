/// How validation says what is wrong with an object, in Kubernetes' words. Start reading at
/// [dev.skiff.api.validation.FieldError].
@NullMarked
package dev.skiff.api.validation;

import org.jspecify.annotations.NullMarked;
