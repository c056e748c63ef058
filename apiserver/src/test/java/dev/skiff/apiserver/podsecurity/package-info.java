/// What the Pod Security Standards say of pods. Start reading at
/// [dev.skiff.apiserver.podsecurity.SecurityStandardsTest].
@NullMarked
package dev.skiff.apiserver.podsecurity;

import org.jspecify.annotations.NullMarked;
